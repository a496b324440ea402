import { Slo } from '@meshproof/backstage-plugin-data-mesh-common';
import { Texts } from '../../texts/useTexts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `94.1 %`; never rounded up to what it is not. @internal */
export function percentText(t: Texts, share: number): string {
  // 0.57 * 1,000 is a little less than 570.
  const percent = Math.floor(share * 1_000 + 1e-6) / 10;
  return t('slo.percent', { value: percent });
}

function lengthText(t: Texts, seconds: number): string {
  if (seconds < 2 * HOUR) {
    return t('duration.minutes', { count: Math.round(seconds / MINUTE) });
  }
  return seconds < 2 * DAY
    ? t('duration.hours', { count: Math.round(seconds / HOUR) })
    : t('duration.days', { count: Math.round(seconds / DAY) });
}

/** What is left of the error budget: as time where an interval has one, else as a number of misses. @internal */
export function budgetText(t: Texts, { budget }: Slo): string {
  if (!budget) {
    return '—';
  }
  if (budget.used === 0) {
    return t('slo.budgets.untouched');
  }
  const { left, leftSeconds } = budget;
  const size =
    leftSeconds === undefined
      ? t('slo.budgets.misses', { count: Math.abs(left) })
      : lengthText(t, Math.abs(leftSeconds));
  return left < 0
    ? t('slo.budgets.overdrawn', { size })
    : t('slo.budgets.left', { size });
}

import { Texts } from '../../texts/useTexts';

/** `1.3 s`, below a second `42 ms`. @internal */
export function secondsText(t: Texts, value: number): string {
  return value < 1
    ? t('health.evaluation.milliseconds', { value: Math.round(value * 1_000) })
    : t('health.evaluation.seconds', { value: Math.round(value * 10) / 10 });
}

import { HealthReport } from '@meshproof/backstage-plugin-data-mesh-common';
import { Texts } from '../../texts/useTexts';
import { ageText, dayText } from '../figures/time';

/** A product that waits longer than this waits for something other than its turn. */
const LONG_WAIT = 5 * 60_000;

/** What an administrator should look at, the most pressing first; docs/operations.md says what to do about each. @internal */
export function notices(t: Texts, report: HealthReport): string[] {
  const { queue, sources, database, tasks, evaluation } = report;
  const now = Date.parse(report.at);
  const found: string[] = [];
  if (database.pending.length > 0) {
    found.push(t('health.look.pending', { count: database.pending.length }));
  }
  if (queue.failing > 0) {
    found.push(t('health.look.failing', { count: queue.failing }));
  }
  if (queue.oldestAt && now - Date.parse(queue.oldestAt) > LONG_WAIT) {
    found.push(
      t('health.look.waiting', {
        age: ageText(t, queue.oldestAt, now),
        turns: t('health.turns', { count: evaluation.turns }),
        minutes: evaluation.minutes,
      }),
    );
  }
  for (const { title, silentSince } of sources.silent) {
    found.push(
      t('health.look.silent', {
        source: title,
        day: dayText(t, silentSince),
      }),
    );
  }
  for (const { name, error } of tasks) {
    if (error !== undefined) {
      found.push(t('health.look.taskFailed', { task: name, error }));
    }
  }
  return found;
}

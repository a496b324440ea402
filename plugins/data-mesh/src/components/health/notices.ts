import { HealthReport } from '@meshproof/backstage-plugin-data-mesh-common';
import { ageText, dayText } from '../figures/time';
import { countOf } from '../figures/words';

/** A product that waits longer than this waits for something other than its turn. */
const LONG_WAIT = 5 * 60_000;

/** What an administrator should look at, the most pressing first; docs/operations.md says what to do about each. @internal */
export function notices(report: HealthReport): string[] {
  const { queue, sources, database, tasks, evaluation } = report;
  const now = Date.parse(report.at);
  const found: string[] = [];
  if (database.pending.length > 0) {
    found.push(
      `The database lacks ${countOf(
        database.pending.length,
        'migration',
      )} of this version: start one process with migrations on.`,
    );
  }
  if (queue.failing > 0) {
    found.push(
      `${countOf(queue.failing, 'product')} cannot be judged; ${
        queue.failing === 1
          ? 'its last result stays'
          : 'their last results stay'
      }. The errors are below.`,
    );
  }
  if (queue.oldestAt && now - Date.parse(queue.oldestAt) > LONG_WAIT) {
    found.push(
      `The product that waits longest came into the queue ${ageText(
        queue.oldestAt,
        now,
      )}; there were ${countOf(evaluation.turns, 'turn')} in the last ${
        evaluation.minutes
      } minutes.`,
    );
  }
  for (const { title, silentSince } of sources.silent) {
    found.push(`${title} has been silent since ${dayText(silentSince)}.`);
  }
  for (const { name, error } of tasks) {
    if (error !== undefined) {
      found.push(`The task ${name} failed: ${error}`);
    }
  }
  return found;
}

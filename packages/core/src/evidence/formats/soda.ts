import { list, number, object, text } from './fields';
import { metricOf } from './metricOf';
import { EvidenceFormat, FormatOutput } from './types';
import { wholeDocument } from './wholeDocument';

const OUTCOMES = new Set(['pass', 'warn', 'fail']);

/** The quality id of a contract that a check names in its attributes. */
function ruleId(check: Record<string, unknown>): string | undefined {
  return list(check.resourceAttributes)
    .map(attribute => object(attribute))
    .filter(({ name }) => name === 'quality_id')
    .map(({ value }) => text(value))
    .find(id => id !== undefined);
}

/** Scan results of Soda Core and Soda Library. @public */
export const soda: EvidenceFormat = {
  id: 'soda',
  title: 'Soda scan results',
  keys: ['scanEndTimestamp', 'dataTimestamp', 'metrics', 'checks'],
  recognizes: ({ keys }) =>
    [
      'definitionName',
      'scanStartTimestamp',
      'scanEndTimestamp',
      'defaultDataSource',
    ].some(key => keys.has(key)),
  read: () =>
    wholeDocument(scan => {
      const time = text(scan.scanEndTimestamp) ?? text(scan.dataTimestamp);
      const metrics = new Map(
        list(scan.metrics).map(value => {
          const metric = object(value);
          return [metric.identity, text(metric.metricName)];
        }),
      );
      return list(scan.checks).flatMap((value, index): FormatOutput[] => {
        const check = object(value);
        const outcome = text(check.outcome);
        // Not evaluated: nothing was seen.
        if (outcome === undefined) {
          return [];
        }
        const table = text(check.table);
        if (!OUTCOMES.has(outcome) || table === undefined) {
          return [
            {
              index,
              path: `checks[${index}]`,
              reason:
                'has no table, or an outcome that is none of pass, warn, fail',
            },
          ];
        }
        const column = text(check.column);
        const names = list(check.metrics).flatMap(id => metrics.get(id) ?? []);
        const rule = ruleId(check);
        const measured = number(object(check.diagnostics).value);
        return [
          {
            index,
            record: {
              kind: 'quality',
              time,
              dataset: { name: table },
              rule: {
                ...(rule === undefined ? {} : { id: rule }),
                ...(column === undefined ? {} : { column }),
                metric: metricOf(
                  names.length === 1 ? names[0] : text(check.name) ?? 'check',
                ),
              },
              outcome,
              ...(measured === undefined ? {} : { value: measured }),
            },
          },
        ];
      });
    }),
};

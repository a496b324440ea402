import { list, object, text } from './fields';
import { metricOf } from './metricOf';
import { EvidenceFormat, FormatOutput } from './types';
import { wholeDocument } from './wholeDocument';

const OUTCOMES: Record<string, 'pass' | 'fail' | 'warn' | 'error'> = {
  passed: 'pass',
  failed: 'fail',
  warning: 'warn',
  error: 'error',
};
/** Nothing was measured. */
const SILENT = new Set(['info', 'skipped', 'unknown']);

/** Results of `datacontract test`, as `--output-format json` or its API gives them. @public */
export const datacontractCli: EvidenceFormat = {
  id: 'datacontract-cli',
  title: 'datacontract-cli test results',
  keys: ['timestampStart', 'timestampEnd', 'checks'],
  recognizes: ({ keys }) => keys.has('dataContractId') || keys.has('runId'),
  read: () =>
    wholeDocument(run => {
      const time = text(run.timestampEnd) ?? text(run.timestampStart);
      return list(run.checks).flatMap((value, index): FormatOutput[] => {
        const check = object(value);
        const result = text(check.result) ?? 'unknown';
        if (SILENT.has(result)) {
          return [];
        }
        const outcome = OUTCOMES[result];
        const model = text(check.model);
        const type = text(check.type) ?? text(check.name);
        if (!outcome || model === undefined || type === undefined) {
          return [
            {
              index,
              path: `checks[${index}]`,
              reason: `has no model, no type, or the result '${result}', which is not known`,
            },
          ];
        }
        const rule = text(check.qualityId);
        const column = text(check.field);
        return [
          {
            index,
            record: {
              kind: 'quality',
              time,
              dataset: { name: model },
              rule: {
                ...(rule === undefined ? {} : { id: rule }),
                ...(column === undefined ? {} : { column }),
                metric: metricOf(type),
              },
              outcome,
            },
          },
        ];
      });
    }),
};

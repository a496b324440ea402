import { list, number, object, text } from './fields';
import { metricOf } from './metricOf';
import { EvidenceFormat, FormatOutput } from './types';
import { wholeDocument } from './wholeDocument';

type Fields = Record<string, unknown>;

/** `20240101T120000.000000Z`, as older versions write times. */
const BASIC_TIME =
  /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})(\.\d+)?(Z|[+-]\d{2}:?\d{2})?$/;

function timeOf(meta: Fields): string | undefined {
  const found =
    text(object(meta.run_id).run_time) ??
    text(meta.validation_time) ??
    text(object(meta.batch_markers).ge_load_time);
  const basic = found && BASIC_TIME.exec(found);
  if (!basic) {
    return found;
  }
  const [, year, month, day, hour, minute, second, fraction = '', zone = 'Z'] =
    basic;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}${zone}`;
}

function datasetOf(meta: Fields): string | undefined {
  const batch = object(meta.batch_spec);
  const table = text(batch.table_name);
  const schema = text(batch.schema_name);
  if (table !== undefined) {
    return schema !== undefined && !table.includes('.')
      ? `${schema}.${table}`
      : table;
  }
  return (
    text(object(meta.active_batch_definition).data_asset_name) ??
    text(batch.data_asset_name) ??
    text(object(meta.batch_kwargs).data_asset_name)
  );
}

/** In 1.x each metric that failed has an entry of its own; before there was one. */
function raised(info: unknown): boolean {
  const fields = object(info);
  return (
    fields.raised_exception === true ||
    Object.values(fields).some(entry => object(entry).raised_exception === true)
  );
}

function outcomeOf(result: Fields, config: Fields): string | undefined {
  if (raised(result.exception_info)) {
    return 'error';
  }
  if (typeof result.success !== 'boolean') {
    return undefined;
  }
  if (result.success) {
    return 'pass';
  }
  const severity = text(config.severity)?.toLowerCase();
  return severity === 'warning' || severity === 'info' ? 'warn' : 'fail';
}

function readValidation(validation: Fields, first: number): FormatOutput[] {
  const meta = object(validation.meta);
  const name = datasetOf(meta);
  const time = timeOf(meta);
  return list(validation.results).map((value, place): FormatOutput => {
    const index = first + place;
    const result = object(value);
    const config = object(result.expectation_config);
    const type = text(config.type) ?? text(config.expectation_type);
    const outcome = outcomeOf(result, config);
    if (type === undefined || outcome === undefined) {
      return {
        index,
        path: `results[${place}]`,
        reason: 'has no expectation type or no success',
      };
    }
    if (name === undefined || time === undefined) {
      return {
        index,
        path: 'meta',
        reason:
          name === undefined
            ? 'does not name the data asset (batch_spec.table_name or active_batch_definition.data_asset_name)'
            : 'has no time (run_id.run_time, validation_time or batch_markers.ge_load_time)',
      };
    }
    const column = text(object(config.kwargs).column);
    const rule = text(object(config.meta).quality_id);
    const { unexpected_count: unexpected, observed_value: observed } = object(
      result.result,
    );
    const measured = number(unexpected) ?? number(observed);
    return {
      index,
      record: {
        kind: 'quality',
        time,
        dataset: { name },
        rule: {
          ...(rule === undefined ? {} : { id: rule }),
          ...(column === undefined ? {} : { column }),
          metric: metricOf(type),
        },
        outcome,
        ...(measured === undefined ? {} : { value: measured }),
      },
    };
  });
}

/** Validation results and checkpoint results of Great Expectations 0.18 and 1.x. @public */
export const greatExpectations: EvidenceFormat = {
  id: 'great-expectations',
  title: 'Great Expectations validation results',
  keys: ['meta', 'results', 'run_id', 'run_results'],
  recognizes: head =>
    head.keys.has('run_results') ||
    head.keys.has('evaluation_parameters') ||
    head.keys.has('suite_parameters') ||
    head.keys.has('suite_name') ||
    (head.keys.has('statistics') && head.keys.has('results')) ||
    head.value('meta.great_expectations_version') !== undefined,
  read: () =>
    wholeDocument(document => {
      const validations =
        document.run_results === undefined
          ? [document]
          : Object.values(object(document.run_results)).map(value => {
              const entry = object(value);
              const validation = object(entry.validation_result ?? entry);
              return {
                ...validation,
                // In 1.x only the checkpoint knows when it ran.
                meta: { run_id: document.run_id, ...object(validation.meta) },
              };
            });
      const outputs: FormatOutput[] = [];
      for (const validation of validations) {
        outputs.push(...readValidation(validation, outputs.length));
      }
      return outputs;
    }),
};

import { list, object, text } from './fields';
import { metricOf } from './metricOf';
import { EvidenceFormat, GenericRecord } from './types';
import { serverWithoutLogin } from '../withoutLogin';
import { wholeDocument } from './wholeDocument';

type Dataset = { namespace: string; name: string };

const OVER: Record<string, 'success' | 'failed'> = {
  COMPLETE: 'success',
  FAIL: 'failed',
  ABORT: 'failed',
};

function datasetOf(value: unknown): Dataset | undefined {
  const { namespace, name } = object(value);
  const server = text(namespace);
  const path = text(name);
  return server === undefined || path === undefined
    ? undefined
    : { namespace: serverWithoutLogin(server), name: path };
}

/** Columns with their types. Emitters that only know what a project declares leave types out; that is no observation. */
function columnsOf(
  value: unknown,
): { name: string; type: string }[] | undefined {
  const fields = list(object(object(object(value).facets).schema).fields).map(
    field => ({
      name: text(object(field).name) ?? '',
      type: text(object(field).type) ?? '',
    }),
  );
  return fields.length > 0 && fields.every(({ name, type }) => name && type)
    ? fields
    : undefined;
}

/** Results of rules; emitters put them in any of three places, some in two at once. */
function assertionsOf(value: unknown) {
  const { facets, inputFacets, outputFacets } = object(value);
  const found = new Map<string, Record<string, unknown>>();
  for (const place of [facets, inputFacets, outputFacets]) {
    const facet = object(object(place).dataQualityAssertions);
    for (const item of list(facet.assertions)) {
      const assertion = object(item);
      found.set(
        JSON.stringify([
          assertion.assertion,
          assertion.column,
          assertion.success,
        ]),
        assertion,
      );
    }
  }
  return [...found.values()];
}

function qualityRecord(
  assertion: Record<string, unknown>,
  dataset: Dataset,
  time: string,
): GenericRecord | undefined {
  const name = text(assertion.assertion);
  if (name === undefined || typeof assertion.success !== 'boolean') {
    return undefined;
  }
  const column = text(assertion.column);
  const isWarning = text(assertion.severity)?.toLowerCase() === 'warn';
  const failed = isWarning ? 'warn' : 'fail';
  return {
    kind: 'quality',
    time,
    dataset,
    rule: {
      ...(column === undefined ? {} : { column }),
      metric: metricOf(name),
    },
    outcome: assertion.success ? 'pass' : failed,
  };
}

/** The longest account that a usage record may name. */
const LONGEST_PRINCIPAL = 255;
const KEY_TAIL = 180;

/**
 * What a run that ended well has read: one read per run and data set, whatever is sent twice. A job whose name holds the address of a
 * person (a notebook of somebody's own) tells of a person's reading, and is passed over.
 */
function readsOf(
  event: Record<string, unknown>,
  job: { namespace: string; name: string },
  time: string,
): GenericRecord[] {
  const principal = `${job.namespace}/${job.name}`;
  if (principal.length > LONGEST_PRINCIPAL || principal.includes('@')) {
    return [];
  }
  const run = text(object(event.run).runId) ?? time;
  const written = new Set(
    list(event.outputs).flatMap(output => nameOf(datasetOf(output)) ?? []),
  );
  const reads = new Map<string, GenericRecord>();
  for (const input of list(event.inputs)) {
    const dataset = datasetOf(input);
    const name = nameOf(dataset);
    // What is looked at to be tested is not read for use.
    if (dataset && name !== undefined && assertionsOf(input).length === 0) {
      reads.set(name, {
        kind: 'usage',
        // A day in UTC, as usage is counted.
        time: new Date(Date.parse(time)).toISOString().slice(0, 10),
        key: `read ${run.slice(0, 64)} ${`${principal} ${name}`.slice(
          -KEY_TAIL,
        )}`,
        dataset,
        principal,
        reads: 1,
        ...(written.has(name) ? { writer: true } : {}),
      });
    }
  }
  return [...reads.values()];
}

function nameOf(dataset: Dataset | undefined): string | undefined {
  return dataset && `${dataset.namespace} ${dataset.name}`;
}

function isEvent(event: Record<string, unknown>): boolean {
  return (
    event.kind === undefined &&
    event.eventTime !== undefined &&
    (event.job !== undefined || event.dataset !== undefined)
  );
}

/** What one event says. A run that begins or goes on says nothing yet. */
function readEvent(
  event: Record<string, unknown>,
): GenericRecord[] | { path?: string; reason: string } {
  const time = text(event.eventTime);
  if (time === undefined || Number.isNaN(Date.parse(time))) {
    return {
      path: 'eventTime',
      reason: `${JSON.stringify(
        event.eventTime,
      )} is no time; write it as 2026-11-20T10:03:00Z`,
    };
  }
  if (event.dataset !== undefined) {
    const dataset = datasetOf(event.dataset);
    const columns = columnsOf(event.dataset);
    return dataset && columns
      ? [{ kind: 'schema', time, dataset, columns }]
      : [];
  }
  const { facets, ...identity } = object(event.job);
  const job = datasetOf(identity);
  if (!job) {
    return { path: 'job', reason: 'has no namespace or no name' };
  }
  const status = OVER[text(event.eventType)?.toUpperCase() ?? ''];
  if (!status) {
    return [];
  }
  const records: GenericRecord[] = [];
  // What a test writes is its own audit, not somebody's data; and what it reads, it looks at for the owner.
  const isTest =
    text(object(object(facets).jobType).jobType)?.toUpperCase() === 'TEST';
  for (const output of isTest ? [] : list(event.outputs)) {
    const dataset = datasetOf(output);
    if (dataset) {
      records.push({
        kind: 'run',
        time,
        dataset,
        job,
        status,
      });
      const columns = columnsOf(output);
      if (columns && status === 'success') {
        records.push({ kind: 'schema', time, dataset, columns });
      }
    }
  }
  if (status === 'success' && !isTest) {
    records.push(...readsOf(event, job, time));
  }
  for (const value of [...list(event.inputs), ...list(event.outputs)]) {
    const dataset = datasetOf(value);
    if (dataset) {
      records.push(
        ...assertionsOf(value).flatMap(
          assertion => qualityRecord(assertion, dataset, time) ?? [],
        ),
      );
    }
  }
  return records;
}

/** Run events and data set events of OpenLineage 1 and 2, one or many, as HTTP transports post them. @public */
export const openLineage: EvidenceFormat = {
  id: 'openlineage',
  title: 'OpenLineage events',
  keys: [
    'eventTime',
    'eventType',
    'run',
    'job',
    'dataset',
    'inputs',
    'outputs',
  ],
  recognizes: ({ keys }) =>
    !keys.has('kind') &&
    ['eventTime', 'eventType', 'schemaURL', 'producer'].some(key =>
      keys.has(key),
    ),
  read: () =>
    wholeDocument(event => {
      const read = readEvent(event);
      return Array.isArray(read)
        ? read.map(record => ({ index: 0, record }))
        : [{ index: 0, ...read }];
    }),
  readEvent(value) {
    const event = object(value);
    return isEvent(event) ? readEvent(event) : undefined;
  },
};

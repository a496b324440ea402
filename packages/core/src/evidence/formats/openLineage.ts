import { list, object, text } from './fields';
import { metricOf } from './metricOf';
import { EvidenceFormat, GenericRecord } from './types';
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
    : { namespace: server, name: path };
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
  const job = object(event.job);
  if (text(job.namespace) === undefined || text(job.name) === undefined) {
    return { path: 'job', reason: 'has no namespace or no name' };
  }
  const status = OVER[text(event.eventType)?.toUpperCase() ?? ''];
  if (!status) {
    return [];
  }
  const records: GenericRecord[] = [];
  // What a test writes is its own audit, not somebody's data.
  const isTest =
    text(object(object(job.facets).jobType).jobType)?.toUpperCase() === 'TEST';
  for (const output of isTest ? [] : list(event.outputs)) {
    const dataset = datasetOf(output);
    if (dataset) {
      records.push({
        kind: 'run',
        time,
        dataset,
        job: { namespace: job.namespace, name: job.name },
        status,
      });
      const columns = columnsOf(output);
      if (columns && status === 'success') {
        records.push({ kind: 'schema', time, dataset, columns });
      }
    }
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

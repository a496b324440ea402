import { list, object, text } from '../evidence/formats/fields';
import { serverWithoutLogin } from '../evidence/withoutLogin';
import { CandidateGraphBuilder } from './CandidateGraphBuilder';
import { dataSetName, nameOf, saysAi } from './words';

/** Top-level keys of an event that are read. @internal */
export const EVENT_KEYS = [
  'eventTime',
  'eventType',
  'job',
  'dataset',
  'inputs',
  'outputs',
];

/** @internal */
export function isEvent(value: Record<string, unknown>): boolean {
  return (
    value.eventTime !== undefined &&
    (value.job !== undefined || value.dataset !== undefined)
  );
}

/**
 * Reads one event of OpenLineage: what a job makes, and of what. Its group is what its ownership facet calls a team or group; a namespace is that
 * of a scheduler, which many groups share. Other facets are not read, but for assertions, which are tests, and the type and tags of a job.
 * @internal
 * @returns why the event says nothing
 */
export function takeEvent(
  event: Record<string, unknown>,
  builder: CandidateGraphBuilder,
  file: string,
): { path: string; reason: string } | undefined {
  if (event.job === undefined) {
    // A data set by itself is read by nobody.
    return undefined;
  }
  const job = object(event.job);
  const namespace = text(job.namespace);
  const name = text(job.name);
  if (namespace === undefined || name === undefined) {
    return { path: 'job', reason: 'has no namespace or no name' };
  }
  const facets = object(job.facets);
  const isTest = text(object(facets.jobType).jobType)?.toUpperCase() === 'TEST';
  const add = (value: unknown) => {
    const dataSet = object(value);
    const path = dataSetName(dataSet.name);
    const server = dataSetName(dataSet.namespace);
    if (path === undefined || server === undefined) {
      return [];
    }
    const id = builder.addDataSet(
      { namespace: serverWithoutLogin(server), name: path, kind: 'table' },
      file,
    );
    for (const assertion of assertionsOf(dataSet)) {
      builder.addRule(id, assertion);
    }
    return [id];
  };
  const inputs = [...new Set(list(event.inputs).flatMap(add))];
  const outputs = isTest ? [] : [...new Set(list(event.outputs).flatMap(add))];
  const person = name.includes('@') || namespace.includes('@');
  if (isTest || person) {
    // What is looked at to be tested is not read for use, and a person's own reading is not kept.
    return undefined;
  }
  const group = groupOf(facets);
  for (const output of outputs) {
    if (group !== undefined) {
      builder.addWriter(output, group);
    }
    for (const input of inputs) {
      builder.addUpstream(output, input);
    }
  }
  const reads = inputs.filter(id => !outputs.includes(id));
  if (outputs.length === 0 && reads.length > 0) {
    const tags = list(object(facets.tags).tags).map(tag => object(tag));
    builder.addUse({
      id: `job ${namespace}/${name}`.slice(0, 1000),
      name: nameOf(name) ?? 'job',
      kind: 'job',
      ai: tags.some(({ key, value }) => saysAi(key) || saysAi(value)),
      group,
      reads,
    });
  }
  return undefined;
}

/** `team:sales` and `group:default/sales` are groups; other owners may be people. Several are none. */
function groupOf(facets: Record<string, unknown>): string | undefined {
  const groups = new Set(
    list(object(facets.ownership).owners).flatMap(
      owner =>
        nameOf(
          /^(?:team:|group:(?:default\/)?)(.+)$/i.exec(
            text(object(owner).name) ?? '',
          )?.[1],
        ) ?? [],
    ),
  );
  return groups.size === 1 ? [...groups][0] : undefined;
}

function assertionsOf(dataSet: Record<string, unknown>): Set<string> {
  return new Set(
    [dataSet.facets, dataSet.inputFacets, dataSet.outputFacets].flatMap(place =>
      list(object(object(place).dataQualityAssertions).assertions).flatMap(
        value => {
          const { assertion, column } = object(value);
          const name = text(assertion);
          return name === undefined ? [] : [`${name} ${text(column) ?? ''}`];
        },
      ),
    ),
  );
}

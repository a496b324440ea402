import { FieldReader, RecordError } from '../evidence/FieldReader';
import { CandidateGraphBuilder } from './CandidateGraphBuilder';

/** Top-level keys of a graph. @internal */
export const GRAPH_KEYS = ['dataSets', 'uses'];

const KINDS = ['model', 'source', 'seed', 'snapshot', 'table'] as const;
const ACCESS = ['public', 'protected', 'private'] as const;
const MOST_EDGES = 20_000;

interface Target {
  builder: CandidateGraphBuilder;
  file: string;
  /** Server of data sets that name none. */
  namespace: string | undefined;
}

/**
 * Reads one data set or use of a graph, as `CandidateGraph` has them. Edges name data sets by the id that the sender gave them.
 * @internal
 * @returns why it is refused
 */
export function takeGraphPart(
  key: string,
  path: string,
  value: unknown,
  target: Target,
): { path: string; reason: string } | undefined {
  try {
    if (key === 'uses') {
      takeUse(FieldReader.of(value, path), target);
    } else {
      takeDataSet(FieldReader.of(value, path), target);
    }
    return undefined;
  } catch (error) {
    if (error instanceof RecordError) {
      return { path: error.path, reason: error.reason };
    }
    throw error;
  }
}

function takeDataSet(
  fields: FieldReader,
  { builder, file, namespace }: Target,
): void {
  const upstream = fields.optionalTexts('upstream', MOST_EDGES, 2_100) ?? [];
  const given = fields.optionalText('id', 2_100);
  const id = builder.addDataSet(
    {
      namespace: fields.optionalText('namespace', 1_000) ?? namespace,
      name: fields.text('name', 1_000),
      title: fields.optionalText('title', 255),
      kind: fields.optionalOneOf('kind', KINDS) ?? 'table',
      group: group(fields, 'group'),
      domain: group(fields, 'domain'),
      project: group(fields, 'project'),
      access: fields.optionalOneOf('access', ACCESS),
      ephemeral: fields.optionalFlag('ephemeral'),
      stage: fields.optionalText('stage', 255),
      tests: Math.max(0, Math.floor(fields.optionalNumber('tests') ?? 0)),
      described: fields.optionalFlag('described'),
      tags: fields.optionalTexts('tags', 20, 100),
      products: fields.optionalTexts('products', 50, 255),
    },
    file,
  );
  builder.alias(file, given ?? id, id);
  if (upstream.length > 0) {
    builder.later(() =>
      upstream.forEach(from =>
        builder.addUpstream(id, builder.idOf(file, from)),
      ),
    );
  }
}

function takeUse(fields: FieldReader, { builder, file }: Target): void {
  const use = {
    id: fields.text('id', 1_000),
    name: fields.text('name', 255),
    kind: fields.optionalText('kind', 255) ?? 'use',
    ai: fields.optionalFlag('ai'),
    group: group(fields, 'group'),
  };
  const reads = fields.optionalTexts('reads', MOST_EDGES, 2_100) ?? [];
  builder.later(() =>
    builder.addUse({ ...use, reads: reads.map(id => builder.idOf(file, id)) }),
  );
}

/** Names of groups and their like; an address with @ may be a person's. */
function group(fields: FieldReader, name: string): string | undefined {
  const value = fields.optionalText(name, 255);
  return value?.includes('@')
    ? fields.refuse(name, 'may be the address of a person; name the group')
    : value;
}

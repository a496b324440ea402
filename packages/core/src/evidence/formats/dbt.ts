import { list, number, object, text } from './fields';
import { metricOf } from './metricOf';
import {
  DocumentHead,
  DocumentReader,
  EvidenceFormat,
  FormatOutput,
  GenericRecord,
} from './types';

/** What a manifest says of a node: where its data is, and of a test what it tests. */
interface DbtNode {
  relation?: string;
  test?: {
    /** The tested node; undefined where the test does not say. */
    of?: string;
    dependsOn: string[];
    column?: string;
    metric: string;
    rule?: string;
  };
}

type DbtNodes = Map<string, DbtNode>;

const NODES = 'dbt-manifest';
const FAILED = new Set(['error', 'fail', 'runtime error', 'partial success']);
const OUTCOMES: Record<string, 'pass' | 'fail' | 'warn' | 'error'> = {
  pass: 'pass',
  success: 'pass',
  fail: 'fail',
  warn: 'warn',
  error: 'error',
  'runtime error': 'error',
};
const BUILDS = new Set(['model', 'seed', 'snapshot']);

function isSchema(head: DocumentHead, name: string): boolean {
  const version = text(head.value('metadata.dbt_schema_version'));
  return (
    version !== undefined && new RegExp(`/${name}/v\\d+\\.json$`).test(version)
  );
}

/** Name of the table or view of a node. @internal */
export function relationOf(node: Record<string, unknown>): string | undefined {
  const name = text(node.identifier) ?? text(node.alias) ?? text(node.name);
  return name === undefined
    ? undefined
    : withoutQuotes(
        [text(node.database), text(node.schema), name]
          .filter(part => part !== undefined)
          .join('.'),
      );
}

function withoutQuotes(name: string): string {
  return name.replace(/["'`[\]]/g, '');
}

/** Which of several nodes a test is about: its own word, the only one, or the one that its arguments name. @internal */
export function testedNode(node: Record<string, unknown>): string | undefined {
  const attached = text(node.attached_node);
  const nodes = dependsOn(node);
  if (attached !== undefined || nodes.length < 2) {
    return attached ?? nodes[0];
  }
  const { model } = object(object(node.test_metadata).kwargs);
  const named =
    /(?:ref|source)\(\s*(?:['"]([^'"]+)['"]\s*,\s*)?['"]([^'"]+)['"]/.exec(
      text(model) ?? '',
    );
  const fitting = named
    ? nodes.filter(id => id.split('.').includes(named[2]))
    : [];
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** Ids of the nodes that a node is made of, or tests. @internal */
export function dependsOn(node: Record<string, unknown>): string[] {
  return list(object(node.depends_on).nodes).flatMap(id => text(id) ?? []);
}

function readNode(id: string, value: unknown): DbtNode | undefined {
  const node = object(value);
  const type = id.split('.', 1)[0];
  if (type === 'test') {
    const metadata = object(node.test_metadata);
    const meta = {
      ...object(node.meta),
      ...object(object(node.config).meta),
    };
    return {
      test: {
        of: testedNode(node),
        dependsOn: dependsOn(node),
        column:
          text(node.column_name) ?? text(object(metadata.kwargs).column_name),
        metric: metricOf(text(metadata.name) ?? text(node.name) ?? id),
        rule: text(meta.quality_id),
      },
    };
  }
  return BUILDS.has(type) || type === 'source'
    ? { relation: relationOf(node) }
    : undefined;
}

/** What the names in the other files of the same dbt project mean. Gives no record itself. @public */
export const dbtManifest: EvidenceFormat = {
  id: 'dbt-manifest',
  title: 'dbt manifest.json',
  keys: ['metadata', 'nodes', 'sources'],
  recognizes: head => isSchema(head, 'manifest'),
  read(shared) {
    const nodes: DbtNodes = new Map();
    shared.set(NODES, nodes);
    return {
      take({ key, at, value }) {
        if (key !== 'metadata' && typeof at === 'string') {
          const node = readNode(at, value);
          if (node) {
            nodes.set(at, node);
          }
        }
        return [];
      },
      end: () => [],
    };
  },
};

function withMetadata(
  readItem: (
    piece: { at?: number | string; value: Record<string, unknown> },
    metadata: Record<string, unknown>,
  ) => GenericRecord | { path?: string; reason: string } | undefined,
): DocumentReader {
  const metadata: Record<string, unknown> = {};
  return {
    take({ key, at, index, value }): FormatOutput[] {
      if (key === 'metadata') {
        if (at === 'generated_at') {
          metadata.generated_at = value;
        }
        return [];
      }
      const read = readItem({ at, value: object(value) }, metadata);
      if (!read) {
        return [];
      }
      return 'kind' in read
        ? [{ index, record: read as GenericRecord }]
        : [{ index, ...(read as { path?: string; reason: string }) }];
    },
    end: () => [],
  };
}

function finishedAt(
  result: Record<string, unknown>,
  metadata: Record<string, unknown>,
): string | undefined {
  const ends = list(result.timing).flatMap(
    step => text(object(step).completed_at) ?? [],
  );
  return ends[ends.length - 1] ?? text(metadata.generated_at);
}

function unknownNode(id: string) {
  return {
    path: 'unique_id',
    reason: `'${id}' cannot be resolved to a data set without the manifest of the same run; send manifest.json before this file in the same request: cat target/manifest.json target/run_results.json`,
  };
}

/** Runs of models and results of tests. @public */
export const dbtRunResults: EvidenceFormat = {
  id: 'dbt-run-results',
  title: 'dbt run_results.json',
  keys: ['metadata', 'results'],
  recognizes: head => isSchema(head, 'run-results'),
  read(shared) {
    const nodes = shared.get(NODES) as DbtNodes | undefined;
    return withMetadata(({ value }, metadata) => {
      const id = text(value.unique_id);
      const status = text(value.status)?.toLowerCase();
      const time = finishedAt(value, metadata);
      if (id === undefined || status === undefined || time === undefined) {
        return {
          reason:
            'has no unique_id, no status or no time; send the file as dbt wrote it',
        };
      }
      if (BUILDS.has(id.split('.', 1)[0])) {
        const name =
          nodes?.get(id)?.relation ??
          (text(value.relation_name) &&
            withoutQuotes(text(value.relation_name)!));
        if (status !== 'success' && !FAILED.has(status)) {
          return undefined;
        }
        return name === undefined
          ? unknownNode(id)
          : {
              kind: 'run',
              time,
              dataset: { name },
              job: { namespace: 'dbt', name: id },
              status: status === 'success' ? 'success' : 'failed',
            };
      }
      const outcome = OUTCOMES[status];
      if (id.startsWith('unit_test.') || !outcome) {
        return undefined;
      }
      return readTest(id, nodes, {
        time,
        outcome,
        failures: number(value.failures),
      });
    });
  },
};

function readTest(
  id: string,
  nodes: DbtNodes | undefined,
  result: { time: string; outcome: string; failures?: number },
): GenericRecord | { path?: string; reason: string } {
  const test = nodes?.get(id)?.test;
  if (!test) {
    return unknownNode(id);
  }
  const name =
    test.of === undefined ? undefined : nodes?.get(test.of)?.relation;
  if (name === undefined) {
    return {
      path: 'unique_id',
      reason: `'${id}' tests ${
        test.dependsOn.join(' and ') || 'no node'
      } and does not say which of them it is about (attached_node)`,
    };
  }
  return {
    kind: 'quality',
    time: result.time,
    dataset: { name },
    rule: {
      ...(test.rule === undefined ? {} : { id: test.rule }),
      ...(test.column === undefined ? {} : { column: test.column }),
      metric: test.metric,
    },
    outcome: result.outcome,
    ...(result.failures === undefined ? {} : { value: result.failures }),
  };
}

/** The real columns of the data sets in the warehouse. @public */
export const dbtCatalog: EvidenceFormat = {
  id: 'dbt-catalog',
  title: 'dbt catalog.json',
  keys: ['metadata', 'nodes', 'sources'],
  recognizes: head => isSchema(head, 'catalog'),
  read() {
    return withMetadata(({ value }, metadata) => {
      const { database, schema, name } = object(value.metadata);
      const columns = Object.values(object(value.columns))
        .map(column => object(column))
        .sort((a, b) => (number(a.index) ?? 0) - (number(b.index) ?? 0));
      const time = text(metadata.generated_at);
      if (time === undefined || text(name) === undefined) {
        return {
          reason:
            'has no metadata.generated_at or no name; send the file as dbt wrote it',
        };
      }
      return columns.length === 0
        ? undefined
        : {
            kind: 'schema',
            time,
            dataset: { name: relationOf({ database, schema, name }) },
            columns: columns.map(column => ({
              name: column.name,
              type: column.type,
            })),
          };
    });
  },
};

/** The measured age of sources. @public */
export const dbtSources: EvidenceFormat = {
  id: 'dbt-sources',
  title: 'dbt sources.json',
  keys: ['metadata', 'results'],
  recognizes: head => isSchema(head, 'sources'),
  read(shared) {
    const nodes = shared.get(NODES) as DbtNodes | undefined;
    return withMetadata(({ value }) => {
      const id = text(value.unique_id);
      const loadedAt = text(value.max_loaded_at);
      const time = text(value.snapshotted_at);
      if (id === undefined) {
        return { reason: 'has no unique_id; send the file as dbt wrote it' };
      }
      // An age that could not be measured is none.
      if (loadedAt === undefined || time === undefined) {
        return undefined;
      }
      const name = nodes?.get(id)?.relation;
      return name === undefined
        ? unknownNode(id)
        : { kind: 'freshness', time, dataset: { name }, loadedAt };
    });
  },
};

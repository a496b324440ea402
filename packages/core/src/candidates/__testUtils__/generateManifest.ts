/** What a generated manifest holds, counted while it was written. */
export interface GeneratedCounts {
  dataSets: number;
  tests: number;
  exposures: number;
  groups: number;
}

/** How a manifest is generated; the same options give the same file, letter by letter. */
export interface GenerateOptions {
  seed: number;
  /** Models, seeds and sources together. */
  dataSets: number;
  /** 12 unless given. */
  version?: 10 | 11 | 12;
  groups?: number;
  /** Characters of SQL in each node, which dbt writes twice and nobody here reads. */
  sqlLength?: number;
}

/** A stream of numbers from 0 to 1 that depends on the seed alone (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Writes a dbt manifest as a company with groups has it: sources, staging, intermediate steps (some ephemeral, some private), marts that other
 * groups build upon, tests, and exposures of which some are AI use cases. The pieces put together are the file.
 *
 * @returns what it holds, once all pieces were taken
 */
export function* generateManifest(
  options: GenerateOptions,
): Generator<string, GeneratedCounts> {
  const {
    seed,
    dataSets,
    version = 12,
    groups = 40,
    sqlLength = 400,
  } = options;
  const random = seeded(seed);
  const below = (count: number) => Math.floor(random() * count);
  const chance = (share: number) => random() < share;
  const project = 'warehouse';
  const groupName = (index: number) => `team_${index % groups}`;
  const sql = 'select * from source where amount > 0 -- '.repeat(
    Math.ceil(sqlLength / 41),
  );
  const counts: GeneratedCounts = {
    dataSets: 0,
    tests: 0,
    exposures: 0,
    groups,
  };
  const entries = function* entriesOf(
    key: string,
    items: Iterable<[string, object]>,
  ): Generator<string> {
    yield `,${JSON.stringify(key)}:{`;
    let first = true;
    for (const [id, value] of items) {
      yield `${first ? '' : ','}${JSON.stringify(id)}:${JSON.stringify(value)}`;
      first = false;
    }
    yield '}';
  };

  const sourceCount = Math.max(1, Math.floor(dataSets / 5));
  const stagingCount = Math.max(1, Math.floor(dataSets / 4));
  const stepCount = Math.max(1, Math.floor(dataSets / 4));
  const martCount = Math.max(
    1,
    dataSets - sourceCount - stagingCount - stepCount,
  );
  const sourceId = (index: number) => `source.${project}.erp.raw_${index}`;
  const stagingId = (index: number) => `model.${project}.stg_${index}`;
  const stepId = (index: number) => `model.${project}.int_${index}`;
  const martId = (index: number) => `model.${project}.fct_${index}`;
  const groupOf = (index: number, count: number) =>
    Math.floor((index * groups) / count);

  const model = (
    name: string,
    folder: string,
    group: number,
    access: string,
    materialized: string,
    upstream: string[],
  ) => ({
    resource_type: 'model',
    name,
    alias: name,
    database: 'wh',
    schema: folder,
    package_name: project,
    path: `${folder}/${name}.sql`,
    original_file_path: `models/${folder}/${name}.sql`,
    unique_id: `model.${project}.${name}`,
    fqn: [project, folder, name],
    group: groupName(group),
    access,
    description: chance(0.6) ? `What ${name} holds` : '',
    tags: chance(0.1) ? ['daily'] : [],
    config: { materialized, meta: { domain: `domain_${group % 8}` } },
    depends_on: { macros: [], nodes: [...new Set(upstream)] },
    columns: {
      id: { name: 'id', description: '' },
      amount: { name: 'amount', description: 'In cents' },
    },
    raw_code: sql,
    compiled_code: sql,
  });

  const nodes = function* nodesOf(): Generator<[string, object]> {
    for (let index = 0; index < stagingCount; index++) {
      counts.dataSets++;
      const group = groupOf(index, stagingCount);
      yield [
        stagingId(index),
        model(`stg_${index}`, 'staging', group, 'protected', 'view', [
          sourceId(Math.floor((index * sourceCount) / stagingCount)),
        ]),
      ];
    }
    for (let index = 0; index < stepCount; index++) {
      counts.dataSets++;
      const group = groupOf(index, stepCount);
      const kind = random();
      yield [
        stepId(index),
        model(
          `int_${index}`,
          'intermediate',
          group,
          kind < 0.3 ? 'private' : 'protected',
          kind > 0.7 ? 'ephemeral' : 'table',
          [0, 1].map(() =>
            stagingId(
              Math.min(
                stagingCount - 1,
                Math.floor((group * stagingCount) / groups) +
                  below(Math.max(1, stagingCount / groups)),
              ),
            ),
          ),
        ),
      ];
    }
    for (let index = 0; index < martCount; index++) {
      counts.dataSets++;
      const group = groupOf(index, martCount);
      const own = Math.min(
        stepCount - 1,
        Math.floor((group * stepCount) / groups) +
          below(Math.max(1, stepCount / groups)),
      );
      // Marts are made of steps of their own group and of few marts before them, some of which everybody reads.
      const others = index === 0 ? [] : [0, 1].filter(() => chance(0.4));
      yield [
        martId(index),
        model(
          `fct_${index}`,
          'marts',
          group,
          chance(0.3) ? 'public' : 'protected',
          'table',
          [
            stepId(own),
            ...others.map(() =>
              martId(below(chance(0.5) ? Math.min(index, 50) : index)),
            ),
          ],
        ),
      ];
    }
    for (let index = 0; index < martCount; index++) {
      if (chance(0.5)) {
        counts.tests++;
        const id = `test.${project}.unique_fct_${index}_id.${index}`;
        yield [
          id,
          {
            resource_type: 'test',
            name: `unique_fct_${index}_id`,
            unique_id: id,
            attached_node: martId(index),
            column_name: 'id',
            test_metadata: { name: 'unique', kwargs: { column_name: 'id' } },
            depends_on: { macros: [], nodes: [martId(index)] },
            raw_code: sql,
          },
        ];
      }
    }
  };
  const sources = function* sourcesOf(): Generator<[string, object]> {
    for (let index = 0; index < sourceCount; index++) {
      counts.dataSets++;
      yield [
        sourceId(index),
        {
          resource_type: 'source',
          name: `raw_${index}`,
          identifier: `RAW_${index}`,
          database: 'wh',
          schema: 'erp',
          source_name: 'erp',
          package_name: project,
          unique_id: sourceId(index),
          fqn: [project, 'erp', `raw_${index}`],
          description: '',
          tags: [],
        },
      ];
    }
  };
  const exposures = function* exposuresOf(): Generator<[string, object]> {
    for (let index = 0; index < Math.ceil(martCount / 10); index++) {
      counts.exposures++;
      const id = `exposure.${project}.use_${index}`;
      yield [
        id,
        {
          resource_type: 'exposure',
          name: `use_${index}`,
          label: `Use ${index}`,
          type: chance(0.3) ? 'ml' : 'dashboard',
          owner: {
            name: chance(0.5) ? groupName(below(groups)) : 'Jane Doe',
            email: 'jane.doe@example.com',
          },
          depends_on: {
            macros: [],
            nodes: [0, 1, 2].map(() => martId(below(martCount))),
          },
        },
      ];
    }
  };

  yield `{"metadata":{"dbt_schema_version":"https://schemas.getdbt.com/dbt/manifest/v${version}.json","generated_at":"2026-11-20T04:00:00Z","project_name":"${project}"}`;
  yield* entries('nodes', nodes());
  yield* entries('sources', sources());
  yield* entries('macros', [['macro.dbt.noop', { macro_sql: sql }]]);
  yield* entries('exposures', exposures());
  yield* entries(
    'groups',
    Array.from({ length: groups }, (_, index): [string, object] => [
      `group.${project}.${groupName(index)}`,
      {
        name: groupName(index),
        resource_type: 'group',
        owner: { name: 'Jane Doe', email: 'jane.doe@example.com' },
      },
    ]),
  );
  yield ',"parent_map":{},"child_map":{}}';
  return counts;
}

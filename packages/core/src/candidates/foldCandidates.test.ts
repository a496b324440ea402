import { CANDIDATE_RULES } from '@meshproof/backstage-plugin-data-mesh-common';
import fc from 'fast-check';
import { foldCandidates, SHORTLIST_LENGTH } from './foldCandidates';
import { CandidateGraph, GraphDataSet, GraphUse } from './types';

function dataSet(
  id: string,
  group?: string,
  upstream: string[] = [],
  more: Partial<GraphDataSet> = {},
): GraphDataSet {
  return { id, name: id, kind: 'model', group, upstream, ...more };
}

function use(
  id: string,
  group: string | undefined,
  reads: string[],
  ai = false,
): GraphUse {
  return { id, name: id, kind: ai ? 'ml' : 'dashboard', ai, group, reads };
}

function fold(dataSets: GraphDataSet[], uses: GraphUse[] = []) {
  const { items, counts } = foldCandidates(
    { dataSets, uses },
    { isCentral: group => group === 'hub' },
  );
  return {
    counts,
    items,
    of: (id: string) => items.find(item => item.id === id)!,
  };
}

describe('what a data set is', () => {
  const stock = (more: Partial<GraphDataSet> = {}) =>
    dataSet('wh.stock', 'supply', [], more);
  const sales = dataSet('wh.sales_view', 'sales', ['wh.stock']);
  const planning = dataSet('wh.plan', 'planning', ['wh.stock']);
  const own = dataSet('wh.site_stock', 'supply', ['wh.stock']);
  const nobodys = dataSet('wh.somewhere', undefined, ['wh.stock']);

  it.each<[string, GraphDataSet[], GraphUse[], string, number]>([
    ['two other groups', [stock(), sales, planning], [], 'candidate', 2],
    [
      'two other groups and its own',
      [stock(), sales, planning, own],
      [],
      'candidate',
      2,
    ],
    ['one other group', [stock(), sales, own], [], 'little-demand', 1],
    [
      'one other group and an AI use case',
      [stock(), sales],
      [use('forecast', 'sales', ['wh.stock'], true)],
      'candidate',
      1,
    ],
    [
      'an AI use case of no known group',
      [stock()],
      [use('forecast', undefined, ['wh.stock'], true)],
      'candidate',
      0,
    ],
    [
      'a dashboard of no known group',
      [stock()],
      [use('board', undefined, ['wh.stock'])],
      'unknown-readers',
      0,
    ],
    ['groups that are not known', [stock(), nobodys], [], 'unknown-readers', 0],
    [
      'an unknown group is never another one',
      [stock(), sales, nobodys],
      [],
      'little-demand',
      1,
    ],
    ['nobody', [stock()], [], 'no-reader', 0],
    ['its own group', [stock(), own], [], 'own-group', 0],
    [
      'its own group, for AI',
      [stock()],
      [use('forecast', 'supply', ['wh.stock'], true)],
      'own-group',
      0,
    ],
    [
      'other groups, though private',
      [stock({ access: 'private' }), sales, planning],
      [],
      'private',
      2,
    ],
    [
      'other groups, though stored nowhere',
      [stock({ ephemeral: true }), sales, planning],
      [],
      'ephemeral',
      2,
    ],
  ])('read by %s', (_, dataSets, uses, expected, otherGroups) => {
    const found = fold(dataSets, uses).of('wh.stock');
    expect(found.rule ?? found.standing).toBe(expected);
    expect(found.otherGroups).toBe(otherGroups);
    expect(found.reason === undefined).toBe(expected === 'candidate');
  });

  it.each<[string, Partial<GraphDataSet>, string]>([
    ['wh.stg_stock', {}, 'stage-name'],
    ['wh.staging.stock', {}, 'stage-name'],
    ['wh.stock', { stage: 'intermediate' }, 'stage-name'],
    ['wh.stg_stock', { access: 'public' }, 'unknown-readers'],
    ['wh.interest', {}, 'unknown-readers'],
  ])('a name is the weakest rule: %s %p', (name, more, expected) => {
    const { of } = fold([
      dataSet('x', 'supply', [], { name, ...more }),
      dataSet('reader', undefined, ['x']),
    ]);
    expect(of('x').rule).toBe(expected);
  });

  it('a name sets nothing aside that another group reads', () => {
    const { of } = fold([
      dataSet('wh.stg_stock', 'supply'),
      dataSet('a', 'sales', ['wh.stg_stock']),
      dataSet('b', 'planning', ['wh.stg_stock']),
    ]);
    expect(of('wh.stg_stock').standing).toBe('candidate');
  });

  it('its own project is a word only where there are several', () => {
    const raw = dataSet('raw', undefined, [], { project: 'erp' });
    const reader = dataSet('clean', undefined, ['raw'], { project: 'erp' });
    expect(fold([raw, reader]).of('raw').rule).toBe('unknown-readers');
    const elsewhere = dataSet('else', undefined, [], { project: 'crm' });
    expect(fold([raw, reader, elsewhere]).of('raw').rule).toBe('own-project');
  });

  it('where its own group is not known, one of those that read it may be it', () => {
    const raw = dataSet('raw', undefined, [], { kind: 'source' });
    const reader = (group: string) => dataSet(`${group}_x`, group, ['raw']);
    const two = fold([raw, reader('a'), reader('b')]).of('raw');
    expect([two.otherGroups, two.rule]).toEqual([1, 'little-demand']);
    const three = fold([raw, reader('a'), reader('b'), reader('c')]).of('raw');
    expect([three.otherGroups, three.standing]).toEqual([2, 'candidate']);
  });

  it('what a product serves is not shortlisted, whoever reads it', () => {
    const { items, counts } = foldCandidates(
      {
        dataSets: [stock(), sales, planning],
        uses: [],
      },
      {
        served: ({ id }) =>
          id === 'wh.stock' ? ['dataproduct:default/stock'] : [],
      },
    );
    expect(items.find(({ id }) => id === 'wh.stock')).toMatchObject({
      standing: 'served',
      products: ['dataproduct:default/stock'],
      otherGroups: 2,
    });
    expect(counts).toMatchObject({ served: 1, candidates: 0 });
  });
});

describe('readers', () => {
  it('are found behind internal stages, and the stage is named', () => {
    const { of } = fold(
      [
        dataSet('orders', 'sales'),
        dataSet('orders_clean', 'sales', ['orders'], { ephemeral: true }),
        dataSet('revenue', 'finance', ['orders_clean']),
        dataSet('plan', 'planning', ['orders']),
      ],
      [use('forecast', 'planning', ['orders_clean'], true)],
    );
    const orders = of('orders');
    expect(orders).toMatchObject({
      standing: 'candidate',
      otherGroups: 2,
      aiUseCases: 1,
      rank: 1,
    });
    expect(orders.readers).toEqual([
      {
        group: 'finance',
        count: 1,
        readers: [
          {
            name: 'revenue',
            kind: 'model',
            ai: false,
            through: 'orders_clean',
          },
        ],
      },
      {
        group: 'planning',
        count: 2,
        readers: [
          { name: 'plan', kind: 'model', ai: false },
          { name: 'forecast', kind: 'ml', ai: true, through: 'orders_clean' },
        ],
      },
    ]);
  });

  it('end at the next candidate', () => {
    const { of } = fold([
      dataSet('orders', 'sales'),
      dataSet('revenue', 'finance', ['orders']),
      dataSet('a', 'a', ['revenue']),
      dataSet('b', 'b', ['revenue']),
    ]);
    expect(of('orders').readers.map(({ group }) => group)).toEqual(['finance']);
    expect(of('revenue').standing).toBe('candidate');
  });

  it('may go in a circle', () => {
    const { counts } = fold([
      dataSet('a', 'x', ['b'], { ephemeral: true }),
      dataSet('b', 'x', ['a'], { ephemeral: true }),
      dataSet('c', 'x', ['c', 'b']),
    ]);
    expect(counts.dataSets).toBe(3);
  });
});

describe('the suggested home', () => {
  const a = dataSet('a', 'sales', [], { domain: 'commerce' });
  const b = dataSet('b', 'sales', [], { domain: 'commerce' });
  const c = dataSet('c', 'finance');

  it.each<[string, GraphDataSet, object | undefined]>([
    [
      'makes more than half of what it is made of',
      dataSet('x', 'central', ['a', 'b', 'c']),
      {
        group: 'sales',
        domain: 'commerce',
        basis: 'upstream',
        makes: { of: 3, count: 2 },
        reason: 'sales makes 2 of the 3 data sets that it is made of',
      },
    ],
    [
      'is looked for behind internal stages',
      dataSet('x', 'finance', ['stage']),
      {
        group: 'sales',
        domain: 'commerce',
        basis: 'upstream',
        makes: { of: 2, count: 2 },
        reason: 'sales makes 2 of the 2 data sets that it is made of',
      },
    ],
    [
      'is its own group where nobody makes more than half',
      dataSet('x', 'central', ['a', 'c']),
      { group: 'central', basis: 'owner', reason: 'central makes it' },
    ],
    ['is not known', dataSet('x', undefined, ['a', 'c']), undefined],
    [
      'is not the central group, which builds for others',
      dataSet('x', 'hub', ['a', 'c']),
      undefined,
    ],
    [
      'is never a central group, whatever it makes',
      dataSet('x', undefined, ['built', 'c', 'd']),
      undefined,
    ],
  ])('%s', (_, item, home) => {
    const stage = dataSet('stage', 'central', ['a', 'b'], {
      access: 'private',
    });
    const built = dataSet('built', 'hub');
    const d = dataSet('d', 'hub');
    expect(fold([a, b, c, d, stage, built, item]).of('x').home).toEqual(home);
  });
});

it('orders by AI use cases, then other groups, then readers, then name', () => {
  const readers = (id: string, groups: number, each = 1) =>
    Array.from({ length: groups * each }, (_, index) =>
      dataSet(`${id} reader ${index}`, `group${index % groups}`, [id]),
    );
  const { items } = fold(
    [
      ...['ai', 'five', 'many', 'b', 'a'].map(id => dataSet(id, 'own')),
      ...readers('ai', 1),
      ...readers('five', 5),
      ...readers('many', 2, 2),
      ...readers('b', 2),
      ...readers('a', 2),
    ],
    [use('forecast', 'group1', ['ai'], true)],
  );
  expect(
    items.filter(({ rank }) => rank).map(({ id, rank }) => [id, rank]),
  ).toEqual([
    ['ai', 1],
    ['five', 2],
    ['many', 3],
    ['a', 4],
    ['b', 5],
  ]);
});

const GROUPS = [undefined, 'a', 'b', 'c', 'd'];
const arbitraryGraph: fc.Arbitrary<CandidateGraph> = fc
  .integer({ min: 1, max: 40 })
  .chain(size => {
    const ids = fc.array(fc.integer({ min: 0, max: size - 1 }), {
      maxLength: 4,
    });
    return fc.record({
      dataSets: fc
        .array(
          fc.record({
            group: fc.constantFrom(...GROUPS),
            project: fc.constantFrom(undefined, 'p', 'q'),
            access: fc.constantFrom(
              undefined,
              'public' as const,
              'private' as const,
            ),
            ephemeral: fc.boolean(),
            staging: fc.boolean(),
            served: fc.integer({ min: 0, max: 9 }),
            upstream: ids,
          }),
          { minLength: size, maxLength: size },
        )
        .map(items =>
          items.map(
            ({ staging, served, upstream, ...rest }, index): GraphDataSet => ({
              ...rest,
              id: `d${index}`,
              name: `${staging ? 'stg_' : ''}d${index}`,
              kind: 'model',
              upstream: upstream.map(at => `d${at}`),
              ...(served === 0 ? { products: ['p'] } : {}),
            }),
          ),
        ),
      uses: fc
        .array(
          fc.record({
            group: fc.constantFrom(...GROUPS),
            ai: fc.boolean(),
            reads: ids,
          }),
          { maxLength: 10 },
        )
        .map(items =>
          items.map(
            ({ reads, ...rest }, index): GraphUse => ({
              ...rest,
              id: `u${index}`,
              name: `u${index}`,
              kind: 'ml',
              reads: reads.map(at => `d${at}`),
            }),
          ),
        ),
    });
  });

describe('whatever the graph', () => {
  it('the order in which it is told makes no difference', () => {
    fc.assert(
      fc.property(
        arbitraryGraph.chain(graph =>
          fc.tuple(
            fc.constant(graph),
            fc.shuffledSubarray(graph.dataSets, {
              minLength: graph.dataSets.length,
            }),
            fc.shuffledSubarray(graph.uses, { minLength: graph.uses.length }),
          ),
        ),
        ([graph, dataSets, uses]) => {
          expect(
            foldCandidates({
              dataSets: dataSets.map(item => ({
                ...item,
                upstream: [...(item.upstream ?? [])].reverse(),
              })),
              uses,
            }),
          ).toEqual(foldCandidates(graph));
        },
      ),
    );
  });

  it('no data set is lost or told twice, and none has a level or verdict', () => {
    fc.assert(
      fc.property(arbitraryGraph, graph => {
        const { items, counts } = foldCandidates(graph);
        expect(items.map(({ id }) => id).sort()).toEqual(
          graph.dataSets.map(({ id }) => id).sort(),
        );
        const aside = Object.values(counts.setAside).reduce((a, b) => a + b, 0);
        expect(counts.candidates + counts.served + aside).toBe(
          graph.dataSets.length,
        );
        for (const item of items) {
          expect(item.rule !== undefined).toBe(item.standing === 'set-aside');
          expect(CANDIDATE_RULES).toEqual(
            expect.arrayContaining(item.rule ? [item.rule] : []),
          );
          expect(item).not.toHaveProperty('level');
          expect(item).not.toHaveProperty('verdict');
        }
        const ranked = items.filter(({ rank }) => rank !== undefined);
        expect(ranked).toHaveLength(
          Math.min(SHORTLIST_LENGTH, counts.candidates),
        );
        expect(ranked.every(({ standing }) => standing === 'candidate')).toBe(
          true,
        );
      }),
    );
  });

  it('a reader of no known group makes no demand', () => {
    fc.assert(
      fc.property(
        arbitraryGraph,
        fc.integer({ min: 0, max: 39 }),
        (graph, at) => {
          const id = graph.dataSets[at % graph.dataSets.length].id;
          const before = foldCandidates(graph).items.find(
            item => item.id === id,
          )!;
          const after = foldCandidates({
            ...graph,
            uses: [...graph.uses, use('zz', undefined, [id])],
          }).items.find(item => item.id === id)!;
          fc.pre(before.rule !== 'own-group' && before.rule !== 'own-project');
          expect(after.otherGroups).toBe(before.otherGroups);
        },
      ),
    );
  });
});

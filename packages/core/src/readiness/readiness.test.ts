import { Level } from '@meshproof/backstage-plugin-data-mesh-common';
import { evaluateProduct } from '../scorecard/evaluateProduct';
import {
  DAY,
  NOW,
  situation,
  sources,
} from '../scorecard/__testUtils__/situation';
import { hasLeftRollUps, productStanding } from './productStanding';
import { summarizeDomain } from './summarizeDomain';
import { summarizeDomains } from './summarizeDomains';
import { summarizeOverview } from './summarizeOverview';
import { ProductStanding } from './types';
import { undeclaredDatasets } from './undeclaredDatasets';

function standing(
  ref: string,
  domain: string,
  options: {
    computed?: Level;
    shown?: Level;
    possible?: Level;
    known?: number;
    missing?: string;
    teamTasks?: number;
    central?: boolean;
  } = {},
): ProductStanding {
  const { computed = 2, known = 7, missing } = options;
  return {
    ref,
    domain,
    central: options.central ?? false,
    judged: {
      computed,
      shown: options.shown ?? computed,
      possible: options.possible ?? computed,
      verdict: computed === 3 ? 'proven' : 'partial',
      coverage: { known, applicable: 7 },
      missingSources: missing ? [{ kind: 'usage', server: missing }] : [],
      teamTasks: options.teamTasks ?? 0,
    },
  };
}

const DOMAIN = { ref: 'domain:default/a', title: 'A', depth: 0 };
const summary = (
  products: ProductStanding[],
  hidden: { partlyHidden: boolean; hidden?: number } = { partlyHidden: false },
) => summarizeDomain({ domain: DOMAIN, products, ...hidden });

describe('summarizeDomain', () => {
  it('is judged from 60 % known on', () => {
    const of = (...known: number[]) =>
      summary(known.map((own, at) => standing(`p${at}`, 'a', { known: own })))
        .judgement;
    expect(of(7, 7)).toBe('judged');
    // 21 of 35 is 60 %.
    expect(of(7, 7, 7, 0, 0)).toBe('judged');
    expect(of(7, 7, 6, 0, 0)).toBe('cannot-be-judged');
    expect(summary([]).judgement).toBe('empty');
    expect(summary([{ ref: 'p', domain: 'a', central: false }]).judgement).toBe(
      'cannot-be-judged',
    );
  });

  it('counts levels as shown and the range as computed: what is held passes nothing', () => {
    const own = summary([
      standing('held', 'a', { computed: 2, shown: 3, possible: 2 }),
      standing('measured', 'a', { computed: 3 }),
      standing('unknown', 'a', { computed: 2, possible: 3 }),
      { ref: 'never looked at', domain: 'a', central: false },
    ]);
    expect(own.levels).toEqual([0, 0, 1, 2, 0, 0]);
    expect(own.range).toEqual({ now: 1, possible: 3 });
    expect(own.products).toBe(4);
  });

  it('never takes unknown or stale for a pass', () => {
    const blind = evaluateProduct(situation({ evidence: [], sources: [] }));
    const own = summary([
      productStanding({
        ref: 'p',
        domain: 'a',
        central: false,
        evaluation: blind,
      }),
    ]);
    expect(own).toMatchObject({
      coverage: { known: 0, applicable: 7 },
      range: { now: 0, possible: 1 },
      judgement: 'cannot-be-judged',
    });
    const later = evaluateProduct(
      situation({ now: NOW + 40 * DAY, evidence: situation().evidence }),
    );
    expect(later.scorecard.checks.map(({ state }) => state)).toContain('stale');
    expect(
      summary([
        productStanding({ ref: 'p', central: false, evaluation: later }),
      ]).range?.now,
    ).toBe(0);
  });

  it('says what would narrow the range most, and whose task it is', () => {
    expect(
      summary([
        standing('p', 'a', { missing: 'snowflake://one' }),
        standing('q', 'a', { missing: 'snowflake://two' }),
        standing('r', 'a', { missing: 'snowflake://two' }),
      ]).wouldNarrow,
    ).toEqual({
      text: 'A source of reads for snowflake://two would make more known of 2 products',
      who: 'platform',
    });
    expect(summary([standing('p', 'a', { teamTasks: 2 })]).wouldNarrow).toEqual(
      {
        text: '2 checks of 1 product could be shown by sources that are there already',
        who: 'team',
      },
    );
    expect(summary([standing('p', 'a')]).wouldNarrow).toBeUndefined();
  });

  it('names a server once with everything that is missing there', () => {
    const blind = standing('p', 'a');
    blind.judged!.missingSources = [
      { kind: 'usage', server: 'postgres://one' },
      { kind: 'run', server: 'postgres://one' },
      { kind: 'schema', server: 'postgres://one' },
    ];
    expect(summary([blind]).wouldNarrow?.text).toBe(
      'A source of pipeline runs, real schemas and reads for postgres://one would make more known of 1 product',
    );
  });

  it('names the host that changes would come from', () => {
    const blind = standing('p', 'a');
    blind.judged!.missingSources = [{ kind: 'change', server: 'git.example' }];
    expect(summary([blind]).wouldNarrow?.text).toBe(
      'A source of merged changes for git.example would make more known of 1 product',
    );
  });

  it('withholds what would tell of hidden products', () => {
    const own = summary([standing('p', 'a', { missing: 'x' })], {
      partlyHidden: true,
      hidden: 3,
    });
    expect(own).toMatchObject({ judgement: 'withheld', hidden: 3 });
    expect(own.coverage ?? own.range ?? own.wouldNarrow).toBeUndefined();
    expect(
      summary([standing('p', 'a')], { partlyHidden: true }).hidden,
    ).toBeUndefined();
  });

  it('is central only when every product is curated centrally', () => {
    const curated = standing('p', 'a', { central: true });
    expect(summary([curated]).central).toBe(true);
    expect(summary([curated, standing('q', 'a')]).central).toBe(false);
    expect(summary([]).central).toBe(false);
  });
});

describe('summarizeDomains', () => {
  const domains = [
    { ref: 'c', title: 'Child', parent: 'p' },
    { ref: 'p', title: 'Parent' },
    { ref: 'g', title: 'Grandchild', parent: 'c' },
    { ref: 'lost', title: 'Lost', parent: 'nowhere' },
    { ref: 'x', title: 'X', parent: 'y' },
    { ref: 'y', title: 'Y', parent: 'x' },
  ];

  it('adds up all domains below, parents before children', () => {
    const all = summarizeDomains({
      domains,
      products: [standing('1', 'p'), standing('2', 'c'), standing('3', 'g')],
      mayCountHidden: false,
    });
    expect(
      all.map(({ ref, depth, products }) => [ref, depth, products]),
    ).toEqual([
      ['lost', 0, 0],
      ['p', 0, 3],
      ['c', 1, 2],
      ['g', 2, 1],
      ['x', 0, 0],
      ['y', 0, 0],
    ]);
  });

  it('hides a parent whose child has hidden products', () => {
    const all = summarizeDomains({
      domains,
      products: [standing('1', 'p')],
      hidden: { g: 2 },
      mayCountHidden: true,
    });
    const of = (ref: string) => all.find(domain => domain.ref === ref);
    expect(of('p')).toMatchObject({ partlyHidden: true, hidden: 2 });
    expect(of('lost')).toMatchObject({ partlyHidden: false });
  });
});

describe('summarizeOverview', () => {
  const of = (products: ProductStanding[], sourceCount: number) =>
    summarizeOverview({
      now: NOW,
      domains: summarizeDomains({
        domains: [
          { ref: 'a', title: 'A' },
          { ref: 'b', title: 'B' },
        ],
        products,
        mayCountHidden: false,
      }),
      products,
      partlyHidden: false,
      sources: sourceCount,
      records: 10,
      undeclared: [],
    });

  it('has a first page without products, and one without sources', () => {
    const none = of([], 0);
    expect(none.state).toBe('no-products');
    expect(none.nextSteps).toHaveLength(3);
    expect(none.cannotJudge[0].text).toMatch(/no data product yet/);
    const blind = of([standing('1', 'a', { known: 0, missing: 'x' })], 0);
    expect(blind.state).toBe('no-sources');
    expect(blind.found).toContain('No source has sent evidence yet');
  });

  it('counts domains that can be judged and ranges, never a score', () => {
    const overview = of(
      [
        standing('1', 'a', { computed: 3 }),
        standing('2', 'b', { known: 1, possible: 3, missing: 'x' }),
      ],
      2,
    );
    expect(overview.totals).toMatchObject({
      domainsJudged: 1,
      domainsCannotBeJudged: 1,
      range: { now: 1, possible: 2 },
    });
    expect(overview.cannotJudge).toEqual([
      {
        text: 'A source of reads for x is not connected; 1 product waits for it',
        who: 'platform',
        domains: 1,
      },
    ]);
  });
});

describe('undeclaredDatasets', () => {
  const dataset = { namespace: 'snowflake://acme.eu', name: 'wh.view' };
  const domains = [{ ref: 'a' }, { ref: 'a/sub', parent: 'a' }, { ref: 'b' }];
  const readers = {
    one: { domain: 'a', aiUseCase: true },
    sub: { domain: 'a/sub', aiUseCase: false },
    two: { domain: 'b', aiUseCase: false },
  };
  const read = (consumer: string, days = 1, writer = false) => ({
    dataset,
    consumer,
    lastAt: NOW - days * DAY,
    reads: 5,
    writer,
  });
  const of = (
    usage: ReturnType<typeof read>[],
    served = [] as (typeof dataset)[],
  ) =>
    undeclaredDatasets({ now: NOW, usage, served, readers, domains }).map(
      ({ domains: count, aiUseCases, readers: list }) => [
        count,
        aiUseCases,
        list.length,
      ],
    );

  it.each([
    ['read by two domains', [read('one'), read('two')], [[2, 1, 2]]],
    ['read by one domain, nobody knows whose it is', [read('one')], []],
    ['read by a domain and one below it', [read('one'), read('sub')], []],
    [
      'read by another domain than the one that writes it',
      [read('two', 1, true), read('one')],
      [[1, 1, 1]],
    ],
    [
      'read by the domain that writes it',
      [read('one', 1, true), read('one')],
      [],
    ],
    ['read 91 days ago', [read('one', 91), read('two')], []],
    ['read by somebody nobody knows', [read('one'), read('who')], []],
  ])('%s', (_, usage, expected) => {
    expect(of(usage)).toEqual(expected);
  });

  it('leaves out what a product serves, however it is spelled', () => {
    expect(
      of(
        [read('one'), read('two')],
        [{ namespace: 'Snowflake://ACME.eu/', name: '"WH".VIEW' }],
      ),
    ).toEqual([]);
  });
});

describe('hasLeftRollUps', () => {
  it.each<[string, number | undefined, boolean]>([
    ['judged', undefined, false],
    ['judged no more for 89 days', 89, false],
    ['judged no more for 90 days', 90, true],
  ])('%s', (_, days, left) => {
    const { judged } = standing('p', 'a');
    const frozenAt = days === undefined ? undefined : NOW - days * DAY;
    expect(hasLeftRollUps({ ...judged!, frozenAt }, NOW)).toBe(left);
    expect(hasLeftRollUps(undefined, NOW)).toBe(false);
  });
});

describe('a source that covers a server', () => {
  it('is not missing', () => {
    const { missingSources } = evaluateProduct(
      situation({ evidence: [], sources: sources() }),
    );
    expect(missingSources).toEqual([]);
  });
});

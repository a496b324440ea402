import { DataProductEntityV1alpha1 } from '@meshproof/backstage-plugin-data-mesh-common';
import { evaluateProduct } from './evaluateProduct';
import {
  CENTRAL,
  change,
  column,
  contract,
  dailyEvidence,
  DAY,
  JOB,
  NOW,
  situation,
  spec,
} from './__testUtils__/situation';
import { SINCE } from './__testUtils__/variations';
import { ProductSituation } from './types';

const NIGHTLY = { namespace: 'central', name: 'nightly' };
const CHANGED = NOW - 5 * DAY;

const byTheCentre = [
  ...dailyEvidence({ without: ['change'] }),
  ...[6, 7, 8, 9].map(day => change(NOW - day * DAY, CENTRAL)),
];
const byNightly = dailyEvidence({}).map(record =>
  record.kind === 'run' ? { ...record, job: NIGHTLY } : record,
);

function changed(
  before: Partial<DataProductEntityV1alpha1['spec']>,
  after: Partial<DataProductEntityV1alpha1['spec']>,
  extra: Partial<ProductSituation> = {},
): ProductSituation {
  return situation({
    claims: [
      { from: SINCE, name: 'inventory', spec: spec(before) },
      { from: CHANGED, name: 'inventory', spec: spec(after) },
    ],
    ...extra,
  });
}

function contracts(
  before: Parameters<typeof contract>[0],
  after: Parameters<typeof contract>[0],
): ProductSituation {
  return situation({
    contracts: [
      { key: 'id:stock@1.0.0', from: SINCE, reading: contract(before) },
      { key: 'id:stock@1.0.0', from: CHANGED, reading: contract(after) },
    ],
  });
}

const pipeline = (job: typeof JOB) => ({
  pipelines: [{ name: 'p', job, repository: 'https://git.example/wh/stock' }],
});

function textsOf(own: ProductSituation) {
  return evaluateProduct(own).scorecard.verdict.corrections?.map(
    ({ claim, text }) => [claim, text],
  );
}

describe('what counts as a corrected claim', () => {
  it.each<[string, ProductSituation, [string, string][] | undefined]>([
    ['nothing changed', situation({ evidence: byTheCentre }), undefined],
    [
      'the owner becomes the group that made the changes',
      changed({}, { owner: CENTRAL }, { evidence: byTheCentre }),
      [
        [
          'owner',
          'The owner was changed from group:default/supply-chain to group:default/central-data, which made 4 of the last 4 merged changes before',
        ],
      ],
    ],
    [
      'the owner becomes a group that made none',
      changed({}, { owner: 'group:default/x' }, { evidence: byTheCentre }),
      undefined,
    ],
    [
      'the owner that made the changes is replaced',
      changed({}, { owner: CENTRAL }),
      undefined,
    ],
    [
      'the group that made the changes is named as curator',
      changed({}, { curator: CENTRAL }, { evidence: byTheCentre }),
      [
        [
          'owner',
          'group:default/central-data was named as curator, which made 4 of the last 4 merged changes before',
        ],
      ],
    ],
    [
      'the job that wrote is declared',
      changed(pipeline(JOB), pipeline(NIGHTLY), { evidence: byNightly }),
      [['pipeline', 'nightly was declared, which had written stock@1 before']],
    ],
    [
      'a job that never wrote is declared',
      changed(pipeline(JOB), pipeline(NIGHTLY)),
      undefined,
    ],
    [
      'a column that is not there is no longer promised',
      contracts(
        { columns: [...contract().columns, column('price')] },
        { columns: contract().columns },
      ),
      [
        [
          'schema',
          'The contract of stock@1 was changed to the real schema: price',
        ],
      ],
    ],
    [
      'a column that is there is no longer promised',
      contracts({}, { columns: contract().columns.slice(1) }),
      undefined,
    ],
    [
      'only a rule was changed',
      contracts({}, { rules: contract().rules.slice(1) }),
      undefined,
    ],
  ])('%s', (_, own, expected) => {
    expect(textsOf(own)).toEqual(expected);
  });

  it('is kept in sight for 180 days', () => {
    const own = changed({}, { owner: CENTRAL }, { evidence: byTheCentre });
    const at = (days: number) =>
      textsOf({ ...own, now: CHANGED + days * DAY })?.length;
    expect([at(179), at(180)]).toEqual([1, undefined]);
  });
});

describe('a correction after a finding', () => {
  const told = { evidence: byTheCentre, toldAt: NOW - 6 * DAY };
  const before = evaluateProduct(situation(told));
  const after = evaluateProduct(changed({}, { owner: CENTRAL }, told));

  it('closes it', () => {
    expect(before.ownerScorecard.verdict.shown).toBe('contradicted');
    expect(after.ownerScorecard.verdict.shown).toBe('partial');
    expect(after.findingHolds).toBe(false);
  });

  it('is told to the owner as the answer, and to others as a change only', () => {
    expect(after.ownerScorecard.verdict.corrections).toMatchObject([
      { claim: 'owner', answersFinding: true },
    ]);
    expect(after.scorecard.verdict.corrections).toHaveLength(1);
    expect(JSON.stringify(after.scorecard)).not.toMatch(
      /answersFinding|finding|contradict/i,
    );
  });

  it('is none where the new owner did not do the work either', () => {
    const other = evaluateProduct(
      changed({}, { owner: 'group:default/x' }, told),
    );
    expect(other.findingHolds).toBe(true);
  });

  it('does not clear the check: it waits for three changes of the new owner', () => {
    const check = after.scorecard.checks.find(
      ({ id }) => id === 'owner-changes-it',
    );
    expect(check).toMatchObject({ state: 'unknown', cause: 'too-early' });
  });
});

import { DataProductLifecycle } from '@meshproof/backstage-plugin-data-mesh-common';
import {
  contract,
  dailyEvidence,
  DAY,
  NOW,
  situation,
  sources,
  spec,
} from './__testUtils__/situation';
import { SINCE } from './__testUtils__/variations';
import { evaluateProduct } from './evaluateProduct';
import { ProductSituation } from './types';

/** Called so these days ago; read until then, and never more; support over for as long. */
function ending(
  lifecycle: DataProductLifecycle,
  days: number,
  extra: Partial<ProductSituation> = {},
): ProductSituation {
  const changed = NOW - days * DAY;
  return situation({
    claims: [
      { from: SINCE, name: 'inventory', spec: spec() },
      { from: changed, name: 'inventory', spec: spec({ lifecycle }) },
    ],
    contracts: [
      {
        key: 'id:stock@1.0.0',
        from: SINCE,
        reading: contract({ endOfSupport: changed }),
      },
    ],
    evidence: dailyEvidence({ days: 120 }).filter(
      ({ time }) => time <= changed,
    ),
    ...extra,
  });
}

const frozen = (own: ProductSituation) => evaluateProduct(own).frozenAt;
const noEnd = {
  contracts: [{ key: 'id:stock@1.0.0', from: SINCE, reading: contract() }],
};

describe('the end of a product', () => {
  it.each<[string, ProductSituation, number | undefined]>([
    ['active', ending('active', 40), undefined],
    ['deprecated for 29 days', ending('deprecated', 29), undefined],
    ['deprecated for 40 days', ending('deprecated', 40), NOW - 10 * DAY],
    ['retired for 40 days', ending('retired', 40), NOW - 10 * DAY],
    [
      'deprecated, without an end of support',
      ending('deprecated', 40, noEnd),
      undefined,
    ],
    [
      'retired, without an end of support',
      ending('retired', 40, noEnd),
      NOW - 10 * DAY,
    ],
    [
      'supported until tomorrow',
      ending('deprecated', 40, {
        contracts: [
          {
            key: 'id:stock@1.0.0',
            from: SINCE,
            reading: contract({ endOfSupport: NOW + DAY }),
          },
        ],
      }),
      undefined,
    ],
    [
      'support taken back by a later contract, two days ago',
      ending('deprecated', 40, {
        contracts: [
          {
            key: 'id:stock@1.0.0',
            from: SINCE,
            reading: contract({ endOfSupport: NOW + 99 * DAY }),
          },
          {
            key: 'id:stock@1.0.0',
            from: NOW - 2 * DAY,
            reading: contract({ endOfSupport: NOW - 99 * DAY }),
          },
        ],
      }),
      undefined,
    ],
    [
      'still read',
      ending('deprecated', 40, {
        evidence: dailyEvidence({}).filter(({ kind }) => kind === 'usage'),
      }),
      undefined,
    ],
    [
      'no source of reads',
      ending('deprecated', 40, { sources: sources({ kinds: ['run'] }) }),
      undefined,
    ],
    [
      'known to be over, and the source of reads is gone since',
      ending('deprecated', 40, {
        frozenAt: NOW - 10 * DAY,
        sources: sources({ kinds: ['run'] }),
      }),
      NOW - 10 * DAY,
    ],
    [
      'known to be over, and read again since',
      ending('deprecated', 40, {
        frozenAt: NOW - 10 * DAY,
        evidence: dailyEvidence({}),
      }),
      undefined,
    ],
    [
      'known to have been over, and active again since',
      ending('active', 40, { frozenAt: NOW - 50 * DAY }),
      undefined,
    ],
  ])('%s', (_, own, expected) => {
    expect(frozen(own)).toBe(expected);
  });

  it('keeps what the last day said, and tells when it leaves the sums', () => {
    const own = ending('retired', 40, {
      sources: sources({ lastAt: NOW - 11 * DAY }),
    });
    const before = evaluateProduct({ ...own, now: NOW - 10 * DAY - 1 });
    expect(before.frozenAt).toBeUndefined();
    expect(before.nextChangeAt).toBeLessThanOrEqual(NOW - 10 * DAY);
    const at = evaluateProduct({ ...own, now: NOW - 10 * DAY });
    const known = { ...own, frozenAt: at.frozenAt };
    const later = evaluateProduct({ ...known, now: NOW + 60 * DAY });
    expect(later.scorecard.checks).toEqual(at.scorecard.checks);
    expect(later.scorecard.level).toEqual(at.scorecard.level);
    expect(later.scorecard.frozenSince).toBe(
      new Date(NOW - 10 * DAY).toISOString(),
    );
    expect(later.nextChangeAt).toBe(NOW + 80 * DAY);
    expect(
      evaluateProduct({ ...known, now: NOW + 80 * DAY }).nextChangeAt,
    ).toBeUndefined();
  });
});

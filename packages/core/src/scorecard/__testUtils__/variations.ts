import {
  CheckState,
  UnknownCause,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { evaluateProduct } from '../evaluateProduct';
import { ProductSituation } from '../types';
import {
  contract,
  dailyEvidence,
  DAY,
  NOW,
  OWNER,
  situation,
  spec,
} from './situation';

/** When the first version of everything was seen. */
export const SINCE = NOW - 200 * DAY;

export function withSpec(
  extra: Parameters<typeof spec>[0],
): Partial<ProductSituation> {
  return { claims: [{ from: SINCE, name: 'inventory', spec: spec(extra) }] };
}

export function withContract(
  extra: Parameters<typeof contract>[0],
): Partial<ProductSituation> {
  return {
    contracts: [
      { key: 'id:stock@1.0.0', from: SINCE, reading: contract(extra) },
    ],
  };
}

export function surroundings(
  extra: Partial<ProductSituation['surroundings']>,
): Partial<ProductSituation> {
  return { surroundings: { ...situation().surroundings, ...extra } };
}

export function ownerGroup(members: string[], exists = true) {
  return surroundings({
    groups: { [OWNER]: { ref: OWNER, exists, family: [OWNER], members } },
  });
}

/** Keeps the records that the function accepts. */
export function evidence(
  keep: (record: ProductSituation['evidence'][number]) => boolean,
): Partial<ProductSituation> {
  return { evidence: dailyEvidence({}).filter(keep) };
}

export const daysAgo = (record: { time: number }) =>
  Math.floor(NOW / DAY) - Math.floor(record.time / DAY);

/** What is different from a product that does what it says, and what its check says then. */
export type Case = [
  what: string,
  extra: Partial<ProductSituation>,
  state: CheckState,
  cause?: UnknownCause,
];

/** What a check says of a situation that differs in this from a product that does what it says. */
export function answerOf(id: string, extra: Partial<ProductSituation>) {
  const { scorecard } = evaluateProduct(situation(extra));
  const { state, cause, reason } = scorecard.checks.find(
    check => check.id === id,
  )!;
  return { state, cause, reason };
}

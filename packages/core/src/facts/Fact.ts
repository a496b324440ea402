import {
  Basis,
  FactValue,
  UnknownCause,
  Witness,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { EvidenceRecord } from '../evidence/types';

/**
 * Facts that become known together, because they are computed from the same claims or records. Exactly one of: known (values),
 * missing, stale. A missing or stale group keeps no values, so nothing can be judged by them. @internal
 */
export interface FactGroup {
  basis: Basis;
  values: Record<string, FactValue>;
  missing?: { cause: UnknownCause; reason: string };
  stale?: { reason: string };
  /** The strongest witness among the records that count. */
  witness?: Witness;
  newestAt?: number;
  sources: string[];
  records: number;
}

/** @internal */
export function declared(values: Record<string, FactValue>): FactGroup {
  return { basis: 'declared', values, sources: [], records: 0 };
}

/** @internal */
export function missing(
  basis: Basis,
  cause: UnknownCause,
  reason: string,
  records: EvidenceRecord[] = [],
): FactGroup {
  return { ...observed(records, {}), basis, missing: { cause, reason } };
}

const STRENGTH: Record<Witness, number> = { platform: 2, consumer: 1, self: 0 };

/** @internal */
export function observed(
  records: EvidenceRecord[],
  values: Record<string, FactValue>,
): FactGroup {
  let witness: Witness | undefined;
  let newestAt: number | undefined;
  const sources = new Set<string>();
  for (const record of records) {
    if (witness === undefined || STRENGTH[record.witness] > STRENGTH[witness]) {
      witness = record.witness;
    }
    if (newestAt === undefined || record.time > newestAt) {
      newestAt = record.time;
    }
    sources.add(record.publisherTitle ?? record.publisher);
  }
  return {
    basis: 'observed',
    values,
    witness,
    newestAt,
    sources: [...sources].sort(),
    records: records.length,
  };
}

/** @internal */
export function stale(records: EvidenceRecord[], reason: string): FactGroup {
  return { ...observed(records, {}), stale: { reason } };
}

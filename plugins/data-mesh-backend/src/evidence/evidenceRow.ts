import {
  Basis,
  EvidenceKind,
  Witness,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { datasetKey, EvidenceRecord, repositoryKey } from '@meshproof/core';
import { ColumnType } from './insertRows';

/** A row of the table `evidence`. PostgreSQL hands 64-bit numbers over as text. */
export interface EvidenceRow {
  id: string;
  kind: EvidenceKind;
  time: number | string;
  received_at: number | string;
  publisher: string;
  witness: Witness;
  basis: Exclude<Basis, 'declared'>;
  may_backfill: boolean | number;
  dataset_key: string | null;
  repository: string | null;
  product: string | null;
  payload: string;
}

/** The columns in the order of {@link toValues}. */
export const EVIDENCE_COLUMNS: Record<keyof EvidenceRow, ColumnType> = {
  id: 'text',
  kind: 'text',
  time: 'bigint',
  received_at: 'bigint',
  publisher: 'text',
  witness: 'text',
  basis: 'text',
  may_backfill: 'boolean',
  dataset_key: 'text',
  repository: 'text',
  product: 'text',
  payload: 'text',
};

/** The values of a record, in the order of {@link EVIDENCE_COLUMNS}. */
export function toValues(
  record: EvidenceRecord,
): (string | number | boolean | null)[] {
  const {
    id,
    kind,
    time,
    receivedAt,
    publisher,
    // A title is configuration: it is looked up when the record is read.
    publisherTitle: _,
    witness,
    basis,
    mayBackfill,
    product,
    ...payload
  } = record;
  return [
    id,
    kind,
    time,
    receivedAt,
    publisher,
    witness,
    basis ?? (witness === 'self' ? 'attested' : 'observed'),
    mayBackfill,
    record.dataset ? datasetKey(record.dataset) : null,
    record.kind === 'change' ? repositoryKey(record.repository) : null,
    product ?? null,
    JSON.stringify(payload),
  ];
}

/** The record that {@link toValues} took apart. */
export function toRecord(
  row: EvidenceRow,
  titles: ReadonlyMap<string, string>,
): EvidenceRecord {
  return {
    ...JSON.parse(row.payload),
    id: row.id,
    kind: row.kind,
    time: Number(row.time),
    receivedAt: Number(row.received_at),
    publisher: row.publisher,
    publisherTitle: titles.get(row.publisher) ?? row.publisher,
    witness: row.witness,
    basis: row.basis,
    mayBackfill: Boolean(row.may_backfill),
    ...(row.product === null ? {} : { product: row.product }),
  };
}

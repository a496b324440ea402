import {
  DatasetId,
  datasetKey,
  EvidenceRecord,
  repositoryKey,
  UsageRecord,
} from '@meshproof/core';
import { Knex } from 'knex';
import { insertRows } from './insertRows';
import { byKey, Sum, Sums } from './Sums';

const DAY = 24 * 60 * 60 * 1000;
/** How many of the newest days with records tell the usual interval. */
const RHYTHM_DAYS = 60;

/** Normalised server of a record, for a change its source host; empty where none is named. */
function namespaceOf(record: EvidenceRecord): string {
  if (record.kind === 'change') {
    return repositoryKey(record.repository).split('/', 1)[0];
  }
  return record.dataset ? datasetKey(record.dataset).split('|', 1)[0] : '';
}

/** Last part of a normalised name: the table, without database and schema. */
export function lastPartOf(key: string): string {
  return key.slice(key.indexOf('|') + 1).replace(/^.*[./]/, '');
}

/**
 * Adds new records to the sums, in their own transaction. Rows are always taken in the order of their keys, tables in the order
 * below: two writers then wait for each other, but never in a circle.
 *
 * @returns whether a source now reaches further: back to an earlier time, to another server, or to another address
 */
export async function addToRollups(
  transaction: Knex.Transaction,
  records: readonly EvidenceRecord[],
): Promise<boolean> {
  const reachesBack = await addToReach(transaction, records);
  const reachesOthers = await addToAddresses(transaction, records);
  await addToReaders(transaction, records);
  return reachesBack || reachesOthers;
}

/**
 * Takes records out of the sums, in the transaction that deletes them. Rows are taken in the order in which {@link addToRollups} does.
 * How far back a source reaches is left as it is: that is of the source, whatever is kept of what it sent.
 */
export async function removeFromRollups(
  transaction: Knex.Transaction,
  records: readonly EvidenceRecord[],
): Promise<void> {
  const reach = new Sums<[string, string, string], never>();
  const addresses = new Sums<[string, string, string, string], never>();
  const readers = new Sums<[string, string, string, string], never>();
  for (const record of records) {
    const { publisher, kind, time } = record;
    reach.add([publisher, kind, namespaceOf(record)], time, 1);
    for (const [addressKind, key] of addressesOf(record)) {
      addresses.add([addressKind, key, publisher, kind], time, 1);
    }
    if (record.kind === 'usage' && record.dataset) {
      readers.add(readerKey(record, record.dataset), time, record.reads);
    }
  }
  for (const { key, count } of reach.sorted()) {
    const [publisher, kind, namespace] = key;
    await transaction('evidence_reach')
      .where({ publisher, kind, namespace })
      .decrement('records', count);
  }
  for (const { key, count } of addresses.sorted()) {
    const [addressKind, address, publisher, kind] = key;
    await transaction('evidence_addresses')
      .where({ address_kind: addressKind, key: address, publisher, kind })
      .decrement('records', count);
  }
  for (const { key, count } of readers.sorted()) {
    const [datasetKeyOf, consumer, principal, writer] = key;
    await transaction('evidence_readers')
      .where({
        dataset_key: datasetKeyOf,
        consumer,
        principal,
        writer: writer === 'writer',
      })
      .decrement('reads', count);
  }
}

function readerKey(
  record: UsageRecord,
  dataset: DatasetId,
): [string, string, string, string] {
  return [
    datasetKey(dataset),
    record.consumer ?? '',
    record.principal ?? '',
    record.writer ? 'writer' : '',
  ];
}

/** Whether one of the earliest times after an upsert is one that these sums brought. */
function beginsEarlier<K extends string[]>(
  sums: Sum<K, unknown>[],
  rows: (Record<string, unknown> & { first_at: number | string })[],
  columns: readonly string[],
): boolean {
  const first = new Map(
    sums.map(sum => [JSON.stringify(sum.key), sum.first] as const),
  );
  return rows.some(
    row =>
      first.get(JSON.stringify(columns.map(column => row[column]))) ===
      Number(row.first_at),
  );
}

const REACH_KEY = ['publisher', 'kind', 'namespace'];
const ADDRESS_KEY = ['address_kind', 'key', 'publisher', 'kind'];

async function addToReach(
  transaction: Knex.Transaction,
  records: readonly EvidenceRecord[],
): Promise<boolean> {
  const sums = new Sums<
    [string, string, string],
    { receivedAt: number; witness: string }
  >();
  const days = new Map<string, [string, string, string, number]>();
  for (const record of records) {
    const key: [string, string, string] = [
      record.publisher,
      record.kind,
      namespaceOf(record),
    ];
    const sum = sums.add(key, record.time, 1);
    sum.extra = {
      receivedAt: Math.max(sum.extra?.receivedAt ?? 0, record.receivedAt),
      witness: record.witness,
    };
    const day = Math.floor(record.time / DAY);
    days.set(JSON.stringify([...key, day]), [...key, day]);
  }
  const reach = sums.sorted();
  const reached = await insertRows<{ first_at: number | string }>(transaction, {
    table: 'evidence_reach',
    columns: {
      publisher: 'text',
      kind: 'text',
      namespace: 'text',
      records: 'bigint',
      first_at: 'bigint',
      last_at: 'bigint',
      last_received_at: 'bigint',
      witness: 'text',
      usual_interval: 'bigint',
    },
    rows: reach.map(({ key, count, first, last, extra }) => [
      ...key,
      count,
      first,
      last,
      extra?.receivedAt ?? 0,
      extra?.witness ?? 'self',
      DAY,
    ]),
    suffix: `on conflict (${REACH_KEY}) do update set ${[
      plus('evidence_reach', 'records'),
      least('evidence_reach', 'first_at'),
      greatest('evidence_reach', 'last_at'),
      greatest('evidence_reach', 'last_received_at'),
      'witness = excluded.witness',
    ].join(', ')} returning ${REACH_KEY}, first_at`,
  });
  // After the row above is held, so that two writers with new days see each other's.
  const newDays = await insertRows<{
    publisher: string;
    kind: string;
    namespace: string;
  }>(transaction, {
    table: 'evidence_reach_days',
    columns: {
      publisher: 'text',
      kind: 'text',
      namespace: 'text',
      day: 'integer',
    },
    rows: [...days.entries()].sort(byKey).map(([, row]) => row),
    suffix:
      'on conflict (publisher, kind, namespace, day) do nothing returning publisher, kind, namespace',
  });
  const changed = new Map(
    newDays.map(({ publisher, kind, namespace }) => [
      JSON.stringify([publisher, kind, namespace]),
      { publisher, kind, namespace },
    ]),
  );
  for (const source of changed.values()) {
    const rows: { day: number }[] = await transaction('evidence_reach_days')
      .where(source)
      .orderBy('day', 'desc')
      .limit(RHYTHM_DAYS)
      .select('day');
    await transaction('evidence_reach')
      .where(source)
      .update({ usual_interval: usualInterval(rows.map(row => row.day)) });
  }
  return beginsEarlier(reach, reached, REACH_KEY);
}

/** Median of the gaps between days, newest day first, in milliseconds; a day where there is no gap yet. */
export function usualInterval(days: readonly number[]): number {
  const gaps = days
    .slice(1)
    .map((day, index) => days[index] - day)
    .sort((a, b) => a - b);
  return (gaps[Math.floor((gaps.length - 1) / 2)] ?? 1) * DAY;
}

async function addToAddresses(
  transaction: Knex.Transaction,
  records: readonly EvidenceRecord[],
): Promise<boolean> {
  const sums = new Sums<
    [string, string, string, string],
    { namespace: string; datasetNamespace?: string; datasetName?: string }
  >();
  for (const record of records) {
    for (const [addressKind, key] of addressesOf(record)) {
      const sum = sums.add(
        [addressKind, key, record.publisher, record.kind],
        record.time,
        1,
      );
      sum.extra ??= {
        namespace: namespaceOf(record),
        ...(addressKind === 'dataset' && record.dataset
          ? {
              datasetNamespace: record.dataset.namespace,
              datasetName: record.dataset.name,
            }
          : {}),
      };
    }
  }
  const addresses = sums.sorted();
  const added = await insertRows<{ first_at: number | string }>(transaction, {
    table: 'evidence_addresses',
    columns: {
      address_kind: 'text',
      key: 'text',
      publisher: 'text',
      kind: 'text',
      namespace: 'text',
      dataset_namespace: 'text',
      dataset_name: 'text',
      last_part: 'text',
      records: 'bigint',
      first_at: 'bigint',
      last_at: 'bigint',
    },
    rows: addresses.map(({ key, count, first, last, extra }) => [
      ...key,
      extra?.namespace ?? '',
      extra?.datasetNamespace ?? null,
      extra?.datasetName ?? null,
      key[0] === 'dataset' ? lastPartOf(key[1]) : null,
      count,
      first,
      last,
    ]),
    suffix: `on conflict (${ADDRESS_KEY}) do update set ${[
      plus('evidence_addresses', 'records'),
      least('evidence_addresses', 'first_at'),
      greatest('evidence_addresses', 'last_at'),
    ].join(', ')} returning ${ADDRESS_KEY}, first_at`,
  });
  return beginsEarlier(addresses, added, ADDRESS_KEY);
}

function addressesOf(record: EvidenceRecord): [string, string][] {
  const addresses: [string, string][] = [];
  if (record.dataset) {
    addresses.push(['dataset', datasetKey(record.dataset)]);
  }
  if (record.kind === 'change') {
    addresses.push(['repository', repositoryKey(record.repository)]);
  }
  if (record.product) {
    addresses.push(['product', record.product]);
  }
  return addresses;
}

async function addToReaders(
  transaction: Knex.Transaction,
  records: readonly EvidenceRecord[],
) {
  const sums = new Sums<
    [string, string, string, string],
    { datasetNamespace: string; datasetName: string }
  >();
  for (const record of records) {
    if (record.kind === 'usage' && record.dataset) {
      const sum = sums.add(
        readerKey(record, record.dataset),
        record.time,
        record.reads,
      );
      sum.extra ??= {
        datasetNamespace: record.dataset.namespace,
        datasetName: record.dataset.name,
      };
    }
  }
  const rows = sums.sorted();
  if (rows.length === 0) {
    return;
  }
  await insertRows(transaction, {
    table: 'evidence_readers',
    columns: {
      dataset_key: 'text',
      consumer: 'text',
      principal: 'text',
      writer: 'boolean',
      dataset_namespace: 'text',
      dataset_name: 'text',
      reads: 'bigint',
      last_at: 'bigint',
    },
    rows: rows.map(({ key, count, last, extra }) => [
      key[0],
      key[1],
      key[2],
      key[3] === 'writer',
      extra?.datasetNamespace ?? '',
      extra?.datasetName ?? '',
      count,
      last,
    ]),
    suffix: `on conflict (dataset_key, consumer, principal, writer) do update set ${[
      plus('evidence_readers', 'reads'),
      greatest('evidence_readers', 'last_at'),
    ].join(', ')}`,
  });
}

// Spelled with `case`, because the two databases name least and greatest differently.
function plus(table: string, column: string) {
  return `${column} = ${table}.${column} + excluded.${column}`;
}

function least(table: string, column: string) {
  return `${column} = case when excluded.${column} < ${table}.${column} then excluded.${column} else ${table}.${column} end`;
}

function greatest(table: string, column: string) {
  return `${column} = case when excluded.${column} > ${table}.${column} then excluded.${column} else ${table}.${column} end`;
}

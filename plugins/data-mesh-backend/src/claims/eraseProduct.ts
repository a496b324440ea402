import { ClaimVersion, contractKey } from '@meshproof/core';
import { Knex } from 'knex';
import { inChunks } from '../database';
import { ClaimStore } from './ClaimStore';

/** Every table that holds rows of a single product, but for the request to erase it. */
const TABLES_BY_SUBJECT = [
  'attestations',
  'claim_versions',
  'contradiction_replies',
  'evaluation_queue',
  'findings',
  'level_changes',
  'product_owner_seats',
  'scorecard_history',
  'scorecards',
  'slo_days',
  'slo_reports',
  'subject_address_history',
  'subject_addresses',
];

const AT_ONCE = 200;

/** What the claims of products name as contracts: keys of documents, and ids. */
interface Named {
  keys: Set<string>;
  ids: Set<string>;
}

/**
 * Takes away all that is kept of a product that the catalog no longer has: what it claimed, its contracts as far as no other product
 * names them, its results and their history. One that is back in the catalog is left alone.
 */
export async function eraseProduct(options: {
  database: Knex;
  claims: ClaimStore;
  ref: string;
}): Promise<void> {
  const { database, claims, ref } = options;
  const subject = await claims.getSubject(ref);
  if (subject?.state === 'live') {
    return;
  }
  const { keys: ownKeys } = namedBy(await claims.listClaims([ref]));
  const idsOfOthers = new Set<string>();
  const others: string[] = await database('subjects')
    .whereNot({ ref })
    .pluck('ref');
  for (let start = 0; start < others.length; start += AT_ONCE) {
    const named = namedBy(
      await claims.listClaims(others.slice(start, start + AT_ONCE)),
    );
    named.keys.forEach(key => ownKeys.delete(key));
    named.ids.forEach(id => idsOfOthers.add(id));
  }
  await database.transaction(async tx => {
    const documents: { key: string; contract_id: string | null }[] =
      await inChunks([...ownKeys], chunk =>
        tx('contract_documents')
          .whereIn('key', chunk)
          .select('key', 'contract_id'),
      );
    const keys = documents
      .filter(document => !idsOfOthers.has(document.contract_id ?? ''))
      .map(({ key }) => key);
    await inChunks(keys, async chunk => {
      await tx('contract_versions').whereIn('key', chunk).delete();
      await tx('contract_documents').whereIn('key', chunk).delete();
      return [];
    });
    for (const table of TABLES_BY_SUBJECT) {
      await tx(table).where({ subject_ref: ref }).delete();
    }
    await tx('subjects').where({ ref }).delete();
  });
}

function namedBy(claims: ClaimVersion[]): Named {
  const named: Named = { keys: new Set(), ids: new Set() };
  for (const { spec, base } of claims) {
    for (const { contract } of spec.outputPorts ?? []) {
      if (typeof contract === 'string') {
        named.keys.add(contractKey(contract, base ?? ''));
      } else if (contract !== undefined) {
        named.ids.add(contract.id);
      }
    }
  }
  return named;
}

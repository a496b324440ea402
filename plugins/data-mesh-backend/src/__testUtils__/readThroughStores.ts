import { Knex } from 'knex';
import { DatabaseClaimStore } from '../claims';
import { DatabaseContractStore } from '../contract';
import { DatabaseEvidenceStore } from '../evidence';
import { DatabaseEvaluationQueue, DatabaseScorecardStore } from '../scorecard';

/** Everything that the stores of this version read from a database, as JSON can hold it. */
export async function readThroughStores(
  knex: Knex,
  now: number,
): Promise<Record<string, unknown>> {
  const claims = DatabaseClaimStore.create({ database: knex });
  const contracts = DatabaseContractStore.create({ database: knex });
  const scorecards = DatabaseScorecardStore.create({ database: knex });
  const evidence = DatabaseEvidenceStore.create({
    database: knex,
    publishers: [],
  });
  const queue = DatabaseEvaluationQueue.create({
    database: knex,
    machineNow: () => now,
  });
  const subjects = await Promise.all(
    (
      await knex('subjects').orderBy('ref').pluck('ref')
    ).map(ref => claims.getSubject(ref)),
  );
  const keys: string[] = await knex('contract_documents')
    .orderBy('key')
    .pluck('key');
  const datasetKeys: string[] = await knex('evidence')
    .whereNotNull('dataset_key')
    .distinct()
    .orderBy('dataset_key')
    .pluck('dataset_key');
  const repositories: string[] = await knex('evidence')
    .whereNotNull('repository')
    .distinct()
    .orderBy('repository')
    .pluck('repository');
  const read: Record<string, unknown> = {
    subjects,
    live: (await claims.listLive()).map(({ ref }) => ref),
    documents: [...(await contracts.getDocuments(keys)).values()],
    contracts: (await contracts.listVersions(keys)).map(({ key, from }) => ({
      key,
      from,
    })),
    evidence: await evidence.listForSubject({
      datasetKeys,
      repositories,
      product: 'dataproduct:default/stock',
      since: now - 6 * 24 * 3_600_000,
    }),
    reach: await evidence.reach(),
    publisherReach: await evidence.publisherReach(),
    productReach: await evidence.productReach(),
    unmatched: await evidence.listUnmatched({ limit: 10 }),
    usage: await evidence.usageByDataset({ since: 0 }),
    totals: await evidence.totals(),
    queued: await queue.size(),
    claimable: (await queue.claim({ worker: 'reader', limit: 10 })).map(
      ({ ref, causes, attempts }) => ({ ref, causes, attempts }),
    ),
  };
  for (const subject of subjects) {
    const ref = subject!.ref;
    read[ref] = {
      claims: await claims.listClaims([ref]),
      predecessors: (await claims.listPredecessors(subject!, { since: 0 })).map(
        found => found.ref,
      ),
      scorecard: await scorecards.get(ref),
      outline: (await scorecards.listOutlines([ref])).get(ref),
      levels: await scorecards.listLevels([ref]),
      toldAt: (await scorecards.told([ref], 0)).contradicted,
    };
  }
  return JSON.parse(JSON.stringify(read));
}

import { Knex } from 'knex';
import { EvidenceKind } from '@meshproof/backstage-plugin-data-mesh-common';
import { inChunks } from '../database';
import { Retention } from '../settings';

const BATCH = 1_000;
/** An evaluation reads a year; what was frozen is read back from the day it was frozen. */
const YEAR = 365 * 24 * 3_600_000;

/** A product that is judged as of an earlier day, with what evidence about it names. */
interface Frozen {
  ref: string;
  since: number;
  datasets: string[];
  repositories: string[];
}

type Column = 'dataset_key' | 'repository' | 'product';

/**
 * Deletes records that nothing reads any more: those older than the retention of their kind. Sums stay as they are, and so do records about products
 * that are judged as of an earlier day, as far as that judgement reads back.
 */
export class EvidenceRetention {
  readonly #database: Knex;
  readonly #keep: Retention;

  private constructor(database: Knex, keep: Retention) {
    this.#database = database;
    this.#keep = keep;
  }

  static create(options: {
    database: Knex;
    /** By the records' own time. */
    keep: Retention;
  }): EvidenceRetention {
    return new EvidenceRetention(options.database, options.keep);
  }

  /** @returns how many records went */
  async apply(now: number): Promise<number> {
    const kinds = new Map<number, EvidenceKind[]>();
    for (const [kind, keep] of Object.entries(this.#keep) as [
      EvidenceKind,
      number,
    ][]) {
      kinds.set(keep, [...(kinds.get(keep) ?? []), kind]);
    }
    let deleted = 0;
    for (const [keep, ofThat] of kinds) {
      deleted += await this.#apply(now - keep, ofThat);
    }
    return deleted;
  }

  async #apply(before: number, kinds: EvidenceKind[]): Promise<number> {
    const frozen = await this.#frozen(before);
    const addresses: { address_kind: string; key: string }[] =
      await this.#database('evidence_addresses')
        .where('first_at', '<', before)
        .whereIn('kind', kinds)
        .distinct('address_kind', 'key');
    const columns: Record<string, Column> = {
      dataset: 'dataset_key',
      repository: 'repository',
      product: 'product',
    };
    let deleted = 0;
    // By address, because that is what evidence is indexed by.
    for (const { address_kind: kind, key } of addresses) {
      deleted += await this.#delete(columns[kind], key, {
        before,
        kinds,
        frozen,
      });
    }
    return deleted;
  }

  async #delete(
    column: Column,
    key: string,
    options: { before: number; kinds: EvidenceKind[]; frozen: Frozen[] },
  ): Promise<number> {
    const { before, kinds, frozen } = options;
    let deleted = 0;
    for (;;) {
      const query = this.#database('evidence')
        .where(column, key)
        .where('time', '<', before)
        .whereIn('kind', kinds)
        .limit(BATCH);
      for (const { ref, since, datasets, repositories } of frozen) {
        query.whereNot(kept =>
          kept
            .where('time', '>=', since)
            .where(about =>
              about
                .whereRaw("coalesce(product, '') = ?", [ref])
                .orWhereRaw(oneOf('dataset_key', datasets), datasets)
                .orWhereRaw(oneOf('repository', repositories), repositories),
            ),
        );
      }
      const ids: string[] = await query.pluck('id');
      // One statement for each batch, so that nobody who sends waits long.
      await inChunks(ids, async chunk => {
        await this.#database('evidence').whereIn('id', chunk).delete();
        return [];
      });
      deleted += ids.length;
      if (ids.length < BATCH) {
        return deleted;
      }
    }
  }

  /** Products whose judgement reads further back than `before`. */
  async #frozen(before: number): Promise<Frozen[]> {
    const rows: { ref: string; outline: string }[] = await this.#database(
      'scorecards',
    )
      .join('subjects', 'subjects.ref', 'scorecards.subject_ref')
      .where('subjects.state', 'live')
      .where('outline', 'like', '%"frozenAt"%')
      .select('ref', 'outline');
    const frozen: Frozen[] = [];
    for (const { ref, outline } of rows) {
      const frozenAt: number | undefined = JSON.parse(outline).judged?.frozenAt;
      if (frozenAt !== undefined && frozenAt - YEAR < before) {
        const addresses: { kind: string; key: string }[] = await this.#database(
          'subject_addresses',
        )
          .where({ subject_ref: ref })
          .select('kind', 'key');
        const keysOf = (kind: string) =>
          addresses.filter(item => item.kind === kind).map(({ key }) => key);
        frozen.push({
          ref,
          since: frozenAt - YEAR,
          datasets: keysOf('dataset'),
          repositories: keysOf('repository'),
        });
      }
    }
    return frozen;
  }
}

/** A comparison that is false, and not unknown, where the column is empty. */
function oneOf(column: Column, values: string[]): string {
  return values.length === 0
    ? '1 = 0'
    : `coalesce(${column}, '') in (${values.map(() => '?').join(', ')})`;
}

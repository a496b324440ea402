import { Knex } from 'knex';

interface SeatRow {
  subject_ref: string;
  member: string;
  left_at: number | string | null;
}

/** Remembers when a declared product owner left the owner group, which the catalog itself forgets. */
export class ProductOwnerSeats {
  static create(options: { database: Knex }): ProductOwnerSeats {
    return new ProductOwnerSeats(options.database);
  }

  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  /**
   * Notes who of the declared product owners is in the owner group now, and forgets who is declared no longer. Of a product that
   * is gone nothing is noted: its names were forgotten when it went, and a look that was under way does not bring them back.
   *
   * @returns when those who are not in it any more were first missed, milliseconds by reference
   */
  async update(options: {
    ref: string;
    productOwners: string[];
    members: Set<string>;
    now: number;
  }): Promise<Record<string, number>> {
    const { ref, productOwners, members, now } = options;
    const rows = await this.#database<SeatRow>('product_owner_seats').where({
      subject_ref: ref,
    });
    const known = new Map(rows.map(row => [row.member, row]));
    const former = [...known.keys()].filter(
      member => !productOwners.includes(member),
    );
    const left: Record<string, number> = {};
    const taken: string[] = [];
    const missed: string[] = [];
    for (const member of new Set(productOwners)) {
      const row = known.get(member);
      const isIn = members.has(member);
      if (isIn && (!row || row.left_at !== null)) {
        taken.push(member);
      } else if (!isIn && row) {
        left[member] = row.left_at === null ? now : Number(row.left_at);
        if (row.left_at === null) {
          missed.push(member);
        }
      }
    }
    if (former.length + taken.length + missed.length > 0) {
      await this.#database.transaction(async tx => {
        if (!(await isLive(tx, ref))) {
          return;
        }
        const seats = () => tx('product_owner_seats');
        await seats()
          .where({ subject_ref: ref })
          .whereIn('member', former)
          .delete();
        await seats()
          .where({ subject_ref: ref })
          .whereIn('member', missed)
          .update({ left_at: now });
        for (const member of taken) {
          await seats()
            .insert({ subject_ref: ref, member, left_at: null })
            .onConflict(['subject_ref', 'member'])
            .merge();
        }
      });
    }
    return left;
  }
}

/** Whether the catalog has the product; it stays so until the transaction ends, because who says otherwise has to wait for it. */
async function isLive(tx: Knex.Transaction, ref: string): Promise<boolean> {
  const query = tx('subjects').where({ ref, state: 'live' }).select('ref');
  if (tx.client.config.client === 'pg') {
    query.forUpdate();
  }
  return (await query).length > 0;
}

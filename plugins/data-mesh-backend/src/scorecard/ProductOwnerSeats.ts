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
   * Notes who of the declared product owners is in the owner group now, and forgets who is declared no longer.
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
    if (former.length > 0) {
      await this.#database('product_owner_seats')
        .where({ subject_ref: ref })
        .whereIn('member', former)
        .delete();
    }
    const left: Record<string, number> = {};
    for (const member of new Set(productOwners)) {
      const row = known.get(member);
      const isIn = members.has(member);
      if (isIn && (!row || row.left_at !== null)) {
        await this.#database('product_owner_seats')
          .insert({ subject_ref: ref, member, left_at: null })
          .onConflict(['subject_ref', 'member'])
          .merge();
      } else if (!isIn && row) {
        left[member] = row.left_at === null ? now : Number(row.left_at);
        if (row.left_at === null) {
          await this.#database('product_owner_seats')
            .where({ subject_ref: ref, member })
            .update({ left_at: now });
        }
      }
    }
    return left;
  }
}

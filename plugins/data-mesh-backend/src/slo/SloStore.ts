import { Slo, SloDay } from '@meshproof/backstage-plugin-data-mesh-common';
import { Knex } from 'knex';

/** The service levels of a product as they were last measured. */
export interface StoredSlos {
  /** Milliseconds. */
  evaluatedAt: number;
  /** With the days of their windows. */
  slos: Slo[];
}

/** Keeps service levels: what holds now, and day by day for years. */
export interface SloStore {
  /**
   * Writes what differs from what is there, and nothing else. Days that are only partly inside the window of a promise stay as they
   * were written while they were whole.
   *
   * @returns whether anything differed
   */
  save(options: {
    transaction: Knex.Transaction;
    ref: string;
    now: number;
    slos: Slo[];
  }): Promise<boolean>;

  /** Forgets days before this one (`2023-11-20`), of all products. @returns how many rows went */
  removeBefore(day: string): Promise<number>;

  get(ref: string): Promise<StoredSlos | undefined>;

  /** By key, ascending by day, from this day on (`2026-11-20`). Of two products with the same promise the first named counts. */
  listDays(refs: string[], since: string): Promise<Map<string, SloDay[]>>;
}

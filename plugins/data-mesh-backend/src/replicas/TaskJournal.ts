import { stringifyError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';

const LONGEST_ERROR = 500;

/** How a regular task went the last time. */
export interface TaskRun {
  name: string;
  replica: string;
  startedAt: number;
  /** Undefined while it runs, and where its process ended before it did. */
  endedAt?: number;
  error?: string;
  detail?: JsonObject;
}

/** Notes how regular tasks went, one row for each task. By the machine's clock. */
export class TaskJournal {
  readonly #database: Knex;
  readonly #replica: string;

  private constructor(database: Knex, replica: string) {
    this.#database = database;
    this.#replica = replica;
  }

  static create(options: { database: Knex; replica: string }): TaskJournal {
    return new TaskJournal(options.database, options.replica);
  }

  /** Runs a task and notes how it went. Its error goes on to the caller. */
  async run(name: string, work: () => Promise<JsonObject>): Promise<void> {
    const row = { name, replica: this.#replica, started_at: Date.now() };
    await this.#save({ ...row, ended_at: null, error: null, detail: null });
    try {
      const detail = JSON.stringify(await work());
      await this.#save({ ...row, ended_at: Date.now(), error: null, detail });
    } catch (error) {
      await this.#save({
        ...row,
        ended_at: Date.now(),
        error: stringifyError(error).slice(0, LONGEST_ERROR),
        detail: null,
      });
      throw error;
    }
  }

  async list(): Promise<TaskRun[]> {
    const rows = await this.#database('task_runs').orderBy('name').select('*');
    return rows.map(row => ({
      name: row.name,
      replica: row.replica,
      startedAt: Number(row.started_at),
      ...(row.ended_at === null ? {} : { endedAt: Number(row.ended_at) }),
      ...(row.error === null ? {} : { error: row.error }),
      ...(row.detail === null ? {} : { detail: JSON.parse(row.detail) }),
    }));
  }

  async #save(row: Record<string, string | number | null>): Promise<void> {
    await this.#database('task_runs').insert(row).onConflict('name').merge();
  }
}

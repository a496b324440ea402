import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { CandidateGraph } from '@meshproof/core';
import { Knex } from 'knex';
import { contentDigest } from '../database';
import { CandidateStore, StoredCandidateSource } from './CandidateStore';

const ENTRIES_PER_PART = 500;
const PARTS_AT_ONCE = 20;

interface SourceRow {
  id: string;
  publisher: string;
  title: string;
  received_at: number | string;
  digest: string;
  data_sets: number;
  uses: number;
}

/** Keeps graphs in the plugin's database, SQLite or PostgreSQL. */
export class DatabaseCandidateStore implements CandidateStore {
  static create(options: { database: Knex }): DatabaseCandidateStore {
    return new DatabaseCandidateStore(options.database);
  }

  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  async list(): Promise<StoredCandidateSource[]> {
    const rows = await this.#database<SourceRow>('candidate_sources')
      .orderBy('id')
      .select('*');
    return rows.map(row => ({
      id: row.id,
      publisher: row.publisher,
      title: row.title,
      receivedAt: Number(row.received_at),
      digest: row.digest,
      dataSets: row.data_sets,
    }));
  }

  async graph(source: string): Promise<CandidateGraph> {
    const graph: CandidateGraph = { dataSets: [], uses: [] };
    const contents: string[] = await this.#database('candidate_graph_parts')
      .where({ source })
      .orderBy('part')
      .pluck('content');
    for (const content of contents) {
      const part: CandidateGraph = JSON.parse(content);
      graph.dataSets.push(...part.dataSets);
      graph.uses.push(...part.uses);
    }
    return graph;
  }

  async put(
    source: Pick<StoredCandidateSource, 'id' | 'publisher' | 'title'>,
    graph: CandidateGraph,
    receivedAt: number,
  ): Promise<boolean> {
    const digest = contentDigest(graph);
    return this.#database.transaction(async transaction => {
      const { id, publisher, title } = source;
      const before = await transaction<SourceRow>('candidate_sources')
        .where({ id })
        .first();
      refuseOthers(before, source);
      // Taken first: whoever sends the same source at the same time waits for this row.
      await transaction('candidate_sources')
        .insert({
          id,
          publisher,
          title,
          received_at: receivedAt,
          digest,
          data_sets: graph.dataSets.length,
          uses: graph.uses.length,
        })
        .onConflict('id')
        .merge(['title', 'received_at', 'digest', 'data_sets', 'uses']);
      if (before?.digest === digest) {
        return false;
      }
      await transaction('candidate_graph_parts').where({ source: id }).delete();
      const parts = [...partsOf(graph)].map((part, index) => ({
        source: id,
        part: index,
        content: JSON.stringify(part),
      }));
      for (let start = 0; start < parts.length; start += PARTS_AT_ONCE) {
        await transaction('candidate_graph_parts').insert(
          parts.slice(start, start + PARTS_AT_ONCE),
        );
      }
      return true;
    });
  }

  async delete(
    source: Pick<StoredCandidateSource, 'id' | 'publisher'>,
  ): Promise<void> {
    await this.#database.transaction(async transaction => {
      const { id } = source;
      const before = await transaction<SourceRow>('candidate_sources')
        .where({ id })
        .first();
      if (!before) {
        throw new NotFoundError(`There is no source of candidates '${id}'`);
      }
      refuseOthers(before, source);
      await transaction('candidate_graph_parts').where({ source: id }).delete();
      await transaction('candidate_sources').where({ id }).delete();
    });
  }
}

function refuseOthers(
  before: SourceRow | undefined,
  source: Pick<StoredCandidateSource, 'id' | 'publisher'>,
): void {
  if (before && before.publisher !== source.publisher) {
    throw new NotAllowedError(
      `The source of candidates '${source.id}' is sent by another publisher; choose another name`,
    );
  }
}

function* partsOf(graph: CandidateGraph): Generator<CandidateGraph> {
  const { dataSets, uses } = graph;
  for (let start = 0; start < dataSets.length; start += ENTRIES_PER_PART) {
    yield {
      dataSets: dataSets.slice(start, start + ENTRIES_PER_PART),
      uses: [],
    };
  }
  for (let start = 0; start < uses.length; start += ENTRIES_PER_PART) {
    yield { dataSets: [], uses: uses.slice(start, start + ENTRIES_PER_PART) };
  }
}

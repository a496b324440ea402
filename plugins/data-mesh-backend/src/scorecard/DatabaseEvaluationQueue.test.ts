import { Knex } from 'knex';
import { migrationsDirectory } from '../database';
import { createTestDatabases } from '../__testUtils__/testDatabases';
import { DatabaseEvaluationQueue } from './DatabaseEvaluationQueue';
import { CAUSES, ClaimedSubject } from './EvaluationQueue';

jest.setTimeout(60_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('evaluation queue, %s', id => {
  let knex: Knex;
  let machine: number;
  let queue: DatabaseEvaluationQueue;

  beforeEach(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory() });
    machine = 1_000_000;
    queue = DatabaseEvaluationQueue.create({
      database: knex,
      machineNow: () => machine,
    });
  });

  const complete = (claimed: ClaimedSubject) =>
    knex.transaction(tx => queue.complete(claimed, tx));

  it('keeps one row per subject with all its causes', async () => {
    await queue.add(['a', 'b'], 'claim');
    await queue.add(['a', 'a'], 'evidence');
    expect(await queue.size()).toBe(2);
    const claimed = await queue.claim({ worker: 'one', limit: 10 });
    expect(claimed.find(({ ref }) => ref === 'a')).toMatchObject({
      causes: CAUSES.claim | CAUSES.evidence,
      version: 2,
    });
  });

  it('takes hundreds of subjects at once', async () => {
    const refs = Array.from({ length: 650 }, (_, index) => `subject-${index}`);
    await queue.add(refs, 'rubric');
    await queue.add(refs, 'time');
    expect(await queue.size()).toBe(650);
  });

  it('gives no row to two workers', async () => {
    await queue.add(
      Array.from({ length: 20 }, (_, index) => `subject-${index}`),
      'claim',
    );
    const taken = await Promise.all(
      ['one', 'two', 'three'].map(worker => queue.claim({ worker, limit: 10 })),
    );
    const refs = taken.flat().map(({ ref }) => ref);
    expect(new Set(refs).size).toBe(refs.length);
    const rest = await queue.claim({ worker: 'four', limit: 20 });
    expect(refs.length + rest.length).toBe(20);
  });

  it('gives the row of a worker that died to another one, whose work counts', async () => {
    await queue.add(['a'], 'claim');
    const [first] = await queue.claim({ worker: 'one', limit: 1 });
    expect(await queue.claim({ worker: 'two', limit: 1 })).toEqual([]);

    machine += 31_000;
    const [second] = await queue.claim({ worker: 'two', limit: 1 });
    expect(second.ref).toBe('a');
    // The first one was only slow. What it found is not written: the row is not its own any more.
    expect(await complete(first)).toBe(false);
    expect(await complete(second)).toBe(true);
    expect(await queue.size()).toBe(0);
  });

  it('keeps the row when something newer arrived while it was worked on', async () => {
    await queue.add(['a'], 'claim');
    const [claimed] = await queue.claim({ worker: 'one', limit: 1 });
    await queue.add(['a'], 'evidence');
    expect(await complete(claimed)).toBe(false);

    await queue.release(claimed, 500);
    expect(await queue.claim({ worker: 'one', limit: 1 })).toEqual([]);
    machine += 500;
    const [again] = await queue.claim({ worker: 'one', limit: 1 });
    expect(again).toMatchObject({ version: 2, attempts: 1 });
    expect(await complete(again)).toBe(true);
  });

  it('tells since when the oldest waits, what is held, and why turns failed', async () => {
    const began = machine;
    expect(await queue.state()).toEqual({
      size: 0,
      leased: 0,
      failing: 0,
      failures: [],
    });
    await queue.add(['a', 'b'], 'claim');
    machine += 1_000;
    await queue.add(['a', 'c'], 'evidence');
    const [a] = await queue.claim({ worker: 'one', limit: 1, ref: 'a' });
    await queue.release(a, 500, new TypeError('no such port'));
    machine += 500;
    const [b] = await queue.claim({ worker: 'one', limit: 1, ref: 'b' });
    expect(await queue.state()).toEqual({
      size: 3,
      leased: 1,
      oldestAt: began,
      failing: 1,
      failures: [
        {
          ref: 'a',
          attempts: 1,
          error: 'TypeError: no such port',
          queuedAt: began,
          nextAttemptAt: began + 1_500,
        },
      ],
    });
    // What was only overtaken did not fail.
    await queue.release(b, 0);
    expect((await queue.state()).failing).toBe(1);
    expect((await queue.state()).leased).toBe(0);
  });

  it('counts failures in a row, and not how often something newer arrived', async () => {
    await queue.add(['a'], 'claim');
    const turn = async (error?: Error) => {
      const [claimed] = await queue.claim({ worker: 'one', limit: 1 });
      await queue.release(claimed, 0, error);
      return [claimed.failed, claimed.attempts];
    };
    expect(await turn()).toEqual([false, 0]);
    expect(await turn()).toEqual([false, 1]);
    expect(await turn(new Error('one'))).toEqual([false, 2]);
    expect(await turn(new Error('two'))).toEqual([true, 1]);
    expect(await turn()).toEqual([true, 2]);
    expect(await turn()).toEqual([false, 1]);
  });

  it('takes nothing out when the transaction around it fails', async () => {
    await queue.add(['a'], 'claim');
    const [claimed] = await queue.claim({ worker: 'one', limit: 1 });
    await expect(
      knex.transaction(async tx => {
        await queue.complete(claimed, tx);
        throw new Error('the result could not be written');
      }),
    ).rejects.toThrow('the result could not be written');
    expect(await queue.size()).toBe(1);
  });

  it('adds inside a transaction, and not when that fails', async () => {
    await expect(
      knex.transaction(async transaction => {
        await queue.add(['a'], 'evidence', { transaction });
        throw new Error('the records could not be kept');
      }),
    ).rejects.toThrow();
    expect(await queue.size()).toBe(0);
  });

  it('adds a subject once when its time has come', async () => {
    const subject = {
      state: 'live',
      first_seen: 1,
      claim_digest: 'x',
      entity: '{}',
    };
    await knex('subjects').insert([
      { ...subject, ref: 'due', next_look_at: 5_000 },
      { ...subject, ref: 'later', next_look_at: 5_001 },
      { ...subject, ref: 'never', next_look_at: null },
      { ...subject, ref: 'gone', state: 'gone', next_look_at: 1 },
    ]);
    expect(await queue.addDue(4_999)).toBe(0);
    expect(await queue.addDue(5_000)).toBe(1);
    expect(await queue.addDue(5_000)).toBe(0);
    expect(await queue.claim({ worker: 'one', limit: 5 })).toMatchObject([
      { ref: 'due', causes: CAUSES.time, version: 1 },
    ]);
  });
});

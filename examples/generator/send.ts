// Sends the demo company's evidence through the portal's public door, and tops it up when it is run again.
// node examples/generator/send.ts [--url http://localhost:3000] [--now ISO] [--fresh] [--dry-run FILE.ndjson]
import { writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { DAY } from './days.ts';
import { generateEvidence } from './generateEvidence.ts';
import { PUBLISHERS, tokenOf, tokenVariable } from './publishers.ts';
import type { PublisherId } from './publishers.ts';
import { readCompany } from './readCompany.ts';
import type { WireRecord } from './records.ts';
import { warehouseManifest } from './warehouseManifest.ts';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const CHUNK = 2_000;
const WAIT_FOR_PORTAL = 5 * 60_000;
/** The catalog may still be reading the products that a team's own records are about. */
const WAIT_FOR_PRODUCTS = 2 * 60_000;

interface Receipt {
  accepted: number;
  duplicates: number;
  rejected: { index: number; path?: string; reason: string }[];
  rejectedTotal: number;
}

/** What the portal answers to a publisher that asks about itself. */
interface SourcesReport {
  sources: { publisher: string; lastAt?: string }[];
}

const { values: options } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://localhost:3000' },
    now: { type: 'string' },
    fresh: { type: 'boolean', default: false },
    'dry-run': { type: 'string' },
  },
});

const pause = (milliseconds: number) =>
  new Promise(done => setTimeout(done, milliseconds));

class Refused extends Error {}

async function waitForPortal() {
  const until = Date.now() + WAIT_FOR_PORTAL;
  for (;;) {
    try {
      const answer = await fetch(
        `${options.url}/.backstage/health/v1/readiness`,
      );
      if (answer.ok) {
        return;
      }
    } catch {
      // Not up yet.
    }
    if (Date.now() > until) {
      throw new Refused(
        `${options.url} does not answer. Start the portal, or name its address with --url.`,
      );
    }
    await pause(1_000);
  }
}

async function call<T>(
  publisher: PublisherId,
  path: string,
  request: RequestInit & { headers?: Record<string, string> } = {},
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    let trouble: string;
    try {
      const answer = await fetch(`${options.url}/api/data-mesh${path}`, {
        ...request,
        headers: {
          ...request.headers,
          Authorization: `Bearer ${tokenOf(publisher)}`,
        },
      });
      if (answer.ok) {
        return (await answer.json()) as T;
      }
      const text = (await answer.text()).slice(0, 500);
      trouble = `${answer.status} ${text}`;
      if (answer.status === 401 || answer.status === 403) {
        throw new Refused(
          `${publisher} may not send: ${trouble}\nThe token is taken from ${tokenVariable(
            publisher,
          )}; the portal knows it from backend.auth.externalAccess, and the publisher from dataMesh.publishers.`,
        );
      }
      if (
        answer.status >= 400 &&
        answer.status < 500 &&
        answer.status !== 429
      ) {
        throw new Refused(`${publisher}: ${trouble}`);
      }
    } catch (error) {
      if (error instanceof Refused) {
        throw error;
      }
      trouble = String(error);
    }
    if (attempt === 6) {
      throw new Refused(`${publisher}: ${trouble}`);
    }
    await pause(1_000 * 2 ** (attempt - 1));
  }
}

async function post(
  publisher: PublisherId,
  records: WireRecord[],
): Promise<Receipt> {
  return call(publisher, '/evidence', {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-ndjson',
      'Content-Encoding': 'gzip',
    },
    body: gzipSync(records.map(record => JSON.stringify(record)).join('\n')),
  });
}

/** The time of the newest record that the portal has of a publisher; undefined where it has none. */
async function newestOf(publisher: PublisherId): Promise<number | undefined> {
  const { sources } = await call<SourcesReport>(publisher, '/sources');
  const lastAt = sources.find(source => source.publisher === publisher)?.lastAt;
  return lastAt === undefined ? undefined : Date.parse(lastAt);
}

async function sendAll(publisher: PublisherId, records: WireRecord[]) {
  const begin = Date.now();
  let accepted = 0;
  let duplicates = 0;
  let rejected: { record: WireRecord; path?: string; reason: string }[] = [];
  let left = records;
  for (;;) {
    rejected = [];
    for (let start = 0; start < left.length; start += CHUNK) {
      const chunk = left.slice(start, start + CHUNK);
      const receipt = await post(publisher, chunk);
      accepted += receipt.accepted;
      duplicates += receipt.duplicates;
      rejected.push(
        ...receipt.rejected.map(({ index, ...why }) => ({
          record: chunk[index],
          ...why,
        })),
      );
    }
    const waiting = rejected.filter(({ path }) => path === 'product');
    if (
      waiting.length === 0 ||
      waiting.length < rejected.length ||
      Date.now() > begin + WAIT_FOR_PRODUCTS
    ) {
      break;
    }
    left = waiting.map(({ record }) => record);
    await pause(3_000);
  }
  const seconds = ((Date.now() - begin) / 1000).toFixed(1);
  console.log(
    `${publisher}: ${accepted} new, ${duplicates} known already, ${rejected.length} refused, ${seconds} s`,
  );
  for (const { record, path, reason } of rejected.slice(0, 3)) {
    console.log(`  refused ${record.key}: ${path ?? ''} ${reason}`);
  }
  return { accepted, rejected: rejected.length };
}

async function run() {
  const now = options.now ? Date.parse(options.now) : Date.now();
  if (Number.isNaN(now)) {
    throw new Refused(
      `--now ${options.now} is no time; write 2026-11-20T10:00:00Z`,
    );
  }
  const company = readCompany(join(ROOT, 'examples/company'));

  const file = options['dry-run'];
  if (file) {
    const records = generateEvidence({ company, now });
    const lines = records.map(({ publisher, record }) =>
      JSON.stringify({ publisher, ...record }),
    );
    writeFileSync(file, `${lines.join('\n')}\n`);
    console.log(`${records.length} records written to ${file}; nothing sent`);
    return;
  }

  await waitForPortal();
  const begin = Date.now();
  let accepted = 0;
  let rejected = 0;
  for (const id of PUBLISHERS) {
    const newest = options.fresh ? undefined : await newestOf(id);
    const records = generateEvidence({
      company,
      now,
      // A day more than needed: the last one was not over, and a record sent twice is one record.
      ...(newest === undefined ? {} : { from: newest - DAY }),
    });
    const own = records
      .filter(({ publisher }) => publisher === id)
      .map(({ record }) => record);
    console.log(
      newest === undefined
        ? `${id}: sending the evidence of 200 days, ${own.length} records`
        : `${id}: topping up since ${new Date(newest)
            .toISOString()
            .slice(0, 10)}, ${own.length} records`,
    );
    const result = await sendAll(id, own);
    accepted += result.accepted;
    rejected += result.rejected;
  }
  const told = await call<{ dataSets: number; changed: boolean }>(
    'dbt-prod',
    '/candidates/dbt-prod',
    {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(warehouseManifest(company)),
    },
  );
  console.log(
    `dbt-prod: told of ${told.dataSets} data sets, ${
      told.changed ? 'new' : 'known already'
    }`,
  );
  console.log(
    `Done in ${((Date.now() - begin) / 1000).toFixed(
      1,
    )} s: ${accepted} new records`,
  );
  if (rejected > 0) {
    throw new Refused(
      `${rejected} records were refused; --fresh sends everything again`,
    );
  }
}

run().catch(error => {
  console.error(error instanceof Refused ? error.message : error);
  process.exitCode = 1;
});

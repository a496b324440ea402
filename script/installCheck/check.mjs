// Takes stock portals through the README: node script/installCheck/check.mjs PACKS WORK VARIANT...
import { spawn, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { chromium } from 'playwright-core';
import { ask, drive } from './drive.mjs';
import { Portal } from './portal.mjs';
import { readmeBlocks } from './readmeBlocks.mjs';
import { failureCount, say, seen } from './say.mjs';

const root = resolve(fileURLToPath(import.meta.url), '../../..');
const here = join(root, 'script/installCheck');
const [packs, work, port, ...variants] = process.argv.slice(2);
const blocks = readmeBlocks(join(root, 'README.md'));
const PATIENCE = 60_000;
const evidence = blocks.find(({ words }) => words.includes('evidence'));

async function startPostgres() {
  const address = join(work, 'postgres.url');
  rmSync(address, { force: true });
  const server = spawn(
    'node',
    [join(root, 'script/postgres.mjs'), join(work, 'postgres'), address],
    { stdio: 'ignore' },
  );
  while (!existsSync(address)) {
    if (server.exitCode !== null) {
      throw new Error('PostgreSQL did not start');
    }
    await new Promise(done => setTimeout(done, 300));
  }
  return { server, url: readFileSync(address, 'utf8').trim() };
}

/** The README's command, at the address of this check. */
async function sendEvidence({ TOKEN, url }) {
  const command = evidence.code.replace('http://localhost:7007', url);
  const { status, stdout, stderr } = spawnSync('bash', ['-c', command], {
    encoding: 'utf8',
    env: { ...process.env, WAREHOUSE_EVIDENCE_TOKEN: TOKEN },
  });
  if (status !== 0) {
    throw new Error(`the README's command failed: ${stdout}${stderr}`);
  }
}

async function run(portal, browser, name, options) {
  const shots = join(work, `${portal.variant}-${name}`);
  mkdirSync(shots, { recursive: true });
  rmSync(join(portal.folder, 'data-products'), {
    recursive: true,
    force: true,
  });
  mkdirSync(join(portal.folder, 'data-products'));
  portal.configure(options);
  const up = await seen(`the portal starts: ${name}`, () => portal.start());
  if (up) {
    await drive({
      browser,
      url: portal.url,
      // Where each stock portal has its catalog.
      catalog: portal.variant === 'new' ? '/' : '/catalog',
      shots,
      sendEvidence,
    });
    await options.more?.();
  }
  await portal.stop();
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH,
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run'],
});
const postgres = await startPostgres();
try {
  for (const variant of variants) {
    say(`A stock portal with the ${variant} front-end system`);
    const portal = new Portal({ variant, work, packs, port: Number(port) });
    rmSync(portal.folder, { recursive: true, force: true });
    writeFileSync(portal.log, '');
    const own = blocks.filter(
      ({ words }) =>
        !words.includes(variant === 'new' ? 'legacy' : 'new') || false,
    );
    const ready =
      (await seen('create-app', () => portal.create())) &&
      (await seen('yarn install', () => {
        portal.overlay(root);
        portal.holdToRelease();
      })) &&
      (await seen('the packages of the README', () =>
        own
          .filter(({ words }) => words.includes('install'))
          .forEach(block => portal.install(block)),
      ));
    if (!ready) {
      continue;
    }
    // Without the optional step first: the dependency alone has to do.
    const optional = own.filter(({ words }) => words.includes('new'));
    const needed = own.filter(
      block => block.file && !block.words.includes('new'),
    );
    await seen(`${needed.length} blocks of the README`, () => {
      needed.forEach(block => portal.apply(block));
      return [...new Set(needed.map(({ file }) => file))].join(', ');
    });
    await seen('types', () => portal.run('yarn', ['tsc']));
    await seen('the front end builds', () =>
      portal.run('yarn', ['workspace', 'app', 'build']),
    );
    const entities = join(portal.folder, 'check-entities.yaml');
    copyFileSync(join(here, 'entities.yaml'), entities);
    await run(portal, browser, 'sqlite', { entities });

    if (optional.length > 0) {
      await seen('the optional step for icon and columns', () => {
        optional.forEach(block => portal.apply(block));
        portal.run('yarn', ['tsc']);
        portal.run('yarn', ['workspace', 'app', 'build']);
      });
    }
    await seen('with the model of AI resources', () => {
      portal.run(
        'yarn',
        [
          '--cwd',
          'packages/backend',
          'add',
          '@backstage/plugin-catalog-backend-module-ai-model@^0.1.4',
        ],
        { attempts: 4 },
      );
      portal.apply({
        language: 'ts',
        file: 'packages/backend/src/index.ts',
        before: 'backend.start();',
        code: "backend.add(import('@backstage/plugin-catalog-backend-module-ai-model'));\n",
      });
      appendFileSync(entities, readFileSync(join(here, 'aiResource.yaml')));
    });
    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    const { rows } = await client.query(
      "select datname from pg_database where datname like 'backstage_plugin_%'",
    );
    for (const { datname } of rows) {
      await client.query(`drop database "${datname}" with (force)`);
    }
    await client.end();
    await run(portal, browser, 'postgres', {
      entities,
      database: { client: 'pg', connection: postgres.url },
      more: () =>
        seen('an AI resource is a reader', async () => {
          // The catalog is looked at every 10 seconds.
          for (const end = Date.now() + PATIENCE; ; ) {
            const { body } = await ask(
              portal.url,
              '/data-mesh/products/default/pallets',
            );
            if (
              JSON.stringify(body).includes('airesource:default/loading-skill')
            ) {
              return;
            }
            if (Date.now() > end) {
              throw new Error('it is not among the readers of the product');
            }
            await new Promise(done => setTimeout(done, 1_000));
          }
        }),
    });
  }
} finally {
  await browser.close();
  postgres.server.kill();
}
say(
  failureCount() === 0
    ? `Everything was seen to work; screenshots and logs: ${work}`
    : `${failureCount()} failed; screenshots and logs: ${work}`,
);
process.exit(failureCount() === 0 ? 0 : 1);

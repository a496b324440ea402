import { spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  openSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { applyBlock } from './applyBlock.mjs';
import { say } from './say.mjs';

export const TOKEN = 'install-check-evidence-token';

/** Where this machine differs from a reader's: nothing is published yet, and what a fresh resolve needs changes from day to day. */
const ENVIRONMENT = {
  YARN_NPM_MINIMAL_AGE_GATE: '0',
  YARN_ENABLE_SCRIPTS: 'false',
  YARN_ENABLE_TELEMETRY: 'false',
  YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
  // yarn 4.13 ends in the middle of a retry on Node 24 ("onCancel"): the whole command is tried again instead.
  YARN_HTTP_RETRY: '0',
  YARN_NETWORK_CONCURRENCY: '2',
  WAREHOUSE_EVIDENCE_TOKEN: TOKEN,
  NODE_ENV: 'development',
};

export class Portal {
  constructor(options) {
    Object.assign(this, options);
    this.folder = join(options.work, options.variant);
    this.url = `http://localhost:${options.port}`;
    this.log = join(options.work, `${options.variant}.log`);
  }

  run(command, args, { attempts = 1 } = {}) {
    const log = openSync(this.log, 'a');
    let status;
    for (let attempt = 0; attempt < attempts && status !== 0; attempt++) {
      ({ status } = spawnSync(command, args, {
        cwd: this.folder,
        env: { ...process.env, ...ENVIRONMENT },
        stdio: ['ignore', log, log],
      }));
    }
    if (status !== 0) {
      throw new Error(
        `${command} ${args.join(' ')} failed (${status}); the end of ${
          this.log
        }:\n${readFileSync(this.log, 'utf8').slice(-3000)}`,
      );
    }
  }

  create() {
    const log = openSync(this.log, 'a');
    const { status } = spawnSync(
      'npx',
      [
        '--yes',
        '@backstage/create-app@0.9.2',
        '--skip-install',
        '--path',
        this.folder,
        ...(this.variant === 'legacy' ? ['--legacy'] : []),
      ],
      {
        input: `stock-${this.variant}\n`,
        env: { ...process.env, ...ENVIRONMENT },
        stdio: ['pipe', log, log],
      },
    );
    if (status !== 0) {
      throw new Error(`create-app failed; see ${this.log}`);
    }
  }

  /** The tarballs by package name. */
  tarballs() {
    return Object.fromEntries(
      readdirSync(this.packs)
        .filter(file => file.endsWith('.tgz'))
        .map(file => [
          file
            .replace(/-\d+\.\d+\.\d+.*$/, '')
            .replace(/^meshproof-/, '@meshproof/'),
          join(this.packs, file),
        ]),
    );
  }

  overlay(root) {
    const pins = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    ).resolutions;
    const tarballs = Object.entries(this.tarballs()).map(([name, tarball]) => [
      name,
      `file:${tarball}`,
    ]);
    this.resolve({ ...pins, ...Object.fromEntries(tarballs) });
    copyFileSync(join(root, 'yarn.lock'), join(this.folder, 'yarn.lock'));
    say(
      `Overlay of this environment: yarn.lock seeded with ours; resolutions ${Object.keys(
        pins,
      ).join(', ')} as we pin them, and ${
        Object.keys(this.tarballs()).length
      } tarballs; ${Object.entries(ENVIRONMENT)
        .map(([key, value]) => `${key}=${value}`)
        .join(' ')}`,
    );
  }

  /** The README's command, with tarballs in the place of names that no registry has yet. */
  install(block) {
    const tarballs = this.tarballs();
    const commands = block.code.replace(/\\\n/g, ' ').trim().split('\n');
    for (const command of commands) {
      const [program, ...args] = command
        .split(/\s+/)
        .map(word =>
          tarballs[word] ? `${word}@file:${tarballs[word]}` : word,
        );
      this.run(program, args, { attempts: 4 });
    }
  }

  /**
   * Holds the packages of Backstage to the release of the template. A package names others of its release as `^1.2.3`, which later
   * releases satisfy too: beside the seeded lock file some would come from them, and one portal would be of two releases.
   */
  holdToRelease() {
    const versions = {};
    for (const name of ['app', 'backend']) {
      const { dependencies } = JSON.parse(
        readFileSync(join(this.folder, 'packages', name, 'package.json')),
      );
      for (const [other, range] of Object.entries(dependencies)) {
        if (other.startsWith('@backstage/')) {
          versions[other] = range.replace('^', '');
        }
      }
    }
    this.resolve(versions);
    for (let round = 0; round < 4; round++) {
      this.run('yarn', ['install'], { attempts: 4 });
      const younger = this.youngerThanAsked();
      if (Object.keys(younger).length === 0) {
        return;
      }
      this.resolve(younger);
    }
  }

  /** What the lock file has from a later release than anything asks for, with the version that is asked for. */
  youngerThanAsked() {
    const lock = parse(readFileSync(join(this.folder, 'yarn.lock'), 'utf8'));
    const found = {};
    for (const [descriptors, { version }] of Object.entries(lock)) {
      const [, name] = /^(@backstage\/[^@]+)@npm:/.exec(descriptors) ?? [];
      const asked = [...descriptors.matchAll(/@npm:\^?(\d+\.\d+\.\d+)/g)]
        .map(match => match[1])
        .sort((a, b) => a.localeCompare(b, 'en-US', { numeric: true }));
      if (name && asked.length > 0 && !asked.includes(version)) {
        found[name] = asked[asked.length - 1];
      }
    }
    return found;
  }

  resolve(versions) {
    const path = join(this.folder, 'package.json');
    const json = JSON.parse(readFileSync(path, 'utf8'));
    json.resolutions = { ...json.resolutions, ...versions };
    writeFileSync(path, JSON.stringify(json, undefined, 2));
  }

  apply(block) {
    applyBlock(this.folder, block);
  }

  /** Configuration of this check: a port, a database, and something for the catalog to hold. */
  configure({ database, entities }) {
    const { rules, locations } = this.catalogConfig();
    const config = {
      app: { baseUrl: this.url },
      backend: {
        baseUrl: this.url,
        listen: { port: this.port, host: '127.0.0.1' },
        // A browser must not be told to upgrade requests where there is no TLS.
        csp: {
          'connect-src': ["'self'", 'http:', 'https:'],
          'upgrade-insecure-requests': false,
        },
        ...(database ? { database } : {}),
      },
      catalog: {
        rules: [...rules, { allow: ['AiResource'] }],
        locations: [
          ...locations,
          {
            type: 'file',
            target: entities,
            rules: [
              { allow: ['Domain', 'User', 'Group', 'Component', 'AiResource'] },
            ],
          },
        ],
      },
    };
    writeFileSync(
      join(this.folder, 'app-config.check.yaml'),
      stringify(config),
    );
  }

  catalogConfig() {
    return parse(readFileSync(join(this.folder, 'app-config.yaml'), 'utf8'))
      .catalog;
  }

  async start() {
    writeFileSync(this.log, '');
    const log = openSync(this.log, 'a');
    const begin = Date.now();
    this.process = spawn(
      'yarn',
      [
        'backstage-cli',
        'package',
        'start',
        '--config',
        '../../app-config.yaml',
        '--config',
        '../../app-config.check.yaml',
      ],
      {
        cwd: join(this.folder, 'packages/backend'),
        env: { ...process.env, ...ENVIRONMENT },
        stdio: ['ignore', log, log],
        detached: true,
      },
    );
    while (Date.now() - begin < 180_000) {
      const answer = await fetch(
        `${this.url}/.backstage/health/v1/readiness`,
      ).catch(() => undefined);
      if (answer?.ok) {
        return `up after ${Math.round((Date.now() - begin) / 1000)} s`;
      }
      if (
        this.process.exitCode !== null ||
        readFileSync(this.log, 'utf8').includes('Backend startup failed')
      ) {
        break;
      }
      await new Promise(resolve => setTimeout(resolve, 500));
    }
    throw new Error(
      `did not come up; the end of ${this.log}:\n${readFileSync(
        this.log,
        'utf8',
      ).slice(-3000)}`,
    );
  }

  async stop() {
    if (this.process?.exitCode === null) {
      process.kill(-this.process.pid, 'SIGTERM');
      await new Promise(resolve => this.process.once('exit', resolve));
    }
    this.process = undefined;
  }
}

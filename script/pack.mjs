// Packs every package that is not private, and looks at each tarball as a stranger would: node script/pack.mjs FOLDER
import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publint } from 'publint';

const root = resolve(fileURLToPath(import.meta.url), '../..');
const folder = resolve(process.argv[2]);

/**
 * A package of Backstage itself for each role. publint and attw have something to say about whatever `backstage-cli package build` makes
 * (`.esm.js` files, types behind other conditions, default exports of CommonJS); ours may have no kind of finding that its peer does not
 * have, so that what is our own fault is not hidden behind a list of exceptions.
 */
const PEERS = {
  'backend-plugin': '@backstage/plugin-notifications-backend',
  'backend-plugin-module': '@backstage/plugin-catalog-backend-module-logs',
  cli: '@backstage/repo-tools',
  'common-library': '@backstage/plugin-catalog-common',
  'frontend-plugin': '@backstage/plugin-org',
  'node-library': '@backstage/plugin-catalog-node',
};

const packages = ['packages', 'plugins']
  .flatMap(place =>
    readdirSync(join(root, place)).map(name => join(root, place, name)),
  )
  .filter(path => existsSync(join(path, 'package.json')))
  .map(path => ({ path, json: readJson(path) }))
  .filter(({ json }) => !json.private);

let findings = 0;
function finding(name, text) {
  findings++;
  console.log(`  ✗ ${name}: ${text}`);
}

function readJson(path) {
  return JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
}

function filesBelow(path) {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name));
}

function targetsOf(exports) {
  return typeof exports === 'string'
    ? [exports]
    : Object.values(exports ?? {}).flatMap(targetsOf);
}

/** What is in a tarball and should not be, or is not and should. */
function lookAt(name, content, source) {
  const json = readJson(content);
  // Packing leaves out files of some names without a word.
  for (const entry of readJson(source).files) {
    const folder = join(source, entry);
    const files = statSync(folder).isDirectory() ? filesBelow(folder) : [];
    for (const file of files) {
      const inside = file.slice(source.length + 1);
      if (!existsSync(join(content, inside))) {
        finding(name, `${inside} is not in the tarball`);
      }
    }
  }
  for (const group of [
    'dependencies',
    'peerDependencies',
    'optionalDependencies',
  ]) {
    for (const [dependency, range] of Object.entries(json[group] ?? {})) {
      if (/^(workspace|file|link|portal):/.test(range)) {
        finding(name, `${group}.${dependency} is '${range}'`);
      }
    }
  }
  const { backstage } = json;
  if (!PEERS[backstage?.role]) {
    finding(name, `backstage.role is '${backstage?.role}'`);
  }
  if (/plugin/.test(backstage?.role ?? '') && !backstage.pluginId) {
    finding(name, 'has no backstage.pluginId');
  }
  const wanted = [
    json.main,
    json.types,
    json.module,
    json.configSchema,
    'README.md',
    'LICENSE',
    ...targetsOf(json.exports).filter(path => path.startsWith('.')),
  ].filter(path => typeof path === 'string');
  for (const path of wanted) {
    if (!existsSync(join(content, path))) {
      finding(name, `${path} is not in the tarball`);
    }
  }
  for (const field of ['description', 'license', 'keywords', 'version']) {
    if (!json[field]?.length) {
      finding(name, `has no ${field}`);
    }
  }
  for (const file of filesBelow(content)) {
    const inside = file.slice(content.length + 1);
    if (/(\.test\.|__testUtils__|__fixtures__|\.tsbuildinfo$)/.test(inside)) {
      finding(name, `${inside} is for tests`);
    }
    if (readFileSync(file).includes(root)) {
      finding(name, `${inside} names a folder of this machine`);
    }
  }
}

/** Kinds of finding that publint and attw have, each with an example. */
async function lint(content, tarball) {
  const found = new Map();
  const { messages } = await publint({
    pkgDir: content,
    level: 'warning',
    pack: false,
  });
  for (const { code, path } of messages) {
    found.set(`publint ${code}`, path.join('.'));
  }
  const { stdout, stderr } = spawnSync(
    join(root, 'node_modules/.bin/attw'),
    // Node 10 knows no `exports`; Backstage needs Node 22.
    [tarball, '--format', 'json', '--profile', 'node16'],
    { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  let report;
  try {
    report = JSON.parse(stdout);
  } catch {
    throw new Error(`attw gave no report:\n${stdout}${stderr}`);
  }
  const problems = Object.values(report.problems ?? {}).flat();
  for (const { kind, entrypoint, resolutionKind } of problems) {
    if (resolutionKind !== 'node10') {
      found.set(
        `attw ${kind}`,
        [entrypoint, resolutionKind].filter(Boolean).join(' '),
      );
    }
  }
  return found;
}

const known = new Map();
async function findingsOfPeer(role) {
  if (!known.has(role)) {
    const work = mkdtempSync(join(tmpdir(), 'meshproof-peer-'));
    const source = join(root, 'node_modules', PEERS[role]);
    const tarball = join(work, 'peer.tgz');
    execFileSync('tar', [
      '-czhf',
      tarball,
      '--transform',
      's,^\\.,package,',
      '--exclude',
      './node_modules',
      '-C',
      source,
      '.',
    ]);
    known.set(role, await lint(source, tarball));
    rmSync(work, { recursive: true, force: true });
  }
  return known.get(role);
}

const shared = new Set();
for (const { path, json } of packages) {
  const tarball = join(
    folder,
    `${json.name.replace(/^@/, '').replace('/', '-')}-${json.version}.tgz`,
  );
  const work = mkdtempSync(join(tmpdir(), 'meshproof-pack-'));
  const content = join(work, 'package');
  const license = join(path, 'LICENSE');
  copyFileSync(join(root, 'LICENSE'), license);
  try {
    const packed = spawnSync('yarn', ['pack', '--filename', tarball], {
      cwd: path,
      encoding: 'utf8',
    });
    if (packed.status !== 0) {
      finding(json.name, `did not pack:\n${packed.stdout}${packed.stderr}`);
      continue;
    }
    execFileSync('tar', ['-xzf', tarball, '-C', work]);
    lookAt(json.name, content, path);
    const { role } = readJson(content).backstage;
    const peer = await findingsOfPeer(role);
    for (const [kind, place] of await lint(content, tarball)) {
      if (peer.has(kind)) {
        shared.add(kind);
      } else {
        finding(json.name, `${kind} at ${place}, and ${PEERS[role]} has none`);
      }
    }
    console.log(
      `  ${basename(tarball)}: ${Math.ceil(
        statSync(tarball).size / 1024,
      )} kB, ${filesBelow(content).length} files`,
    );
  } finally {
    rmSync(license, { force: true });
    rmSync(work, { recursive: true, force: true });
  }
}

if (shared.size > 0) {
  console.log(
    `Found in packages of Backstage too, since the same tool builds them: ${[
      ...shared,
    ]
      .sort()
      .join(', ')}`,
  );
}
console.log(
  findings === 0
    ? `${packages.length} tarballs in ${folder}; publint and attw find nothing of our own`
    : `${findings} findings`,
);
process.exit(findings === 0 ? 0 : 1);

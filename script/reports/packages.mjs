// What the packages of this repository bring with them at run time.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');

export function readManifest(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

function workspaces() {
  return ['packages', 'plugins'].flatMap(parent =>
    readdirSync(join(ROOT, parent))
      .map(name => join(ROOT, parent, name))
      .filter(folder => existsSync(join(folder, 'package.json'))),
  );
}

// The folders of the packages that are published.
export function publishedPackages() {
  return workspaces().filter(folder => !readManifest(folder).private);
}

// As Node looks for it: in each node_modules from the folder upwards.
function findPackage(from, name) {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
    if (folder === ROOT) return undefined;
  }
}

// Packages from outside that the given ones need at run time, by folder. Left out: peers, which the portal brings, and packages for
// one platform, which come with the package that asks for them and differ from machine to machine.
export function runtimeClosure(folders) {
  const own = new Set(workspaces().map(folder => readManifest(folder).name));
  const found = new Map();
  const waiting = [...folders];
  while (waiting.length > 0) {
    const folder = waiting.pop();
    const { dependencies = {}, optionalDependencies = {} } =
      found.get(folder) ?? readManifest(folder);
    for (const name of Object.keys({
      ...dependencies,
      ...optionalDependencies,
    })) {
      const next = own.has(name) ? undefined : findPackage(folder, name);
      if (!next) {
        if (!own.has(name) && !(name in optionalDependencies)) {
          throw new Error(`${folder} needs ${name}, which is not installed`);
        }
      } else if (!found.has(next)) {
        const manifest = readManifest(next);
        if (!manifest.os && !manifest.cpu) {
          found.set(next, manifest);
          waiting.push(next);
        }
      }
    }
  }
  return found;
}

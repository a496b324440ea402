import { ContractReference } from '@meshproof/backstage-plugin-data-mesh-common';

/** Where the contract of a port is, or why that cannot be said. @public */
export type ContractLocation =
  /** A document of the contract index. */
  | { type: 'id'; id: string; version?: string; key: string }
  /** A document beside the entity. `target` is an address for `url`, an absolute path for `file`. */
  | { type: 'url' | 'file'; target: string; key: string }
  /** A path without a base to resolve it against. */
  | { type: 'relative'; target: string; key: string }
  | { type: 'problem'; reason: string; fix: string };

function problem(reason: string, fix: string): ContractLocation {
  return { type: 'problem', reason, fix };
}

function located(type: 'url' | 'file', target: string): ContractLocation {
  return { type, target, key: `path:${type}:${target}` };
}

function outside(reference: string, what: string): ContractLocation {
  return problem(
    `The contract path "${reference.slice(0, 200)}" leads out of the ${what}.`,
    'Keep the contract beside the file that declares the product, or name it by id and version.',
  );
}

/** Resolves `.` and `..`; undefined where the path leads above its start. */
function normalPath(path: string): string | undefined {
  const steps: string[] = [];
  for (const step of path.split('/')) {
    if (step === '..') {
      if (steps.pop() === undefined) {
        return undefined;
      }
    } else if (step !== '' && step !== '.') {
      steps.push(step);
    }
  }
  return steps.join('/');
}

/** The part of an address's path that names the repository, as the common hosts write it; undefined for others. */
function repositoryOf(url: URL): string | undefined {
  const { pathname, hostname } = url;
  const patterns =
    hostname === 'raw.githubusercontent.com'
      ? [/^\/[^/]+\/[^/]+\//]
      : [
          /^\/.+?\/-\/(?:blob|raw|tree)\//,
          /^\/projects\/[^/]+\/repos\/[^/]+\/(?:browse|raw)\//,
          /^\/[^/]+\/[^/]+\/(?:src|raw)\//,
          /^\/[^/]+\/[^/]+\/(?:blob|tree|raw|edit)\//,
        ];
  for (const pattern of patterns) {
    const match = pattern.exec(pathname);
    if (match) {
      return match[0];
    }
  }
  return undefined;
}

/** The branch or commit after the repository: one step is enough to keep a path from climbing over it. */
function rootOf(url: URL): string {
  const repository = repositoryOf(url);
  if (repository === undefined) {
    return url.pathname.replace(/[^/]*$/, '');
  }
  const rest = url.pathname.slice(repository.length).split('/');
  const named = ['branch', 'commit', 'tag'].includes(rest[0]) ? 2 : 1;
  // A file without a branch before it (as some hosts write) stands at the root itself.
  return rest.length > named
    ? `${repository}${rest.slice(0, named).join('/')}/`
    : repository;
}

function parseUrl(text: string, base?: URL): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}

function isHidden(path: string): boolean {
  // What an address hides from its own parser, another one may still decode.
  return /%2e|%2f|%5c|%00|\\|\0/i.test(path);
}

function besideUrl(reference: string, base: URL): ContractLocation {
  // Azure DevOps names the file in the query.
  const inQuery = base.searchParams.get('path');
  const absolute = /^[a-z][a-z0-9+.-]*:/i.test(reference);
  if (inQuery !== null && base.pathname.includes('/_git/') && !absolute) {
    const start = reference.startsWith('/')
      ? reference
      : `${inQuery.replace(/[^/]*$/, '')}/${reference}`;
    const path = normalPath(start);
    if (path === undefined || isHidden(reference)) {
      return outside(reference, 'repository');
    }
    const target = new URL(base);
    target.searchParams.set('path', `/${path}`);
    return located('url', target.toString());
  }
  const target = parseUrl(reference, base);
  if (!target || !/^https?:$/.test(target.protocol)) {
    return problem(
      `The contract "${reference.slice(
        0,
        200,
      )}" is no path and no web address.`,
      'Write a path such as ./contracts/stock.odcs.yaml.',
    );
  }
  if (
    target.origin !== base.origin ||
    target.username !== base.username ||
    target.password !== base.password
  ) {
    return problem(
      `The contract "${reference.slice(
        0,
        200,
      )}" is on another host than the file that declares the product.`,
      'Keep the contract in the same repository, or name it by id and version.',
    );
  }
  const climbs =
    !absolute && !reference.startsWith('/')
      ? normalPath(
          `${base.pathname.replace(/[^/]*$/, '')}${reference.replace(
            /[?#].*$/,
            '',
          )}`,
        ) === undefined
      : false;
  if (
    climbs ||
    isHidden(reference) ||
    !target.pathname.startsWith(rootOf(base))
  ) {
    return outside(reference, 'repository');
  }
  if (!absolute && target.search === '') {
    // Some hosts name the branch in the query.
    target.search = base.search;
  }
  target.hash = '';
  return located('url', target.toString());
}

function besideFile(reference: string, base: string): ContractLocation {
  const path = reference.replace(/\\/g, '/');
  if (
    path.startsWith('/') ||
    /^[a-z][a-z0-9+.-]*:/i.test(path) ||
    path.includes('\0')
  ) {
    return outside(reference, 'folder of the file that declares the product');
  }
  const resolved = normalPath(path);
  if (!resolved) {
    return outside(reference, 'folder of the file that declares the product');
  }
  const folder = base.replace(/\\/g, '/').replace(/[^/]*$/, '');
  return located('file', `${folder}${resolved}`);
}

/**
 * Finds the document a port's contract reference means. A path is resolved against the location that the catalog itself wrote
 * (`backstage.io/managed-by-location`: `url:https://...` or `file:/...`), stays in the same repository (`url`) or in the same
 * folder (`file`), and never changes the host. Without a base the path is kept as it is, normalised.
 *
 * @public
 */
export function locateContract(
  reference: ContractReference,
  base: string,
): ContractLocation {
  if (typeof reference !== 'string') {
    const { id, version } = reference;
    return { type: 'id', id, version, key: `id:${id}@${version ?? ''}` };
  }
  const path = reference.trim();
  if (path === '') {
    return problem(
      'The contract of the port is an empty text.',
      'Write a path such as ./contracts/stock.odcs.yaml.',
    );
  }
  const target = base
    .trim()
    .replace(/^[a-z][a-z0-9-]*:(?=https?:\/\/|\/|[a-z]:[\\/]|\.{0,2}\/)/i, '');
  if (/^https?:\/\//i.test(target)) {
    const url = parseUrl(target);
    return url
      ? besideUrl(path, url)
      : problem(
          'The location of the file that declares the product is no valid address.',
          'Register the product again.',
        );
  }
  if (target !== '') {
    return besideFile(path, target.replace(/^\/\/(?=\/)/, ''));
  }
  const relative = normalPath(path.replace(/\\/g, '/'));
  return relative
    ? { type: 'relative', target: relative, key: `path:${relative}` }
    : outside(reference, 'folder of the file that declares the product');
}

/**
 * The key under which the versions of a contract are kept: `id:ID@VERSION`, or `path:` and the resolved location. A reference
 * that cannot be resolved gets a key that no document has, `unresolved:` and the reference; {@link locateContract} says why.
 *
 * @public
 */
export function contractKey(
  reference: ContractReference,
  base: string,
): string {
  const location = locateContract(reference, base);
  return location.type === 'problem'
    ? `unresolved:${typeof reference === 'string' ? reference : reference.id}`
    : location.key;
}

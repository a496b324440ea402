import {
  EVIDENCE_KINDS,
  EvidenceKind,
  SourcesReport,
} from '@meshproof/backstage-plugin-data-mesh-common';
import {
  datasetFromKey,
  datasetKey,
  DatasetMappings,
  SourceReach,
} from '@meshproof/core';
import { SubjectAddress } from './SubjectsLookup';

/** What records of a kind would show, to be put after "would show": kinds that a check reads and that belong to a server. */
const SHOWS: Partial<Record<EvidenceKind, string>> = {
  run: 'whether jobs run as often as promised',
  quality: 'whether the promised quality rules are checked',
  freshness: 'whether data is as fresh as promised',
  schema: 'whether the real columns are those of the contract',
  usage: 'who reads',
  change: 'who changes pipelines, contracts and tests',
};

const SOURCE_OF: Partial<Record<EvidenceKind, string>> = {
  run: 'runs',
  quality: 'quality results',
  freshness: 'data freshness',
  schema: 'schemas',
  usage: 'usage',
  change: 'code changes',
};

/** Other kinds that show the same: where one is there, nothing is missing. */
const SHOWN_BY: Partial<Record<EvidenceKind, EvidenceKind[]>> = {
  freshness: ['run'],
};

/** The server part of a data set key, in one spelling. */
export function serverOf(key: string): string {
  return key.slice(0, key.indexOf('|'));
}

/** The host of a normalised repository. */
function hostOf(key: string): string {
  return key.split('/', 1)[0];
}

/**
 * Kinds of record that no platform source has sent, per production server and source host, and whom that keeps from being
 * judged. What concerns most products comes first.
 */
export function missingSources(options: {
  addresses: readonly SubjectAddress[];
  reach: readonly SourceReach[];
  /** Undefined: every server that a product names. */
  productionServers?: readonly string[];
  mappings: DatasetMappings;
}): SourcesReport['missing'] {
  const { addresses, reach, productionServers, mappings } = options;
  const production =
    productionServers &&
    new Set(
      productionServers.map(namespace =>
        serverOf(datasetKey({ namespace, name: '' })),
      ),
    );
  const covered = new Set(
    reach
      .filter(({ witness }) => witness === 'platform')
      .map(
        ({ kind, namespace }) =>
          `${kind} ${serverOf(
            datasetKey({ namespace: mappings.server(namespace), name: '' }),
          )}`,
      ),
  );
  const servers = new Map<string, SubjectAddress[]>();
  const hosts = new Map<string, SubjectAddress[]>();
  for (const address of addresses) {
    if (address.kind === 'repository') {
      const host = hostOf(address.key);
      hosts.set(host, [...(hosts.get(host) ?? []), address]);
      continue;
    }
    if (mappings.target(datasetFromKey(address.key))) {
      // Another name of a data set that is here by its own.
      continue;
    }
    const server = serverOf(address.key);
    if (!production || production.has(server)) {
      servers.set(server, [...(servers.get(server) ?? []), address]);
    }
  }
  const missing: SourcesReport['missing'] = [];
  for (const [server, named] of [...servers, ...hosts]) {
    const products = new Set(named.map(({ ref }) => ref)).size;
    const domains = new Set(named.flatMap(({ domain }) => domain ?? [])).size;
    const isHost = named[0].kind === 'repository';
    const kinds = EVIDENCE_KINDS.filter(
      kind => SHOWS[kind] && (kind === 'change') === isHost,
    );
    for (const kind of kinds) {
      const shownBy = [kind, ...(SHOWN_BY[kind] ?? [])];
      const isCovered =
        shownBy.some(other => covered.has(`${other} ${server}`)) ||
        // Changes of a publisher that names no host may be of any.
        (isHost && covered.has('change '));
      if (!isCovered) {
        missing.push({
          kind,
          server,
          products,
          domains,
          text: `A source of ${SOURCE_OF[kind]} for ${server} would show ${
            SHOWS[kind]
          }, for ${amount(products, 'product')} in ${amount(
            domains,
            'domain',
          )}`,
        });
      }
    }
  }
  return missing.sort(
    (a, b) =>
      b.products - a.products ||
      (a.server ?? '').localeCompare(b.server ?? '') ||
      EVIDENCE_KINDS.indexOf(a.kind) - EVIDENCE_KINDS.indexOf(b.kind),
  );
}

function amount(count: number, word: string): string {
  return `${count} ${count === 1 ? word : `${word}s`}`;
}

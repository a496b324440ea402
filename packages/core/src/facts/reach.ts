import {
  EvidenceKind,
  UnknownCause,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { SourceReach } from '../evidence/types';
import { Context } from './Context';
import { DAY } from './calendar';

/** How far the platform's sources cover one claim on one server. @internal */
export type Reach =
  | { state: 'covers'; title: string; firstAt: number }
  | { state: 'young'; title: string; firstAt: number }
  | { state: 'none' };

// A product that looks almost like records nobody claims is the platform's question for this long.
const NEAR_UNMATCHED = 60 * DAY;

const WORDS: Record<EvidenceKind, string> = {
  run: 'runs',
  quality: 'quality results',
  freshness: 'freshness',
  schema: 'real schemas',
  usage: 'reads',
  change: 'changes',
  incident: 'incidents',
  support: 'questions and answers',
  agreement: 'agreements',
  confirmation: 'confirmations',
  'policy-run': 'policy runs',
};

/** @internal */
function kindsInWords(kinds: EvidenceKind[]): string {
  return kinds.map(kind => WORDS[kind]).join(' or ');
}

/** @internal */
export function normalNamespace(namespace: string): string {
  return namespace.trim().toLowerCase().replace(/\/+$/, '');
}

function covering(
  sources: SourceReach[],
  kinds: EvidenceKind[],
  namespaces: ReadonlySet<string> | undefined,
) {
  return sources.filter(
    source =>
      source.witness === 'platform' &&
      kinds.includes(source.kind) &&
      (namespaces === undefined ||
        // Changes of a publisher that names no host may be of any.
        (source.kind === 'change' && source.namespace === '') ||
        namespaces.has(normalNamespace(source.namespace))),
  );
}

/**
 * Whether a platform source could have seen a claim: it has sent such records of the server for at least 30 days or W3, and
 * still does. Without namespaces, any server counts. @internal
 */
export function reachOf(
  context: Context,
  options: {
    kinds: EvidenceKind[];
    namespaces: ReadonlySet<string> | undefined;
    w3: number;
    /** How long the source must have been there; default max(30 days, W3). */
    length?: number;
  },
): Reach {
  const { horizon } = context;
  const length = options.length ?? Math.max(30 * DAY, options.w3);
  let young: Reach | undefined;
  let covers: Reach | undefined;
  for (const source of covering(
    context.sources,
    options.kinds,
    options.namespaces,
  )) {
    if (!horizon.within(source.lastAt, options.w3)) {
      continue;
    }
    const { title, firstAt } = source;
    if (horizon.reached(firstAt + length)) {
      covers ??= { state: 'covers', title, firstAt };
    } else {
      young ??= { state: 'young', title, firstAt };
    }
  }
  return covers ?? young ?? { state: 'none' };
}

/** @internal */
export function nearUnmatched(context: Context): string | undefined {
  let found: string | undefined;
  for (const near of context.situation.surroundings.nearUnmatched) {
    if (!context.horizon.reached(near.since + NEAR_UNMATCHED)) {
      found ??= near.address;
    }
  }
  return found;
}

/** Why there is no counted record, and whose task that is. @internal */
export function whyNothing(
  context: Context,
  options: {
    kinds: EvidenceKind[];
    /** Where the records would have to come from; undefined while the product names no address. */
    namespaces: ReadonlySet<string> | undefined;
    addresses: string;
    w3: number;
  },
): { cause: UnknownCause; reason: string } {
  const what = kindsInWords(options.kinds);
  if (options.namespaces === undefined) {
    return {
      cause: 'not-wired',
      reason:
        'No address on a production server is known, so no record can be matched',
    };
  }
  // A change names a repository, so it is never nearly about a data set.
  const near = options.kinds.includes('change')
    ? undefined
    : nearUnmatched(context);
  if (near) {
    return {
      cause: 'unmatched',
      reason: `Records about ${near} came that are nearly, but not surely, about this product`,
    };
  }
  const server = [...options.namespaces].join(', ');
  const reach = reachOf(context, {
    kinds: options.kinds,
    namespaces: options.namespaces,
    w3: options.w3,
  });
  switch (reach.state) {
    case 'covers':
      return {
        cause: 'not-wired',
        reason: `${reach.title} sends ${what} of ${server}, but none about ${options.addresses}`,
      };
    case 'young':
      return {
        cause: 'too-early',
        reason: `${
          reach.title
        } sends ${what} of ${server} only since ${new Date(reach.firstAt)
          .toISOString()
          .slice(0, 10)}`,
      };
    default:
      return {
        cause: 'no-source',
        reason: `No connected platform source sends ${what} of ${server}`,
      };
  }
}

/**
 * Whether the publishers were silent for everybody at a moment: only then is a gap nobody's fault. A source that reaches fewer
 * than two owner groups cannot show that it was the source. @internal
 */
export function silentFor(
  context: Context,
  publishers: ReadonlySet<string>,
  kinds: EvidenceKind[],
  namespaces: ReadonlySet<string>,
  time: number,
): boolean {
  if (publishers.size === 0) {
    return false;
  }
  for (const publisher of publishers) {
    const own = covering(context.sources, kinds, namespaces).filter(
      source => source.publisher === publisher,
    );
    if (
      own.length === 0 ||
      !own.every(
        source =>
          source.ownerGroups >= 2 &&
          (time > source.lastAt ||
            source.silences?.some(
              silence => time > silence.from && time <= silence.to,
            )),
      )
    ) {
      return false;
    }
  }
  return true;
}

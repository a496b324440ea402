import { UsageRecord } from '../evidence/types';
import { ClaimVersion } from '../scorecard/types';
import { Context, fullRef, ownerFamily } from './Context';
import { DAY, dateOf } from './calendar';
import { PortEvidence } from './counted';
import { FactGroup, missing, observed } from './Fact';
import { nearUnmatched, reachOf, whyNothing } from './reach';
import { RhythmView } from './rhythm';

const READERS_WINDOW = 90 * DAY;

/** Counted reads by others than the writer. @internal */
export function readsOf(evidence: PortEvidence): UsageRecord[] {
  return evidence
    .counted('usage', ['platform'])
    .filter(record => record.reads > 0 && !record.writer);
}

/** Whether "nobody" may be said: a source of reads filled the whole time and still sends; or why not. */
function nobody(
  context: Context,
  evidence: PortEvidence,
  length: number,
  w3: number,
): FactGroup | undefined {
  const { namespaces } = evidence;
  if (namespaces !== undefined && !nearUnmatched(context)) {
    const reach = reachOf(context, {
      kinds: ['usage'],
      namespaces,
      w3,
      length,
    });
    if (reach.state === 'covers') {
      return undefined;
    }
    if (reach.state === 'young') {
      return missing(
        'observed',
        'too-early',
        `${reach.title} sends reads only since ${dateOf(
          reach.firstAt,
        )}; that nobody reads can be said after ${Math.round(
          length / DAY,
        )} days`,
      );
    }
  }
  const why = whyNothing(context, {
    kinds: ['usage'],
    namespaces,
    addresses: evidence.addresses,
    w3,
  });
  return missing('observed', why.cause, why.reason);
}

/** Facts for check 19: a read at the declared address by someone other than the writer. @internal */
export function servedFacts(
  context: Context,
  evidence: PortEvidence,
  view: RhythmView,
): FactGroup {
  const window = view.windows.w3;
  const reads = readsOf(evidence).filter(record =>
    context.horizon.within(record.time, window),
  );
  if (context.trace) {
    for (const record of evidence.counted('usage', ['platform'])) {
      if (context.horizon.within(record.time, window)) {
        context.trace.record(record, {
          port: evidence.port.id,
          outcome: record.writer ? 'neutral' : 'met',
          ...(record.writer ? { notCounted: 'read by the writer itself' } : {}),
        });
      }
    }
  }
  if (reads.length === 0) {
    const why = nobody(context, evidence, window, window);
    if (why) {
      return why;
    }
  }
  return observed(reads, {
    readsServed: reads.reduce((sum, record) => sum + record.reads, 0),
    servedWindowDays: Math.round(window / DAY),
  });
}

/** Who read, as far as it is known who they are. */
type Reader = 'outside' | 'inside' | 'unmapped';

function readerOf(
  context: Context,
  record: UsageRecord,
  claim: ClaimVersion,
): Reader {
  const consumer = fullRef(record.consumer, 'component', claim.namespace);
  if (!consumer) {
    return 'unmapped';
  }
  const family = ownerFamily(context, claim, 'owner');
  if (consumer === context.situation.ref || family.has(consumer)) {
    return 'inside';
  }
  if (consumer.startsWith('group:')) {
    return 'outside';
  }
  const entity = context.situation.surroundings.entities[consumer];
  const owner = fullRef(entity?.owner, 'group', claim.namespace);
  if (!entity?.exists || !owner) {
    return 'unmapped';
  }
  return family.has(owner) ? 'inside' : 'outside';
}

/** Claims whose type is in judgement: the one in force, and others less than a window ago. @internal */
export function claimsOfTypes(context: Context, w3: number): ClaimVersion[] {
  const { claims, claim, horizon } = context;
  return claims.filter((entry, index) => {
    const type = entry.spec.type;
    const end = claims[index + 1]?.from;
    return (
      entry === claim ||
      (type !== claim.spec.type &&
        end !== undefined &&
        !horizon.reached(end + w3))
    );
  });
}

/** Facts for check 21: readers outside the owner group, by the strictest type in judgement. @internal */
export function readerFacts(
  context: Context,
  ports: PortEvidence[],
  w3: number,
): FactGroup {
  const { claim } = context;
  if (!fullRef(claim.spec.owner, 'group', claim.namespace)) {
    return missing(
      'observed',
      'not-wired',
      'No owner is declared, so nobody can be told to be outside its group',
    );
  }
  const reads = [
    ...new Map(
      ports
        .flatMap(port => readsOf(port))
        .filter(record => context.horizon.within(record.time, READERS_WINDOW))
        .map(record => [record.id, record] as const),
    ).values(),
  ];
  const outside = reads.filter(
    record => readerOf(context, record, claim) === 'outside',
  );
  const counting = claimsOfTypes(context, w3).map(entry => {
    if (entry.spec.type !== 'consumer-aligned') {
      return outside;
    }
    // Only the type is held to what it was; the consumers are those named today.
    const named = new Set(
      (claim.spec.intendedFor ?? []).map(ref =>
        fullRef(ref, 'component', claim.namespace),
      ),
    );
    return reads.filter(record => {
      const ref = fullRef(record.consumer, 'component', claim.namespace);
      return ref !== undefined && named.has(ref);
    });
  });
  // Passing needs a reader under every type in judgement.
  const fewest = counting.reduce((least, list) =>
    list.length < least.length ? list : least,
  );
  const readers = new Set(fewest.map(record => record.consumer));
  const unmapped = reads.filter(
    record => readerOf(context, record, claim) === 'unmapped',
  );
  if (context.trace) {
    const counted = new Set(fewest);
    for (const record of reads) {
      context.trace.record(record, {
        port: record.port,
        outcome: counted.has(record) ? 'met' : 'neutral',
        ...(counted.has(record)
          ? {}
          : { notCounted: 'not known to be a reader outside the owner group' }),
      });
    }
  }
  if (readers.size === 0) {
    if (unmapped.length > 0) {
      return missing(
        'observed',
        'unmatched',
        'There are reads, but it is not known whose they are',
        unmapped,
      );
    }
    if (ports.length === 0) {
      return missing(
        'observed',
        'not-wired',
        'The product has no output port that could be read',
      );
    }
    for (const port of ports) {
      const why = nobody(context, port, READERS_WINDOW, w3);
      if (why) {
        return why;
      }
    }
  }
  return observed(fewest, {
    readersOutside: readers.size,
    readersWindowDays: 90,
  });
}

/** Everybody outside the owner group who was seen to read in 90 days. @internal */
export function observedConsumers(
  context: Context,
  ports: PortEvidence[],
): { ref: string; lastReadAt: number }[] {
  const last = new Map<string, number>();
  for (const record of ports.flatMap(port => readsOf(port))) {
    const ref = fullRef(record.consumer, 'component', context.claim.namespace);
    if (
      ref &&
      context.horizon.within(record.time, READERS_WINDOW) &&
      readerOf(context, record, context.claim) !== 'inside'
    ) {
      last.set(ref, Math.max(last.get(ref) ?? 0, record.time));
    }
  }
  return [...last]
    .map(([ref, lastReadAt]) => ({ ref, lastReadAt }))
    .sort((a, b) => (a.ref < b.ref ? -1 : 1));
}

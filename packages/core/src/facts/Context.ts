import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { EvidenceKind } from '@meshproof/backstage-plugin-data-mesh-common';
import { DatasetMappings } from '../evidence/DatasetMappings';
import { EvidenceRecord, SourceReach } from '../evidence/types';
import { ClaimVersion, ProductSituation } from '../scorecard/types';
import { EvidenceIndex } from './EvidenceIndex';
import { Horizon } from './Horizon';

/** Collects what a check looked at, for the list behind it. @internal */
export interface Trace {
  record(
    record: EvidenceRecord,
    row: {
      port?: string;
      outcome?: 'met' | 'missed' | 'neutral';
      notCounted?: string;
      summary?: string;
    },
  ): void;
  gap(row: {
    kind: EvidenceKind;
    time: number;
    port?: string;
    summary: string;
    excluded: boolean;
  }): void;
  /** How one expected interval ended. */
  interval?(row: IntervalOutcome): void;
  /** One counted evaluation of a promised rule; without a record it is a miss of the whole window. */
  evaluation?(row: RuleOutcome): void;
}

/** How an expected interval of a promise of timeliness ended. @internal */
export interface IntervalOutcome {
  port: string;
  due: number;
  /** `gap`: nothing was measured; `excluded`: its sources were silent for everybody. */
  outcome: 'kept' | 'missed' | 'gap' | 'excluded';
  /** Those of the interval, ascending; the last decides. None where it was delivered late, or not at all. */
  records: EvidenceRecord[];
}

/** What one evaluation of a promised rule says. @internal */
export interface RuleOutcome {
  port: string;
  /** Key of the rule. */
  rule: string;
  passed: boolean;
  record?: EvidenceRecord;
}

/** What every fact is computed from. @internal */
export interface Context {
  situation: ProductSituation;
  horizon: Horizon;
  now: number;
  /** Those in force already, ascending; never empty. */
  claims: ClaimVersion[];
  /** The claim in force now. */
  claim: ClaimVersion;
  index: EvidenceIndex;
  /** What publishers have sent, of each server by the name that contracts use. */
  sources: SourceReach[];
  holidays: ReadonlySet<string>;
  /** The central groups and all their descendants. */
  central: ReadonlySet<string>;
  /** Groups with their descendants, by reference; filled when asked for. */
  families: Map<string, ReadonlySet<string>>;
  trace?: Trace;
}

/** @internal */
export function createContext(
  situation: ProductSituation,
  trace?: Trace,
): Context {
  const { now } = situation;
  const mappings = DatasetMappings.create(situation.settings.mappings);
  const horizon = new Horizon(now);
  const sorted = [...situation.claims].sort((a, b) => a.from - b.from);
  const begun = sorted.filter(claim => horizon.reached(claim.from));
  const claims = begun.length > 0 ? begun : sorted.slice(0, 1);
  return {
    situation,
    horizon,
    now,
    claims,
    claim: claims[claims.length - 1],
    index: EvidenceIndex.create({ ...situation, mappings }),
    sources: mappings.isEmpty
      ? situation.sources
      : situation.sources.map(source => ({
          ...source,
          namespace: mappings.server(source.namespace),
        })),
    holidays: new Set(situation.settings.holidays),
    central: new Set(situation.surroundings.central.groups),
    families: new Map(),
    trace,
  };
}

/** A full reference in lower case, or undefined for what is none. @internal */
export function fullRef(
  reference: string | undefined,
  kind: string,
  namespace: string | undefined,
): string | undefined {
  if (!reference) {
    return undefined;
  }
  try {
    return stringifyEntityRef(
      parseEntityRef(reference, {
        defaultKind: kind,
        defaultNamespace: namespace ?? 'default',
      }),
    ).toLowerCase();
  } catch {
    return undefined;
  }
}

/** The owner group of a claim, its descendants included; empty without an owner. @internal */
export function ownerFamily(
  context: Context,
  claim: ClaimVersion,
  who: 'owner' | 'curator',
): ReadonlySet<string> {
  const ref = fullRef(claim.spec[who], 'group', claim.namespace);
  if (!ref) {
    return new Set();
  }
  let family = context.families.get(ref);
  if (!family) {
    const group = context.situation.surroundings.groups[ref];
    family = new Set([ref, ...(group?.family ?? [])]);
    context.families.set(ref, family);
  }
  return family;
}

/** The curator of a claim: a group that exists and is not part of the owner group, which would only name itself. @internal */
export function curatorOf(
  context: Context,
  claim: ClaimVersion,
): string | undefined {
  const ref = fullRef(claim.spec.curator, 'group', claim.namespace);
  const { groups } = context.situation.surroundings;
  return ref &&
    groups[ref]?.exists &&
    !ownerFamily(context, claim, 'owner').has(ref)
    ? ref
    : undefined;
}

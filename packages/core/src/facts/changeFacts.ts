import { repositoryKey } from '../evidence/repositoryKey';
import { ChangeRecord } from '../evidence/types';
import { ClaimVersion } from '../scorecard/types';
import { Context, curatorOf, fullRef, ownerFamily } from './Context';
import { DAY, dayOf } from './calendar';
import { notCounted } from './counted';
import { FactGroup, missing, observed } from './Fact';
import { claimAt } from './portTimelines';
import { whyNothing } from './reach';

/** @internal */
export const LAST_CHANGES = 10;
/** @internal */
export const FEWEST_CHANGES = 3;
const REFUTED_WINDOW = 180 * DAY;

/** Repositories declared now, or less than a window ago. */
function repositories(context: Context, w3: number): Set<string> {
  const { claims, claim, horizon } = context;
  const found = new Set<string>();
  claims.forEach((entry, index) => {
    const end = claims[index + 1]?.from;
    if (entry === claim || (end !== undefined && !horizon.reached(end + w3))) {
      for (const pipeline of entry.spec.pipelines ?? []) {
        if (pipeline.repository) {
          found.add(repositoryKey(pipeline.repository));
        }
      }
    }
  });
  return found;
}

interface Change {
  record: ChangeRecord;
  /** By the owner group, or by a curator named at the time. */
  own: boolean;
  /** By the owner group alone. */
  byOwner: boolean;
}

function judge(context: Context, record: ChangeRecord): Change {
  const claim = claimAt(context.claims, record.time);
  const owner = ownerFamily(context, claim, 'owner');
  const curator = stillCurator(context, claim);
  const byOwner = isBy(context, record, owner);
  return { record, byOwner, own: byOwner || isBy(context, record, curator) };
}

/**
 * Whether a change is a group's. Who is in the centre as well counts for the centre, unless the centre is the group that is asked
 * for. @internal
 */
export function isBy(
  context: Context,
  { groups }: ChangeRecord,
  family: ReadonlySet<string>,
): boolean {
  const refs = groups.map(group => fullRef(group, 'group', undefined) ?? group);
  const { central } = context;
  return (
    refs.some(group => family.has(group)) &&
    (!refs.some(group => central.has(group)) ||
      [...family].some(group => central.has(group)))
  );
}

/** Whether a group is another one's successor: it kept half of its members. */
function keptHalf(context: Context, was: string, is: string): boolean {
  const { groups } = context.situation.surroundings;
  const old = groups[was]?.members ?? [];
  const kept = old.filter(member => groups[is]?.members.includes(member));
  return old.length > 0 && kept.length * 2 >= old.length;
}

/** The curator of that time with its descendants, as long as it is named; its changes count no longer than that. */
function stillCurator(
  context: Context,
  claim: ClaimVersion,
): ReadonlySet<string> {
  const was = fullRef(claim.spec.curator, 'group', claim.namespace);
  const is = curatorOf(context, context.claim);
  return was && is && (was === is || keptHalf(context, was, is))
    ? ownerFamily(context, claim, 'curator')
    : new Set();
}

/** When the group that answers for the product last became another one; keeping half of the members is no switch. */
function lastSwitch(context: Context): number | undefined {
  const { claims } = context;
  const changed = (
    before: ClaimVersion,
    after: ClaimVersion,
    who: 'owner' | 'curator',
  ) => {
    const was = fullRef(before.spec[who], 'group', before.namespace);
    const is = fullRef(after.spec[who], 'group', after.namespace);
    if (was === is || !is) {
      return false;
    }
    if (!was) {
      // The first owner judges what was before it; a curator is somebody new.
      return who === 'curator';
    }
    return !keptHalf(context, was, is);
  };
  for (let index = claims.length - 1; index > 0; index--) {
    const before = claims[index - 1];
    const after = claims[index];
    if (changed(before, after, 'owner') || changed(before, after, 'curator')) {
      return after.from;
    }
  }
  return undefined;
}

/** What the changes say of the owner, for check 20 and for the finding. @internal */
export interface OwnerChanges {
  facts: FactGroup;
  /** All that count, ascending by time. */
  counted: ChangeRecord[];
  /** Source hosts of the declared repositories, `git.example`. */
  hosts: string[];
  /** The finding's condition, as if no curator were named; `afterSwitch` also looks past a change of owner. */
  refuted(
    afterSwitch: boolean,
  ): { reason: string; changes: ChangeRecord[] } | undefined;
}

/** The source host of a normalised repository. */
function hostOf(repository: string): string {
  return repository.split('/', 1)[0];
}

/** @internal */
export function changeFacts(context: Context, w3: number): OwnerChanges {
  const { claim, situation } = context;
  const declared = repositories(context, w3);
  const hosts = new Set([...declared].map(hostOf));
  const seen = new Set<string>();
  const changes: Change[] = [];
  for (const record of context.index.changes) {
    const repository = repositoryKey(record.repository);
    if (!declared.has(repository) && record.product !== situation.ref) {
      continue;
    }
    const key = `${repository}#${record.reference}`;
    const reason =
      notCounted(context, record, ['platform']) ??
      (record.bot ? 'made by a bot' : undefined) ??
      (record.touches.length === 0
        ? 'not known to touch schema, rules, promise, code or tests'
        : undefined) ??
      (record.groups.length === 0
        ? 'its author belongs to no known group'
        : undefined) ??
      (seen.has(key) ? 'the same change was sent before' : undefined);
    if (reason) {
      context.trace?.record(record, { notCounted: reason });
      continue;
    }
    seen.add(key);
    changes.push(judge(context, record));
  }
  const last = changes.slice(-LAST_CHANGES);
  const records = last.map(change => change.record);
  if (context.trace) {
    for (const change of changes) {
      context.trace.record(change.record, {
        outcome: change.own ? 'met' : 'missed',
        ...(last.includes(change)
          ? {}
          : { notCounted: 'not among the last ten changes' }),
      });
    }
  }

  const switchedAt = lastSwitch(context);
  const afterSwitch =
    switchedAt === undefined
      ? changes
      : changes.filter(change => change.record.time >= switchedAt);
  const settled =
    switchedAt === undefined || afterSwitch.length >= FEWEST_CHANGES;

  const owner = fullRef(claim.spec.owner, 'group', claim.namespace);

  function facts(): FactGroup {
    if (!owner) {
      return missing('observed', 'not-wired', 'No owner is declared');
    }
    if (declared.size === 0 && changes.length === 0) {
      return missing(
        'observed',
        'not-wired',
        'No pipeline names its code repository',
      );
    }
    if (changes.length === 0) {
      const why = whyNothing(context, {
        kinds: ['change'],
        namespaces: hosts,
        addresses: [...declared].join(', '),
        w3,
      });
      return missing('observed', why.cause, why.reason);
    }
    if (changes.length < FEWEST_CHANGES) {
      return missing(
        'observed',
        'too-early',
        `Only ${changes.length} merged change${
          changes.length === 1 ? '' : 's'
        } seen; three are needed`,
        records,
      );
    }
    if (!settled) {
      return missing(
        'observed',
        'too-early',
        `Owner or curator changed; ${afterSwitch.length} of three later changes seen`,
        records,
      );
    }
    return observed(records, {
      changesCounted: last.length,
      changesByOwner: last.filter(change => change.own).length,
    });
  }

  return {
    facts: facts(),
    hosts: [...hosts],
    counted: changes.map(change => change.record),
    refuted(pastSwitch) {
      // Nobody is claimed to own it: nothing to refute.
      if (!owner || (!settled && !pastSwitch)) {
        return undefined;
      }
      if (
        last.length < FEWEST_CHANGES ||
        last.filter(change => change.byOwner).length * 2 >= last.length
      ) {
        return undefined;
      }
      // Naming the group that has done the work all along corrects the claim, whoever was named then.
      const named = ownerFamily(context, claim, 'owner');
      if (
        last.filter(({ record }) => isBy(context, record, named)).length * 2 >=
        last.length
      ) {
        return undefined;
      }
      const recent = changes.filter(change =>
        context.horizon.within(change.record.time, REFUTED_WINDOW),
      );
      const byOwner = recent.filter(change => change.byOwner).length;
      const days = new Set(recent.map(change => dayOf(change.record.time)));
      if (
        recent.length < FEWEST_CHANGES ||
        days.size < 2 ||
        byOwner > recent.length * 0.1
      ) {
        return undefined;
      }
      return {
        reason: `${byOwner} of ${recent.length} merged changes in 180 days came from the owner group`,
        changes: recent.map(({ record }) => record),
      };
    },
  };
}

import { FactValue } from '@meshproof/backstage-plugin-data-mesh-common';
import { Duration } from 'luxon';
import { ClaimVersion } from '../scorecard/types';
import { Context, curatorOf, fullRef, ownerFamily } from './Context';
import { DAY, lengthInWords } from './calendar';
import { declared, FactGroup } from './Fact';
import { claimsOfTypes } from './usageFacts';

const VACANT_AFTER = 60 * DAY;

/** Whether a text says nothing: empty, a template's own words, or only the name again. @internal */
export function saysNothing(
  text: string | undefined,
  name: string | undefined,
  scaffoldTexts: string[],
): boolean {
  const said = plain(text ?? '');
  if (said === '' || (name !== undefined && echoes(said, name))) {
    return true;
  }
  return scaffoldTexts.some(scaffold => {
    const placeholder = plain(scaffold);
    return placeholder !== '' && ` ${said} `.includes(` ${placeholder} `);
  });
}

/** Lower case, words with one space between them, nothing else. */
function plain(text: string): string {
  return text
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

// Words that add nothing to a name: "the column quantity" is "quantity".
const FILLERS = new Set(
  'a an the this of for column field value attribute'.split(' '),
);

/** Whether plain words only repeat a name, or the last part of a nested one. */
function echoes(said: string, name: string): boolean {
  const bare = (words: string) =>
    words
      .split(' ')
      .filter(word => !FILLERS.has(word))
      .join('');
  const own = bare(said);
  return (
    own === '' ||
    [name, name.slice(name.lastIndexOf('.') + 1)].some(
      part => own === bare(plain(part)),
    )
  );
}

/** Facts for checks 1 and 2. @internal */
export function ownerFacts(context: Context): FactGroup {
  const { claim, situation, horizon } = context;
  const { groups, central, domain, leftOwnerGroupAt } = situation.surroundings;
  const ownerRef = fullRef(claim.spec.owner, 'group', claim.namespace);
  const curatorRef = curatorOf(context, claim);
  const owner = ownerRef ? groups[ownerRef] : undefined;
  const curator = curatorRef ? groups[curatorRef] : undefined;
  const centralMembers = new Set(central.members);
  const members = owner?.members ?? [];
  const fromCentre = members.filter(member => centralMembers.has(member));
  const people = new Set([...members, ...(curator?.members ?? [])]);
  const productOwners = (claim.spec.team ?? [])
    .filter(({ role }) => role.trim().toLowerCase() === 'product-owner')
    .map(({ member }) => fullRef(member, 'user', claim.namespace))
    .filter(ref => ref !== undefined);
  const inGroup = productOwners.filter(ref => people.has(ref));
  const vacant = productOwners.filter(
    ref =>
      !people.has(ref) &&
      leftOwnerGroupAt[ref] !== undefined &&
      !horizon.reached(leftOwnerGroupAt[ref] + VACANT_AFTER + 1),
  );
  return declared({
    owner: ownerRef ?? 'none',
    ownerExists: owner?.exists ?? false,
    ownerInDomain:
      ownerRef !== undefined &&
      domain !== undefined &&
      domain.exists &&
      domain.groups.includes(ownerRef),
    domainName: claim.spec.domain ?? 'no domain',
    ownerMembers: members.length,
    ownerCentralShare:
      members.length === 0 ? 0 : fromCentre.length / members.length,
    curatorIsCentral:
      curatorRef !== undefined && central.groups.includes(curatorRef),
    curatorMembers: curator?.members.length ?? 0,
    productOwners: inGroup.length,
    productOwnersVacant: vacant.length,
    productOwnerSeat: inGroup.length > 0 ? 'held' : 'vacant',
  });
}

/** One consumer that exists and is not the product's own, by one version of the claims. */
function consumersOf(context: Context, claim: ClaimVersion): number {
  const { entities } = context.situation.surroundings;
  const family = ownerFamily(context, claim, 'owner');
  const refs = new Set(
    (claim.spec.intendedFor ?? [])
      .map(ref => fullRef(ref, 'component', claim.namespace))
      .filter(ref => ref !== undefined && ref !== context.situation.ref),
  );
  let count = 0;
  for (const ref of refs) {
    const entity = entities[ref!];
    if (!entity?.exists) {
      continue;
    }
    const owner = fullRef(entity.owner, 'group', claim.namespace);
    if (claim.spec.type === 'consumer-aligned') {
      const pipelines = (claim.spec.pipelines ?? []).map(({ name }) =>
        fullRef(name, 'component', claim.namespace),
      );
      count += pipelines.includes(ref) ? 0 : 1;
    } else if (!family.has(ref!) && !(owner && family.has(owner))) {
      count++;
    }
  }
  return count;
}

/** Facts for check 3. @internal */
export function purposeFacts(context: Context, w3: number): FactGroup {
  const { claim, situation } = context;
  const { purpose } = claim.spec;
  const words = (purpose ?? '').trim().split(/\s+/).filter(Boolean).length;
  return declared({
    purposeSays:
      words >= 3 &&
      !saysNothing(purpose, claim.name, situation.settings.scaffoldTexts),
    consumersNamed: Math.min(
      ...claimsOfTypes(context, w3).map(entry =>
        // Only the type is held to what it was; the consumers are those named today.
        consumersOf(context, {
          ...claim,
          spec: { ...claim.spec, type: entry.spec.type },
        }),
      ),
    ),
  });
}

function daysOf(duration: string | undefined): number | undefined {
  if (!duration) {
    return undefined;
  }
  const parsed = Duration.fromISO(duration.trim());
  const days = parsed.isValid ? parsed.as('days') : 0;
  return days > 0 ? days : undefined;
}

/** Facts for check 11. Every port's contract may promise it, or the product for all. @internal */
export function supportFacts(
  context: Context,
  contractSupport: { channel: string; respondsWithin?: string }[][],
): FactGroup {
  const fastest = (
    support: { channel: string; respondsWithin?: string }[],
  ): number =>
    Math.min(
      Number.POSITIVE_INFINITY,
      ...support
        .filter(({ channel }) => channel.trim() !== '')
        .map(entry => daysOf(entry.respondsWithin))
        .filter(days => days !== undefined),
    );
  const own = context.claim.spec.support ?? [];
  const perPort = contractSupport.map(support =>
    Math.min(fastest(support), fastest(own)),
  );
  const slowest = perPort.length > 0 ? Math.max(...perPort) : fastest(own);
  const channels = [...own, ...contractSupport.flat()].filter(
    ({ channel }) => channel.trim() !== '',
  );
  const values: Record<string, FactValue> = {
    supportChannels: channels.length,
    supportPromised: Number.isFinite(slowest),
    supportDays: Number.isFinite(slowest) ? slowest : 0,
    supportAnswer: Number.isFinite(slowest)
      ? lengthInWords(slowest * DAY)
      : 'no time that can be read',
  };
  return declared(values);
}

/** Facts for check 14. @internal */
export function pipelineFacts(context: Context): FactGroup {
  const pipelines = context.claim.spec.pipelines ?? [];
  return declared({
    jobsNamed: pipelines.filter(
      ({ job }) => job?.namespace.trim() && job.name.trim(),
    ).length,
    repositoriesNamed: pipelines.filter(({ repository }) => repository?.trim())
      .length,
  });
}

import { ClaimCorrection } from '@meshproof/backstage-plugin-data-mesh-common';
import { FEWEST_CHANGES, isBy, LAST_CHANGES } from '../facts/changeFacts';
import { DAY } from '../facts/calendar';
import { curatorOf, fullRef, ownerFamily } from '../facts/Context';
import { jobKey } from '../facts/rhythmFacts';
import { columnsAbout, compareSchema } from '../facts/schemaFacts';
import { JudgedPort, Judgement } from './Judgement';
import { ClaimVersion } from './types';

const KEPT_IN_SIGHT = 180 * DAY;
/** How old a record may be to have shown what was true at the moment of the change. */
const LOOKED_BACK = 30 * DAY;
const NAMES_SHOWN = 5;

interface Correction extends Omit<ClaimCorrection, 'at'> {
  at: number;
}

/** Another owner or curator, that had made at least half of the last changes where the owner before had not. */
function peopleCorrections(
  { context, ownerChanges }: Judgement,
  before: ClaimVersion,
  after: ClaimVersion,
): Correction[] {
  const last = ownerChanges.counted
    .filter(({ time }) => time < after.from)
    .slice(-LAST_CHANGES);
  const shareOf = (claim: ClaimVersion, who: 'owner' | 'curator') => {
    const family = ownerFamily(context, claim, who);
    return last.filter(record => isBy(context, record, family)).length;
  };
  if (
    last.length < FEWEST_CHANGES ||
    shareOf(before, 'owner') * 2 >= last.length
  ) {
    return [];
  }
  const found: Correction[] = [];
  const add = (who: 'owner' | 'curator', text: string) => {
    const own = shareOf(after, who);
    if (own * 2 >= last.length) {
      found.push({
        at: after.from,
        claim: 'owner',
        text: `${text}, which made ${own} of the last ${last.length} merged changes before`,
      });
    }
  };
  const was = fullRef(before.spec.owner, 'group', before.namespace);
  const owner = fullRef(after.spec.owner, 'group', after.namespace);
  if (owner && was && owner !== was) {
    add('owner', `The owner was changed from ${was} to ${owner}`);
  }
  const curator = curatorOf(context, after);
  if (curator && curator !== curatorOf(context, before)) {
    add('curator', `${curator} was named as curator`);
  }
  return found;
}

function jobsOf(claim: ClaimVersion): Map<string, string> {
  return new Map(
    (claim.spec.pipelines ?? []).flatMap(({ job }) =>
      job ? [[jobKey(job), job.name] as const] : [],
    ),
  );
}

/** A job declared after it, and no declared one, had written the data. */
function pipelineCorrections(
  { context }: Judgement,
  port: JudgedPort,
  before: ClaimVersion,
  after: ClaimVersion,
): Correction[] {
  const known = jobsOf(before);
  const added = [...jobsOf(after)].filter(([key]) => !known.has(key));
  if (added.length === 0 || known.size === 0) {
    return [];
  }
  const writers = new Set(
    port.evidence
      .counted('run', ['self', 'platform'])
      .filter(
        ({ status, time }) =>
          status === 'success' &&
          time < after.from &&
          time > after.from - LOOKED_BACK &&
          context.horizon.reached(time),
      )
      .map(run => jobKey(run.job)),
  );
  const found = added.filter(([key]) => writers.has(key));
  return found.length === 0 || [...known.keys()].some(key => writers.has(key))
    ? []
    : [
        {
          at: after.from,
          claim: 'pipeline',
          text: `${found
            .map(([, name]) => name)
            .join(', ')} was declared, which had written ${
            port.timeline.id
          } before`,
        },
      ];
}

/** Columns that the data did not have, or had with another type, and that are no longer promised so. */
function schemaCorrections(port: JudgedPort): Correction[] {
  const { timeline, evidence } = port;
  const records = evidence.counted('schema', ['self', 'platform']);
  return timeline.versions.slice(1).flatMap((version, index) => {
    const before = timeline.versions[index];
    const seen = records.filter(
      ({ time }) => time < version.from && time > version.from - LOOKED_BACK,
    );
    const record = seen[seen.length - 1];
    if (!record || before.reading === version.reading) {
      return [];
    }
    const wrong = (own: typeof version) => {
      const { absent, different } = compareSchema(
        columnsAbout(own, timeline, record),
        record.columns,
      );
      return new Set([...absent, ...different]);
    };
    const still = wrong(version);
    const corrected = [...wrong(before)].filter(name => !still.has(name));
    if (corrected.length === 0) {
      return [];
    }
    const names = corrected.slice(0, NAMES_SHOWN).join(', ');
    const more = corrected.length - NAMES_SHOWN;
    return [
      {
        at: version.from,
        claim: 'schema',
        text: `The contract of ${
          timeline.id
        } was changed to the real schema: ${names}${
          more > 0 ? ` and ${more} more` : ''
        }`,
      },
    ];
  });
}

/**
 * Changes of owner, curator, pipeline or contract to what records had shown before, the newest first. Told from the claims and
 * records alone: whoever changes a claim to what is true needs no form for it. @internal
 */
export function claimCorrections(judgement: Judgement): ClaimCorrection[] {
  const { context } = judgement;
  const { claims } = context;
  const ports = judgement.portsIn('w3');
  const found = [
    ...claims
      .slice(1)
      .flatMap((after, index) => [
        ...peopleCorrections(judgement, claims[index], after),
        ...ports.flatMap(port =>
          pipelineCorrections(judgement, port, claims[index], after),
        ),
      ]),
    ...ports.flatMap(schemaCorrections),
  ];
  const texts = new Map(
    found
      .filter(({ at }) => context.horizon.within(at, KEPT_IN_SIGHT))
      .map(entry => [`${entry.at} ${entry.text}`, entry] as const),
  );
  return [...texts.values()]
    .sort((a, b) => b.at - a.at || (a.text < b.text ? -1 : 1))
    .map(entry => ({ ...entry, at: new Date(entry.at).toISOString() }));
}

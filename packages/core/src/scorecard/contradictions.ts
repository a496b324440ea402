import {
  Contradiction,
  KeyClaim,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { ChangeRecord, EvidenceRecord, SchemaRecord } from '../evidence/types';
import { addBusinessDays, DAY, dayOf, lengthInWords } from '../facts/calendar';
import { Context } from '../facts/Context';
import { nearUnmatched, reachOf } from '../facts/reach';
import { isLivePort } from '../facts/rhythm';
import { jobKey } from '../facts/rhythmFacts';
import { differencesFromContract } from '../facts/schemaFacts';
import { usualGap } from '../log/usualGap';
import { JudgedPort, Judgement } from './Judgement';

const REPLY_DAYS = 10;
const FEWEST_RUNS = 3;
/** Less often by this factor is another rhythm, and no delay. */
const SLOWER = 2;
/** Whole names in a sentence; the records behind it tell the rest. */
const NAMED = 3;

type Sides = Omit<Contradiction, 'toldAt' | 'visibleToAllFrom'>;

/** 00:00 UTC of the day after the tenth working day. @internal */
export function visibleToAllFrom(context: Context, toldAt: number): number {
  return (
    (dayOf(addBusinessDays(toldAt, REPLY_DAYS, context.holidays)) + 1) * DAY
  );
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

function listed(names: string[]): string {
  const left = names.length - NAMED;
  return left > 0
    ? `${names.slice(0, NAMED).join(', ')} and ${left} more`
    : names.join(', ');
}

/** On how many days, from when to when. Empty for no record. */
function spanOf(
  records: readonly EvidenceRecord[],
): Pick<Contradiction['shown'], 'days' | 'firstAt' | 'lastAt'> {
  if (records.length === 0) {
    return {};
  }
  return {
    days: new Set(records.map(({ time }) => dayOf(time))).size,
    firstAt: iso(records[0].time),
    lastAt: iso(records[records.length - 1].time),
  };
}

/** Since when the claims say what they say now about one thing. */
function since(judgement: Judgement, what: (index: number) => unknown): number {
  const { claims } = judgement.context;
  const present = JSON.stringify(what(claims.length - 1));
  let index = claims.length - 1;
  while (index > 0 && JSON.stringify(what(index - 1)) === present) {
    index--;
  }
  return claims[index].from;
}

/** What the groups of the authors did, the busiest first. */
function whoChanged(changes: ChangeRecord[]): string {
  const counts = new Map<string, number>();
  for (const { groups } of changes) {
    for (const group of groups) {
      counts.set(group, (counts.get(group) ?? 0) + 1);
    }
  }
  return [...counts]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, NAMED)
    .map(([group, count]) => `${group} ${count}`)
    .join(', ');
}

function ownerSides(judgement: Judgement): Sides[] {
  const { claims, claim, situation } = judgement.context;
  const found = judgement.ownerChanges.refuted(situation.toldAt !== undefined);
  if (!found) {
    return [];
  }
  const others = whoChanged(found.changes);
  return [
    {
      kind: 'owner',
      claimed: {
        text: `${claim.spec.owner} owns this product and changes it`,
        since: iso(since(judgement, index => claims[index].spec.owner)),
      },
      shown: {
        text: `${found.reason}${others ? `; changes by group: ${others}` : ''}`,
        ...spanOf(found.changes),
      },
      records: 'change',
    },
  ];
}

function pipelineSides(judgement: Judgement): Sides[] {
  const { claims, claim, horizon } = judgement.context;
  const declared = (claim.spec.pipelines ?? []).flatMap(({ job }) =>
    job ? [`${job.namespace}/${job.name}`] : [],
  );
  return judgement.portsIn('w3').flatMap(port => {
    const w3 = port.views.w3[port.views.w3.length - 1].windows.w3;
    const writes = port.evidence
      .counted('run', ['self', 'platform'])
      .filter(run => run.status === 'success' && horizon.within(run.time, w3));
    if (
      writes.length === 0 ||
      writes.some(run => judgement.jobs.has(jobKey(run.job)))
    ) {
      return [];
    }
    const writers = [
      ...new Set(writes.map(({ job }) => `${job.namespace}/${job.name}`)),
    ].sort();
    return [
      {
        kind: 'pipeline' as const,
        port: port.timeline.id,
        claimed: {
          text: `Written by ${listed(declared)}`,
          since: iso(since(judgement, index => claims[index].spec.pipelines)),
        },
        shown: {
          text: `Written ${writes.length} times by ${listed(writers)}`,
          ...spanOf(writes),
        },
        records: 'run' as const,
      },
    ];
  });
}

function schemaSides(judgement: Judgement): Sides[] {
  const { context } = judgement;
  return judgement.portsIn('w3').flatMap(port => {
    const { versions } = port.timeline;
    const current = versions[versions.length - 1];
    const differing: SchemaRecord[] = [];
    let texts: string[] = [];
    for (const record of port.evidence.counted('schema', [
      'self',
      'platform',
    ])) {
      const w3 = port.views.w3[port.views.w3.length - 1].windows.w3;
      if (!context.horizon.within(record.time, w3)) {
        continue;
      }
      const { absent, different } = differencesFromContract(
        context,
        port.evidence,
        record,
        w3,
      );
      if (absent.length + different.length > 0) {
        differing.push(record);
        texts = [
          ...(absent.length > 0 ? [`missing: ${listed(absent)}`] : []),
          ...(different.length > 0
            ? [`of another type: ${listed(different)}`]
            : []),
        ];
      }
    }
    if (differing.length === 0) {
      return [];
    }
    const { reading } = current;
    return [
      {
        kind: 'schema' as const,
        port: port.timeline.id,
        claimed: {
          text: `Contract ${[reading?.id, reading?.version]
            .filter(Boolean)
            .join(' ')} promises ${reading?.columns.length ?? 0} columns`,
          since: iso(current.from),
        },
        shown: {
          text: `The real schema differs, ${texts.join('; ')}`,
          ...spanOf(differing),
        },
        records: 'schema' as const,
      },
    ];
  });
}

/** Promised more often than it is written: the usual time between writes, not single delays. */
function rhythmSides(judgement: Judgement): Sides[] {
  const { horizon } = judgement.context;
  return judgement.portsIn('w3').flatMap(port => {
    const { versions, removedAt } = port.timeline;
    const current = versions[versions.length - 1];
    const promise = current.reading?.timeliness;
    const { windows } = port.views.w3[port.views.w3.length - 1];
    if (
      removedAt !== undefined ||
      promise?.frequency === undefined ||
      isLivePort(current.port.type)
    ) {
      return [];
    }
    const all = port.evidence
      .counted('run', ['self', 'platform'])
      .filter(run => run.status === 'success');
    // Those of the promise in force, once it is a window old.
    const from = Math.max(current.from, all[0]?.time ?? 0);
    if (all.length === 0 || !horizon.reached(from + windows.w3)) {
      return [];
    }
    const runs = all.filter(run => horizon.within(run.time, windows.w3));
    const loads = [
      ...new Set(
        port.evidence
          .counted('freshness', ['self', 'platform'])
          .filter(record => horizon.within(record.time, windows.w3))
          .map(record => record.loadedAt),
      ),
    ].sort((a, b) => a - b);
    const gap = usualGap(runs.map(run => run.time));
    const loadGap = usualGap(loads);
    if (
      runs.length < FEWEST_RUNS ||
      gap === undefined ||
      // Loads that no run tells of would keep the promise all the same.
      Math.min(gap, loadGap ?? gap) < SLOWER * promise.frequency
    ) {
      return [];
    }
    const span = spanOf(runs);
    return (span.days ?? 0) < 2
      ? []
      : [
          {
            kind: 'rhythm' as const,
            port: port.timeline.id,
            claimed: {
              text: promise.sentence.replace(/\.$/, ''),
              since: iso(promisedSince(port)),
            },
            shown: {
              text: `Written every ${lengthInWords(
                Math.min(gap, loadGap ?? gap),
              )} as a rule, ${runs.length} times in ${lengthInWords(
                windows.w3,
              )}`,
              ...span,
            },
            records: 'run' as const,
          },
        ];
  });
}

function promisedSince({ timeline }: JudgedPort): number {
  const { versions } = timeline;
  let index = versions.length - 1;
  const sentence = versions[index].reading?.timeliness?.sentence;
  while (
    index > 0 &&
    versions[index - 1].reading?.timeliness?.sentence === sentence
  ) {
    index--;
  }
  return versions[index].from;
}

/** Called active, while a source that sees this server has not seen it written in a whole window. */
function lifecycleSides(judgement: Judgement): Sides[] {
  const { context } = judgement;
  const { claims, claim, horizon } = context;
  if (claim.spec.lifecycle !== 'active' || nearUnmatched(context)) {
    return [];
  }
  const active = since(judgement, index => claims[index].spec.lifecycle);
  return judgement.portsIn('w3').flatMap(port => {
    const { versions, removedAt, firstClaimed } = port.timeline;
    const { w3 } = port.views.w3[port.views.w3.length - 1].windows;
    const { namespaces, addresses } = port.evidence;
    if (
      removedAt !== undefined ||
      namespaces === undefined ||
      isLivePort(versions[versions.length - 1].port.type) ||
      !horizon.reached(Math.max(active, firstClaimed) + w3)
    ) {
      return [];
    }
    const written = (['run', 'freshness'] as const).some(kind =>
      context.index
        .of(port.timeline, kind)
        .some(record => horizon.within(record.time, w3)),
    );
    const reach = reachOf(context, { kinds: ['run'], namespaces, w3 });
    return written || reach.state !== 'covers'
      ? []
      : [
          {
            kind: 'lifecycle' as const,
            port: port.timeline.id,
            claimed: {
              text: 'The lifecycle of this product is active',
              since: iso(active),
            },
            shown: {
              text: `${reach.title} sends runs of ${[...namespaces].join(
                ', ',
              )}, none of them wrote ${addresses} in ${lengthInWords(w3)}`,
            },
            records: 'run' as const,
          },
        ];
  });
}

/**
 * Where claims and records cannot both be true, both sides in a sentence. Each rests on two days at least. Those that refute a
 * key claim are listed where the verdict says so; the others move no verdict. @internal
 */
export function contradictionsOf(
  judgement: Judgement,
  refuted: ReadonlyMap<KeyClaim, string>,
): Contradiction[] {
  const { context } = judgement;
  const { situation } = context;
  return [
    ...(refuted.has('owner') ? ownerSides(judgement) : []),
    ...(refuted.has('pipeline') ? pipelineSides(judgement) : []),
    ...(refuted.has('schema') ? schemaSides(judgement) : []),
    ...rhythmSides(judgement),
    ...lifecycleSides(judgement),
  ].map(sides => {
    const toldAt =
      (sides.kind === 'rhythm' || sides.kind === 'lifecycle'
        ? situation.contradictionsToldAt?.[sides.kind]
        : situation.toldAt) ?? context.now;
    return {
      ...sides,
      toldAt: iso(toldAt),
      visibleToAllFrom: iso(visibleToAllFrom(context, toldAt)),
    };
  });
}

import {
  EvidenceKind,
  Finding,
  KeyClaim,
  KeyClaimResult,
  Level,
  Verdict,
  VerdictResult,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { DAY, dayOf } from '../facts/calendar';
import { curatorOf } from '../facts/Context';
import { claimCorrections } from './claimCorrections';
import { contradictionsOf, visibleToAllFrom } from './contradictions';
import { nearUnmatched, reachOf } from '../facts/reach';
import { jobKey } from '../facts/rhythmFacts';
import { daysOfSchemaDifference } from '../facts/schemaFacts';
import { JudgedCheck } from './judgeCheck';
import { JudgedPort, Judgement } from './Judgement';

/** The six claims, the checks each is made of, and the kinds of record that could show it. @internal */
const KEY_CLAIMS: {
  claim: KeyClaim;
  checks: string[];
  kinds: EvidenceKind[];
}[] = [
  { claim: 'owner', checks: ['owner-changes-it'], kinds: ['change'] },
  { claim: 'pipeline', checks: ['runs-seen'], kinds: ['run'] },
  { claim: 'schema', checks: ['schema-seen'], kinds: ['schema'] },
  {
    claim: 'quality',
    checks: ['quality-measured', 'quality-kept'],
    kinds: ['quality'],
  },
  {
    claim: 'timeliness',
    checks: ['timeliness-measured', 'timeliness-kept'],
    kinds: ['run', 'freshness'],
  },
  {
    claim: 'consumer',
    checks: ['served', 'read-by-others'],
    kinds: ['usage'],
  },
];

const PLATFORM_WITNESSED = ['runs-seen', 'schema-seen', 'timeliness-measured'];

function claimStates(checks: Map<string, JudgedCheck>): KeyClaimResult[] {
  return KEY_CLAIMS.map(({ claim, checks: ids }) => {
    const states = ids.map(id => checks.get(id)?.result.state ?? 'unknown');
    let state: KeyClaimResult['state'] = 'unknown';
    if (states.every(own => own === 'pass')) {
      state = 'pass';
    } else if (states.includes('fail')) {
      state = 'fail';
    }
    return { claim, state, checks: ids };
  });
}

/** W3 of each promise in judgement, so that neither a looser promise nor none can take a record out of sight. */
function windowsInJudgement(port: JudgedPort): number[] {
  return [...new Set(port.views.w3.map(view => view.windows.w3))];
}

/** Counted writes of W3 on two days, none of them by a declared job. */
function pipelineRefuted(judgement: Judgement): string | undefined {
  const { context, jobs } = judgement;
  if (jobs.size === 0) {
    return undefined;
  }
  for (const port of judgement.portsIn('w3')) {
    const successful = port.evidence
      .counted('run', ['self', 'platform'])
      .filter(run => run.status === 'success');
    for (const w3 of windowsInJudgement(port)) {
      const writes = successful.filter(run =>
        context.horizon.within(run.time, w3),
      );
      const days = new Set(writes.map(run => dayOf(run.time)));
      if (days.size >= 2 && !writes.some(run => jobs.has(jobKey(run.job)))) {
        return `${port.timeline.id} was written ${writes.length} times on ${days.size} days, never by a declared job`;
      }
    }
  }
  return undefined;
}

function schemaRefuted(
  judgement: Judgement,
  check: JudgedCheck | undefined,
): string | undefined {
  if (check?.result.state !== 'fail') {
    return undefined;
  }
  for (const port of judgement.portsIn('w3')) {
    const days = Math.max(
      ...windowsInJudgement(port).map(w3 =>
        daysOfSchemaDifference(judgement.context, port.evidence, w3),
      ),
    );
    if (
      days >= 2 &&
      check.result.ports?.some(
        own => own.port === port.timeline.id && own.state === 'fail',
      )
    ) {
      return `On ${days} days the real schema of ${port.timeline.id} lacked a promised column or had it with another type`;
    }
  }
  return undefined;
}

/** How many key claims the connected sources could have seen. */
function visibleClaims(judgement: Judgement): number {
  const { context, w3 } = judgement;
  const addressed = judgement
    .portsIn('w3')
    .map(port => port.evidence.namespaces)
    .filter(namespaces => namespaces !== undefined);
  return KEY_CLAIMS.filter(({ kinds }) => {
    // A product that names no address cannot hide behind the platform: any server then counts.
    const places = addressed.length > 0 ? addressed : [undefined];
    return places.every(
      namespaces =>
        reachOf(context, { kinds, namespaces, w3 }).state === 'covers',
    );
  }).length;
}

/** @internal */
export interface VerdictOutcome {
  forOwner: VerdictResult;
  forOthers: VerdictResult;
  findingHolds: boolean;
  contradictionsHold: ('rhythm' | 'lifecycle')[];
}

/** The verdict, and what of the claims was corrected. Only the owner learns that a correction answers a finding. @internal */
export function judgeVerdict(options: {
  judgement: Judgement;
  checks: JudgedCheck[];
  level: Level;
}): VerdictOutcome {
  const { refuted, ...judged } = firstLine(options);
  const { horizon } = options.judgement.context;
  const contradictions = contradictionsOf(options.judgement, refuted);
  const open = contradictions.filter(entry =>
    horizon.reached(Date.parse(entry.visibleToAllFrom)),
  );
  const outcome: VerdictOutcome = {
    ...judged,
    contradictionsHold: [
      ...new Set(contradictions.map(({ kind }) => kind)),
    ].filter(
      (kind): kind is 'rhythm' | 'lifecycle' =>
        kind === 'rhythm' || kind === 'lifecycle',
    ),
    forOwner:
      contradictions.length > 0
        ? { ...judged.forOwner, contradictions }
        : judged.forOwner,
    forOthers:
      open.length > 0
        ? { ...judged.forOthers, contradictions: open }
        : judged.forOthers,
  };
  const corrections = claimCorrections(options.judgement);
  if (corrections.length === 0) {
    return outcome;
  }
  const { toldAt } = options.judgement.context.situation;
  return {
    ...outcome,
    forOthers: { ...outcome.forOthers, corrections },
    forOwner: {
      ...outcome.forOwner,
      corrections: corrections.map(entry =>
        toldAt !== undefined && Date.parse(entry.at) >= toldAt
          ? { ...entry, answersFinding: true }
          : entry,
      ),
    },
  };
}

/** The first line that holds, in the order of `docs/rubric.md`. */
function firstLine(options: {
  judgement: Judgement;
  checks: JudgedCheck[];
  level: Level;
}): Omit<VerdictOutcome, 'contradictionsHold'> & {
  refuted: ReadonlyMap<KeyClaim, string>;
} {
  const { judgement, level } = options;
  const { context } = judgement;
  const { horizon, situation } = context;
  const checks = new Map(options.checks.map(entry => [entry.check.id, entry]));
  const claims = claimStates(checks);
  const curatorNamed = curatorOf(context, context.claim) !== undefined;
  const wasTold = situation.toldAt !== undefined;
  const ownerFinding = judgement.ownerChanges.refuted(wasTold);
  const refuted = new Map<KeyClaim, string>();
  if (ownerFinding && !curatorNamed) {
    refuted.set('owner', ownerFinding.reason);
  }
  const pipeline = pipelineRefuted(judgement);
  if (pipeline) {
    refuted.set('pipeline', pipeline);
  }
  const schema = schemaRefuted(judgement, checks.get('schema-seen'));
  if (schema) {
    refuted.set('schema', schema);
  }
  // Naming a curator answers the finding but does not undo it.
  const quieted = ownerFinding !== undefined && curatorNamed && wasTold;

  function next(): { shown: Verdict; reason: string } {
    const known = claims.filter(entry => entry.state !== 'unknown').length;
    const passing = claims.filter(entry => entry.state === 'pass').length;
    const witnessed = PLATFORM_WITNESSED.every(
      id => checks.get(id)?.platformWitnessed,
    );
    if (passing === claims.length && level >= 3 && witnessed && !quieted) {
      return {
        shown: 'proven',
        reason:
          'All six key claims are shown by evidence, by platform sources where it matters',
      };
    }
    if (known >= 3) {
      return {
        shown: 'partial',
        reason: `${known} of 6 key claims are known; ${passing} of them ${
          passing === 1 ? 'holds' : 'hold'
        }`,
      };
    }
    const near = nearUnmatched(context);
    const visible = visibleClaims(judgement);
    if (near) {
      return {
        shown: 'unmeasured',
        reason: `Records about ${near} are nearly, but not surely, about this product; the platform has to match them`,
      };
    }
    if (visible < 3) {
      return {
        shown: 'unmeasured',
        reason: `The connected sources could have shown ${visible} of 6 key claims; more sources are the platform's task`,
      };
    }
    const knownSince = Math.min(
      situation.firstSeen,
      ...judgement.ports.flatMap(port => firstCounted(port)),
    );
    const newFor = Math.max(30 * DAY, judgement.w3);
    if (!horizon.reached(knownSince + newFor)) {
      return {
        shown: 'new',
        reason: `Known since ${new Date(knownSince)
          .toISOString()
          .slice(0, 10)}, for less than ${Math.round(newFor / DAY)} days`,
      };
    }
    return {
      shown: 'unproven',
      reason: `${known} of 6 key claims ${
        known === 1 ? 'is' : 'are'
      } known; three are needed`,
    };
  }

  const otherwise = next();
  if (refuted.size === 0) {
    const result = { ...otherwise, claims };
    return {
      refuted,
      forOwner: result,
      forOthers: result,
      findingHolds: quieted,
    };
  }
  const toldAt = situation.toldAt ?? context.now;
  const visibleFrom = visibleToAllFrom(context, toldAt);
  const finding: Finding = {
    kind: 'contradicted',
    claims: [...refuted.keys()],
    reasons: [...refuted.values()],
    toldAt: new Date(toldAt).toISOString(),
    visibleToAllFrom: new Date(visibleFrom).toISOString(),
  };
  const contradicted: VerdictResult = {
    shown: 'contradicted',
    reason: finding.reasons.join('; '),
    claims: claims.map(entry =>
      refuted.has(entry.claim)
        ? { ...entry, refuted: refuted.get(entry.claim) }
        : entry,
    ),
    finding,
  };
  const visible = horizon.reached(visibleFrom);
  return {
    refuted,
    // The owner sees on the first day what everybody will see later.
    forOwner: contradicted,
    forOthers: visible ? contradicted : { ...otherwise, claims },
    findingHolds: true,
  };
}

function firstCounted(port: Judgement['ports'][number]): number[] {
  return (['run', 'quality', 'freshness', 'schema', 'usage'] as const).flatMap(
    kind =>
      port.evidence
        .counted(kind, ['self', 'platform'])
        .slice(0, 1)
        .map(record => record.time),
  );
}

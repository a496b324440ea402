import {
  CheckResult,
  Level,
  Problem,
  Scorecard,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { FACTS, KINDS_OF_GROUP } from '../facts/catalogue';
import { DAY } from '../facts/calendar';
import { asOf } from './asOf';
import { frozenAt } from './endOfLife';
import { observedConsumers } from '../facts/usageFacts';
import { defaultRubric } from './defaultRubric';
import { judgeCheck, JudgedCheck } from './judgeCheck';
import { Judgement } from './Judgement';
import { computeLevel, shownLevel } from './level';
import { Rubric } from './Rubric';
import { Evaluation, MissingSource, ProductSituation } from './types';
import { judgeVerdict } from './verdict';

const AT_A_TIME = 5;

/** How long a product that is judged no more stays in sums over products, in milliseconds. @internal */
export const LEAVES_AFTER = 90 * DAY;

function contractProblems(judgement: Judgement): Problem[] {
  const { situation } = judgement.context;
  const problems = new Map<string, Problem>();
  for (const { timeline } of judgement.ports) {
    const { reading } = timeline.versions[timeline.versions.length - 1];
    for (const problem of reading?.problems ?? []) {
      const entry: Problem = {
        area: 'contract',
        ref: situation.ref,
        document: reading?.id,
        ...problem,
      };
      problems.set(
        `${entry.document} ${entry.path} ${entry.line} ${entry.message}`,
        entry,
      );
    }
  }
  return [...problems.values()];
}

/** What the platform would have to connect, once for each kind and server. */
function missingSources(
  judgement: Judgement,
  checks: JudgedCheck[],
): MissingSource[] {
  const found = new Map<string, MissingSource>();
  for (const { check, result } of checks) {
    const group = FACTS.get(check.requires[0])?.group;
    const kind = group && KINDS_OF_GROUP[group]?.[0];
    if (result.cause !== 'no-source' || !kind) {
      continue;
    }
    const blind = new Set(
      result.ports
        ?.filter(port => port.cause === 'no-source')
        .map(port => port.port),
    );
    const servers = new Set(
      judgement
        .portsIn('w3')
        .filter(({ timeline }) => !result.ports || blind.has(timeline.id))
        .flatMap(({ evidence }) => [...(evidence.namespaces ?? [])]),
    );
    const places = kind === 'change' ? judgement.ownerChanges.hosts : servers;
    for (const server of places) {
      found.set(`${kind} ${server}`, { kind, server });
    }
  }
  return [...found.values()];
}

function isOpen({ state }: CheckResult): boolean {
  return state === 'fail' || state === 'stale' || state === 'unknown';
}

/**
 * Judges one product: every check of the rubric, the level, the coverage and the verdict, from the situation alone. The same
 * situation gives the same answer, whatever the order of its evidence. A product whose life is over is judged as of its end.
 * @public
 */
export function evaluateProduct(
  situation: ProductSituation,
  rubric: Rubric = defaultRubric,
): Evaluation {
  const judgement = new Judgement(situation);
  const frozen = frozenAt(judgement.context, judgement.ports);
  if (frozen === undefined) {
    return evaluate(judgement, rubric);
  }
  const then = evaluate(new Judgement(asOf(situation, frozen)), rubric);
  judgement.context.horizon.note(frozen + LEAVES_AFTER);
  const nextChangeAt = judgement.context.horizon.next;
  const ending = {
    evaluatedAt: new Date(situation.now).toISOString(),
    frozenSince: new Date(frozen).toISOString(),
    nextChangeAt:
      nextChangeAt === undefined
        ? undefined
        : new Date(nextChangeAt).toISOString(),
  };
  return {
    ...then,
    scorecard: { ...then.scorecard, ...ending },
    ownerScorecard: { ...then.ownerScorecard, ...ending },
    frozenAt: frozen,
    nextChangeAt,
  };
}

function evaluate(judgement: Judgement, rubric: Rubric): Evaluation {
  const { context } = judgement;
  const { situation } = context;
  const checks = rubric.checks.map(check => judgeCheck(check, judgement));
  const computed = computeLevel(
    rubric,
    checks,
    ({ result }) => result.state === 'pass',
  );
  const possibleLevel = computeLevel(
    rubric,
    checks,
    ({ result }) => result.state !== 'fail',
  );
  const level = shownLevel(context, computed);
  const target = Math.min(3, rubric.highestLevel) as Level;
  const verdict = judgeVerdict({ judgement, checks, level: computed });
  const consumers = observedConsumers(
    context,
    judgement.portsIn('w3').map(port => port.evidence),
  );

  const results = checks.map(({ result }) => result);
  const asked = results.filter(
    result => result.gatesLevel && result.level <= target,
  );
  const open = asked.filter(isOpen);
  const debts = results.filter(
    result => isOpen(result) && result.fix.who === 'platform',
  );
  const covered = asked.filter(
    result => result.level >= 3 && result.basis !== 'declared',
  );
  const nextChangeAt = context.horizon.next;
  const scorecard: Scorecard = {
    ref: situation.ref,
    rubric: { id: rubric.id, version: rubric.version },
    evaluatedAt: new Date(situation.now).toISOString(),
    ...(nextChangeAt === undefined
      ? {}
      : { nextChangeAt: new Date(nextChangeAt).toISOString() }),
    level,
    target,
    verdict: verdict.forOthers,
    coverage: {
      known: covered.filter(({ state }) => state === 'pass' || state === 'fail')
        .length,
      applicable: covered.length,
    },
    checks: results,
    next: nextChecks(open),
    platformDebts: debts.map(({ id }) => id),
    problems: contractProblems(judgement),
  };
  return {
    scorecard,
    ownerScorecard: { ...scorecard, verdict: verdict.forOwner },
    findingHolds: verdict.findingHolds,
    contradictionsHold: verdict.contradictionsHold,
    possibleLevel,
    missingSources: missingSources(judgement, checks),
    nextChangeAt,
    observedConsumers: consumers,
  };
}

/** The team's next steps: the lowest level first; what waits for the platform or for time is nobody's step. */
function nextChecks(open: JudgedCheck['result'][]): string[] {
  return open
    .filter(({ fix }) => fix.who === 'team')
    .sort((a, b) => a.level - b.level || a.number - b.number)
    .slice(0, AT_A_TIME)
    .map(({ id }) => id);
}

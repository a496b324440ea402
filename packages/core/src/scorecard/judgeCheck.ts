import {
  CheckResult,
  CheckState,
  FactValue,
  FixOwner,
  PortCheckResult,
  UnknownCause,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { FACTS, FactGroupName } from '../facts/catalogue';
import { FactGroup } from '../facts/Fact';
import { expressionOf } from './expression';
import { JudgedPort, Judgement } from './Judgement';
import { Check } from './Rubric';
import { sentence } from './sentence';

/** The answer of one check for the product, or for one port in one view. @internal */
export interface Outcome {
  state: CheckState;
  cause?: UnknownCause;
  reason: string;
  values: Record<string, FactValue>;
  groups: FactGroup[];
  /** Its own rule is broken, not a document of the team. */
  ruleBroken?: boolean;
}

/** Answers a check from groups of facts. What is missing or too old is found before its expression runs. @internal */
function judge(
  check: Check,
  groupOf: (name: FactGroupName) => FactGroup | undefined,
): Outcome {
  const compiled = expressionOf(check);
  const broken = (why: string, groups: FactGroup[]): Outcome => ({
    state: 'unknown',
    cause: 'broken-rule',
    reason: `The rule of this check is broken: ${why}`,
    values: {},
    groups,
    ruleBroken: true,
  });
  if ('broken' in compiled) {
    return broken(compiled.broken, []);
  }
  const values: Record<string, FactValue> = {};
  const groups = new Set<FactGroup>();
  for (const name of check.requires) {
    const group = groupOf(FACTS.get(name)!.group);
    if (!group) {
      return broken(`${name} is not known at this scope`, [...groups]);
    }
    groups.add(group);
    if (group.missing) {
      return {
        state: 'unknown',
        ...group.missing,
        values: {},
        groups: [...groups],
      };
    }
    if (group.stale) {
      return {
        state: 'stale',
        ...group.stale,
        values: {},
        groups: [...groups],
      };
    }
    if (group.values[name] === undefined) {
      return {
        state: 'unknown',
        cause: 'not-wired',
        reason: `${name} is not known`,
        values: {},
        groups: [...groups],
      };
    }
    values[name] = group.values[name];
  }
  try {
    const state = compiled.run(values) ? 'pass' : 'fail';
    return {
      state,
      reason: sentence(check.reason[state], values),
      values,
      groups: [...groups],
    };
  } catch (error) {
    return broken(error instanceof Error ? error.message : String(error), [
      ...groups,
    ]);
  }
}

/**
 * A port has to pass in every view. The oldest one that it does not pass in decides, so that a change of claims can never make a
 * result look better or better known. @internal
 */
export function judgePort(
  check: Check,
  judgement: Judgement,
  port: JudgedPort,
): { outcome: Outcome; view: number } {
  const views = port.views[check.window];
  let last: Outcome | undefined;
  for (let view = 0; view < views.length; view++) {
    const outcome = judge(check, name =>
      isProductGroup(name)
        ? judgement.productGroup(name)
        : judgement.portGroup(name, port, views[view]),
    );
    if (outcome.state !== 'pass') {
      return { outcome, view };
    }
    last = outcome;
  }
  return { outcome: last!, view: views.length - 1 };
}

const PRODUCT_GROUPS: ReadonlySet<FactGroupName> = new Set([
  'owner',
  'purpose',
  'address',
  'support',
  'pipeline',
  'changes',
  'readers',
]);

function isProductGroup(name: FactGroupName): boolean {
  return PRODUCT_GROUPS.has(name);
}

const CAUSES: UnknownCause[] = [
  'broken-rule',
  'not-wired',
  'unmatched',
  'no-source',
  'too-early',
];

function severity(outcome: { state: CheckState; cause?: UnknownCause }) {
  switch (outcome.state) {
    case 'fail':
      return 0;
    case 'stale':
      return 1;
    case 'unknown':
      return 2 + CAUSES.indexOf(outcome.cause ?? 'too-early');
    default:
      return 10;
  }
}

/** Whose task a state is. @internal */
function whoActs(check: Check, outcome: Outcome): FixOwner {
  if (outcome.state === 'pass' || outcome.state === 'waived') {
    return 'nobody';
  }
  if (outcome.ruleBroken) {
    return 'platform';
  }
  switch (outcome.cause) {
    case 'no-source':
    case 'unmatched':
      return 'platform';
    case 'too-early':
      return 'nobody';
    default:
      return check.fix.who;
  }
}

function fixText(check: Check, outcome: Outcome): string {
  switch (outcome.cause) {
    case 'no-source':
      return 'Connect a source that covers this server; see the sources page';
    case 'unmatched':
      return 'Match these records on the sources page: the names differ a little, or the reader is not mapped to an entity';
    case 'too-early':
      return 'Nothing to do: it will be judged when its window is full';
    case 'broken-rule':
      return outcome.ruleBroken
        ? 'Correct the rule in the rubric'
        : check.fix.text;
    default:
      return check.fix.text;
  }
}

/** @internal */
export interface JudgedCheck {
  check: Check;
  result: CheckResult;
  /** Every port's observation has a platform witness. */
  platformWitnessed: boolean;
}

/** The result of a check, the worst of its ports where it runs per port. @internal */
export function judgeCheck(check: Check, judgement: Judgement): JudgedCheck {
  let outcome: Outcome;
  let ports: PortCheckResult[] | undefined;
  let groups: FactGroup[];
  if (check.scope === 'product') {
    outcome = judge(check, name => judgement.productGroup(name));
    groups = outcome.groups;
  } else {
    const judged = judgement.portsIn(check.window).map(port => ({
      port,
      outcome: judgePort(check, judgement, port).outcome,
    }));
    ports = judged.map(({ port, outcome: own }) => ({
      port: port.timeline.id,
      state: own.state,
      ...(own.cause ? { cause: own.cause } : {}),
      reason: own.reason,
      ...(port.timeline.removedAt !== undefined ? { removed: true } : {}),
    }));
    const worst = [...judged].sort(
      (a, b) => severity(a.outcome) - severity(b.outcome),
    )[0];
    groups = judged.flatMap(entry => entry.outcome.groups);
    outcome = worst?.outcome ?? {
      state: 'unknown',
      cause: 'not-wired',
      reason: 'The product has no output port',
      values: {},
      groups: [],
    };
    if (worst && judged.length > 1) {
      const removed = worst.port.timeline.removedAt !== undefined;
      outcome = {
        ...outcome,
        reason: `${worst.port.timeline.id}${
          removed ? ' (no longer in the claims)' : ''
        }: ${outcome.reason}`,
      };
    }
  }
  const newest = Math.max(
    Number.NEGATIVE_INFINITY,
    ...groups.map(group => group.newestAt ?? Number.NEGATIVE_INFINITY),
  );
  const witnesses = outcome.groups.map(group => group.witness);
  const witness = (['platform', 'consumer', 'self'] as const).find(name =>
    witnesses.includes(name),
  );
  return {
    check,
    platformWitnessed:
      groups.length > 0 &&
      groups.every(
        group => group.basis === 'declared' || group.witness === 'platform',
      ),
    result: {
      id: check.id,
      number: check.number,
      title: check.title,
      level: check.level,
      dimension: check.dimension,
      state: outcome.state,
      ...(outcome.cause ? { cause: outcome.cause } : {}),
      reason: outcome.reason,
      values: outcome.values,
      basis: check.basis,
      ...(witness ? { witness } : {}),
      sources: [...new Set(groups.flatMap(group => group.sources))].sort(),
      ...(Number.isFinite(newest)
        ? { newestAt: new Date(newest).toISOString() }
        : {}),
      records: groups.reduce((sum, group) => sum + group.records, 0),
      fix: { text: fixText(check, outcome), who: whoActs(check, outcome) },
      source: check.source,
      waivable: check.waivable,
      gatesLevel: check.gatesLevel,
      ...(ports ? { ports } : {}),
    },
  };
}

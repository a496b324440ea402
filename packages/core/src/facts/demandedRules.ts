import {
  accepts,
  isAtLeastAsStrict,
  runsTheSame,
} from '../contract/conditions';
import { ContractRule } from '../contract/types';
import { QualityRecord } from '../evidence/types';
import { Context } from './Context';
import { canFail } from './canFail';
import { PortTimeline } from './portTimelines';
import { rhythmOf, RhythmView, Windows, windowsOf } from './rhythm';

/** A promised rule, and since when and until when it is asked for. @internal */
export interface DemandedRule {
  rule: ContractRule;
  mandatory: boolean;
  since: number;
  /** As it was written from each moment on, ascending; those of it that are in judgement. */
  versions: { from: number; rule: ContractRule }[];
}

/** A result, read by what was promised. @internal */
export interface Result {
  record: QualityRecord;
  /** `unproven`: it passed a rule that had been made weaker, and says nothing of the one promised before. */
  outcome: 'pass' | 'fail' | 'unproven';
}

/**
 * The rules in judgement: those of the contract in force that can fail, and those that were taken out or made weaker less than a
 * window ago. A rule stays as strict as it ever was in that time. @internal
 */
export function demandedRules(
  context: Context,
  timeline: PortTimeline,
  view: RhythmView,
  length: keyof Windows,
): DemandedRule[] {
  const rules = new Map<string, DemandedRule>();
  const { versions } = timeline;
  const current = versions[versions.length - 1];
  for (const version of versions) {
    const isCurrent = version === current;
    // By the longer rhythm, the one of that time or the one of now.
    const hold = Math.max(
      view.windows[length],
      windowsOf(rhythmOf(version.reading?.timeliness, version.port.type))[
        length
      ],
    );
    const inWindow = isCurrent || !context.horizon.reached(version.to + hold);
    for (const rule of version.reading?.rules ?? []) {
      const earlier = rules.get(rule.key);
      const since =
        earlier?.since ??
        // The first version of a contract judges what was before it.
        (version === versions[0] ? Number.NEGATIVE_INFINITY : version.from);
      if (!inWindow) {
        continue;
      }
      const counts = canFail(rule);
      if (!counts && !earlier) {
        continue;
      }
      const written = earlier?.versions ?? [];
      rules.set(rule.key, {
        rule: counts ? rule : earlier!.rule,
        versions: extended(written, {
          from: written.length === 0 ? since : version.from,
          rule,
        }),
        mandatory: rule.mandatory || (earlier?.mandatory ?? false),
        since,
      });
    }
  }
  return [...rules.values()];
}

/** With the next version, unless it says what the last one said. */
function extended(
  versions: DemandedRule['versions'],
  next: DemandedRule['versions'][number],
): DemandedRule['versions'] {
  const last = versions[versions.length - 1]?.rule;
  const isSame =
    last !== undefined &&
    (last === next.rule ||
      (canFail(last) === canFail(next.rule) &&
        isAtLeastAsStrict(next.rule, last) &&
        isAtLeastAsStrict(last, next.rule)));
  return isSame ? versions : [...versions, next];
}

function fits(rule: ContractRule, wanted: QualityRecord['rule']): boolean {
  return (
    (rule.column ?? '').toLowerCase() === (wanted.column ?? '').toLowerCase() &&
    (rule.metric ?? '').toLowerCase() === (wanted.metric ?? '').toLowerCase()
  );
}

/** The promised rule a result is about: by id, else by column and metric when exactly one rule fits. @internal */
export function ruleOf(
  rules: DemandedRule[],
  record: QualityRecord,
): DemandedRule | undefined {
  const { id } = record.rule;
  if (id !== undefined) {
    return rules.find(({ rule }) => rule.id === id || rule.key === id);
  }
  if (!record.rule.column && !record.rule.metric) {
    return undefined;
  }
  const fitting = rules.filter(({ rule }) => fits(rule, record.rule));
  return fitting.length === 1 ? fitting[0] : undefined;
}

/**
 * A rule that is made weaker, or that runs something else under the same key, is held to what it was until a window is full: its
 * failures count, its passes only where the measured value shows that the older rule would have passed too. @internal
 */
export function asPromised(
  demand: DemandedRule,
  record: QualityRecord,
): Result {
  if (record.outcome === 'fail') {
    return { record, outcome: 'fail' };
  }
  let inForce = demand.versions[0].rule;
  const earlier: ContractRule[] = [];
  for (const { from, rule } of demand.versions.slice(1)) {
    if (from > record.time) {
      break;
    }
    earlier.push(inForce);
    inForce = rule;
  }
  let outcome: Result['outcome'] = 'pass';
  for (const rule of earlier) {
    if (canFail(inForce) && isAtLeastAsStrict(inForce, rule)) {
      continue;
    }
    const passes =
      record.value !== undefined && runsTheSame(inForce, rule)
        ? accepts(rule.condition, record.value)
        : undefined;
    if (passes === false) {
      return { record, outcome: 'fail' };
    }
    outcome = passes ? outcome : 'unproven';
  }
  return { record, outcome };
}

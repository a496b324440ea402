import { Witness } from '@meshproof/backstage-plugin-data-mesh-common';
import { QualityRecord } from '../evidence/types';
import { Context } from './Context';
import { addBusinessDays, DAY, lengthInWords } from './calendar';
import { PortEvidence } from './counted';
import { FactGroup, missing, observed, stale } from './Fact';
import {
  asPromised,
  DemandedRule,
  demandedRules,
  Result,
  ruleOf,
} from './demandedRules';
import { whyNothing } from './reach';
import { RhythmView, Windows } from './rhythm';
import { slotsOf } from './slots';

const WITNESSES: readonly Witness[] = ['self', 'platform'];

interface Results {
  rules: DemandedRule[];
  byRule: Map<DemandedRule, Result[]>;
  matched: QualityRecord[];
}

/** What both quality checks need before either may count, or why not. */
function collect(
  context: Context,
  evidence: PortEvidence,
  view: RhythmView,
  length: keyof Windows,
): Results | FactGroup {
  const { horizon } = context;
  const window = view.windows[length];
  const rules = demandedRules(context, evidence.port, view, length);
  const current =
    evidence.port.versions[evidence.port.versions.length - 1].reading;
  if (rules.length === 0) {
    return missing(
      'observed',
      'not-wired',
      current
        ? 'The contract promises no rule that a machine can run and that can fail'
        : 'No contract of this port could be read',
    );
  }
  const records = evidence.counted('quality', WITNESSES);
  const byRule = new Map<DemandedRule, Result[]>();
  const matched: QualityRecord[] = [];
  const cache = new Map<string, DemandedRule | undefined>();
  for (const record of records) {
    const { id, column, metric } = record.rule;
    const key = `${id ?? ''}|${column ?? ''}|${metric ?? ''}`;
    let rule = cache.get(key);
    if (!rule && !cache.has(key)) {
      rule = ruleOf(rules, record);
      cache.set(key, rule);
    }
    // A rule that could not be run says nothing about the data.
    if (!rule || record.outcome === 'error') {
      context.trace?.record(record, {
        port: evidence.port.id,
        notCounted: rule
          ? 'the rule could not be run'
          : 'fits no promised rule, or more than one',
      });
      continue;
    }
    matched.push(record);
    const result = asPromised(rule, record);
    const list = byRule.get(rule);
    if (list) {
      list.push(result);
    } else {
      byRule.set(rule, [result]);
    }
  }
  if (matched.length === 0) {
    const why = whyNothing(context, {
      kinds: ['quality'],
      namespaces: evidence.namespaces,
      addresses: evidence.addresses,
      w3: view.windows.w3,
    });
    return missing('observed', why.cause, why.reason);
  }
  // Nothing may be judged by them yet, and they are there to be opened all the same.
  const show = () => {
    for (const record of matched) {
      context.trace?.record(record, { port: evidence.port.id });
    }
  };
  if (!horizon.reached(matched[0].time + window)) {
    show();
    return missing(
      'observed',
      'too-early',
      `The first result is from ${new Date(matched[0].time)
        .toISOString()
        .slice(0, 10)}; quality is judged over ${lengthInWords(window)}`,
      matched,
    );
  }
  const newest = matched[matched.length - 1].time;
  if (!horizon.within(newest, window)) {
    show();
    return stale(
      matched,
      `The newest result is ${lengthInWords(
        context.now - newest,
      )} old; it may be ${lengthInWords(window)}`,
    );
  }
  return { rules, byRule, matched };
}

/** Facts for check 17: which promised rules have results, whatever they say. @internal */
export function qualityMeasuredFacts(
  context: Context,
  evidence: PortEvidence,
  view: RhythmView,
): FactGroup {
  const window = view.windows.w3;
  const results = collect(context, evidence, view, 'w3');
  if ('values' in results) {
    return results;
  }
  // A rule that was only just added gets one interval to bring its first result.
  const grace = (view.rhythm?.interval ?? DAY) + (view.rhythm?.latency ?? 0);
  let promised = 0;
  let measured = 0;
  let mandatory = 0;
  let mandatoryMeasured = 0;
  const unmeasured: string[] = [];
  for (const rule of results.rules) {
    const list = results.byRule.get(rule) ?? [];
    const has = list.some(({ record }) =>
      context.horizon.within(record.time, window),
    );
    if (!has && !context.horizon.reached(rule.since + grace)) {
      continue;
    }
    promised++;
    measured += has ? 1 : 0;
    if (rule.mandatory) {
      mandatory++;
      mandatoryMeasured += has ? 1 : 0;
    }
    if (!has) {
      unmeasured.push(rule.rule.id ?? rule.rule.key);
    }
  }
  const used = results.matched.filter(record =>
    context.horizon.within(record.time, window),
  );
  // Whatever it says of an older rule, it was measured.
  traceResults(context, evidence, results, window, false);
  if (promised === 0) {
    return missing(
      'observed',
      'too-early',
      'Every promised rule is new; its first result is not due yet',
      used,
    );
  }
  return observed(used, {
    rulesPromised: promised,
    rulesMeasured: measured,
    mandatoryRules: mandatory,
    mandatoryRulesMeasured: mandatoryMeasured,
    rulesUnmeasured: unmeasured.join(', ') || 'none',
    qualityWindowDays: Math.round(window / DAY),
  });
}

function traceResults(
  context: Context,
  evidence: PortEvidence,
  results: Results,
  window: number,
  kept: boolean,
): void {
  if (!context.trace) {
    return;
  }
  for (const { record, outcome } of [...results.byRule.values()].flat()) {
    if (context.horizon.within(record.time, window)) {
      context.trace.record(record, {
        port: evidence.port.id,
        outcome: outcome === 'fail' ? 'missed' : 'met',
        ...(kept && outcome === 'unproven'
          ? {
              outcome: 'neutral',
              notCounted:
                'the rule was made weaker or replaced; passing it says nothing of what was promised before',
            }
          : {}),
      });
    }
  }
}

/** Whether a rule failed, or still fails, for longer than the promised time of repair. */
function failedTooLong(
  context: Context,
  results: Result[],
  window: number,
  promises: { repairTime?: number; repairBusinessDays?: boolean }[],
): boolean {
  // Two business days where nothing is promised.
  const deadline = (since: number) =>
    Math.min(
      ...promises.map(({ repairTime = 2 * DAY, repairBusinessDays = true }) =>
        repairBusinessDays
          ? addBusinessDays(
              since,
              Math.ceil(repairTime / DAY),
              context.holidays,
            )
          : since + repairTime,
      ),
    );
  let since: number | undefined;
  for (const { record, outcome } of results) {
    if (outcome === 'fail') {
      since ??= record.time;
    } else {
      if (
        since !== undefined &&
        record.time > deadline(since) &&
        context.horizon.within(record.time, window)
      ) {
        return true;
      }
      since = undefined;
    }
  }
  return since !== undefined && context.horizon.reached(deadline(since) + 1);
}

/** The results that no other of the same interval follows. */
function lastOfIntervals(results: Result[], dues: number[]): Result[] {
  let at = 0;
  return results.filter(({ record }, index) => {
    while (at < dues.length && dues[at] < record.time) {
      at++;
    }
    const following = results[index + 1]?.record;
    if (!following || dues.length === 0) {
      return true;
    }
    // What came after the last due time belongs to the interval that still runs.
    return at < dues.length && following.time > dues[at];
  });
}

/** Facts for check 23: how many mandatory evaluations passed, one per rule and interval, the last. @internal */
export function qualityKeptFacts(
  context: Context,
  evidence: PortEvidence,
  view: RhythmView,
): FactGroup {
  const window = view.windows.w4;
  const { horizon } = context;
  const results = collect(context, evidence, view, 'w4');
  if ('values' in results) {
    return results;
  }
  const slots = view.rhythm
    ? slotsOf(view, window, context.holidays, horizon)
    : [];
  const dues = slots.map(slot => slot.due);
  const { versions } = evidence.port;
  const repairPromises = versions
    .filter(
      (version, index) =>
        index === versions.length - 1 || !horizon.reached(version.to + window),
    )
    .map(({ reading }) =>
      reading?.repairTime === undefined
        ? {}
        : {
            repairTime: reading.repairTime,
            repairBusinessDays: reading.repairBusinessDays ?? false,
          },
    );
  let evaluations = 0;
  let passed = 0;
  let mandatory = 0;
  const tooLong: string[] = [];
  for (const rule of results.rules) {
    const measured = results.byRule.get(rule) ?? [];
    const all = measured.filter(({ outcome }) => outcome !== 'unproven');
    const inWindow = all.filter(({ record }) =>
      horizon.within(record.time, window),
    );
    const tell = (passes: boolean, record?: QualityRecord) =>
      context.trace?.evaluation?.({
        port: evidence.port.id,
        rule: rule.rule.key,
        passed: passes,
        record,
      });
    mandatory += rule.mandatory ? 1 : 0;
    if (inWindow.length === 0) {
      // Not measuring a mandatory rule in the whole window is a miss, unless it is only just promised.
      const unproven = measured.some(({ record }) =>
        horizon.within(record.time, window),
      );
      if (rule.mandatory && !unproven && horizon.reached(rule.since + window)) {
        evaluations++;
        tell(false);
      }
      continue;
    }
    const last = lastOfIntervals(inWindow, dues);
    last.forEach(({ record, outcome }) => tell(outcome === 'pass', record));
    if (!rule.mandatory) {
      continue;
    }
    evaluations += last.length;
    passed += last.filter(({ outcome }) => outcome === 'pass').length;
    if (failedTooLong(context, all, window, repairPromises)) {
      tooLong.push(rule.rule.id ?? rule.rule.key);
    }
  }
  const used = results.matched.filter(record =>
    horizon.within(record.time, window),
  );
  traceResults(context, evidence, results, window, true);
  if (mandatory === 0) {
    return missing(
      'observed',
      'not-wired',
      'The contract has no mandatory rule',
      used,
    );
  }
  if (evaluations === 0) {
    return missing(
      'observed',
      'too-early',
      'No mandatory rule has had a full window yet',
      used,
    );
  }
  return observed(used, {
    evaluations,
    evaluationsPassed: passed,
    rulesFailingTooLong: tooLong.length,
    rulesFailing: tooLong.join(', ') || 'none',
    keptQualityWindowDays: Math.round(window / DAY),
  });
}

import { Slo, SloDay } from '@meshproof/backstage-plugin-data-mesh-common';
import { EvidenceRecord } from '../evidence/types';
import { dateOf, DAY, lengthInWords } from '../facts/calendar';
import { IntervalOutcome, RuleOutcome, Trace } from '../facts/Context';
import { PortVersion } from '../facts/portTimelines';
import { defaultRubric } from '../scorecard/defaultRubric';
import { enough, mostMisses } from '../scorecard/enough';
import { JudgedPort, Judgement } from '../scorecard/Judgement';
import { judgePort, Outcome } from '../scorecard/judgeCheck';
import { Check } from '../scorecard/Rubric';
import { ProductSituation } from '../scorecard/types';

const TIMELINESS = 'timeliness-kept';
const QUALITY = 'quality-kept';
/** What check 23 asks of mandatory rules. */
const RULE_TARGET = 0.95;

/** What one expected interval or evaluation came to. */
interface Counted {
  time: number;
  outcome: IntervalOutcome['outcome'];
  record?: EvidenceRecord;
}

function checkOf(id: string): Check {
  return defaultRubric.checks.find(check => check.id === id)!;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

/** Since when the newest versions of a port say the same of something. */
function sinceWhen(
  versions: readonly PortVersion[],
  what: (version: PortVersion) => unknown,
): string {
  const present = JSON.stringify(what(versions[versions.length - 1]));
  let index = versions.length - 1;
  while (index > 0 && JSON.stringify(what(versions[index - 1])) === present) {
    index--;
  }
  return iso(versions[index].from);
}

function daysOf(counted: readonly Counted[]): SloDay[] {
  const days = new Map<string, SloDay>();
  for (const { time, outcome } of counted) {
    const day = dateOf(time);
    let sum = days.get(day);
    if (!sum) {
      sum = { day, expected: 0, measured: 0, kept: 0, excluded: 0 };
      days.set(day, sum);
    }
    if (outcome === 'excluded') {
      sum.excluded++;
      continue;
    }
    sum.expected++;
    sum.measured += outcome === 'gap' ? 0 : 1;
    sum.kept += outcome === 'kept' ? 1 : 0;
  }
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

function figuresOf(days: readonly SloDay[]): NonNullable<Slo['figures']> {
  const sum = (what: (day: SloDay) => number) =>
    days.reduce((total, day) => total + what(day), 0);
  const expected = sum(day => day.expected);
  const measured = sum(day => day.measured);
  const kept = sum(day => day.kept);
  return {
    expected,
    measured,
    kept,
    gaps: expected - measured,
    excluded: sum(day => day.excluded),
    attained: expected === 0 ? 0 : kept / expected,
  };
}

function budgetOf(
  figures: NonNullable<Slo['figures']>,
  target: number,
  interval: number | undefined,
): NonNullable<Slo['budget']> {
  const allowed = mostMisses(figures.expected, target);
  const used = figures.expected - figures.kept;
  return {
    allowed,
    used,
    left: allowed - used,
    ...(interval === undefined
      ? {}
      : { leftSeconds: ((allowed - used) * interval) / 1_000 }),
  };
}

function lastOf(records: readonly (EvidenceRecord | undefined)[]): Slo['last'] {
  let newest: EvidenceRecord | undefined;
  for (const record of records) {
    if (record && (!newest || record.time >= newest.time)) {
      newest = record;
    }
  }
  return (
    newest && {
      recordId: newest.id,
      at: iso(newest.time),
      source: newest.publisherTitle ?? newest.publisher,
      witness: newest.witness,
    }
  );
}

/** Unknown or stale, as the check says. */
function notKnown(
  outcome: Outcome,
): Pick<Slo, 'state' | 'cause' | 'reason'> | undefined {
  return outcome.state === 'unknown' || outcome.state === 'stale'
    ? {
        state: outcome.state,
        ...(outcome.cause ? { cause: outcome.cause } : {}),
        reason: outcome.reason,
      }
    : undefined;
}

/** The outcome of a check for a port, and what it counted. */
function traced(
  situation: ProductSituation,
  plain: Judgement,
  port: JudgedPort,
  checkId: string,
): {
  outcome: Outcome;
  window: number;
  intervals: Counted[];
  rules: RuleOutcome[];
} {
  const check = checkOf(checkId);
  const { outcome, view } = judgePort(check, plain, port);
  const intervals: Counted[] = [];
  const rules: RuleOutcome[] = [];
  const trace: Trace = {
    record() {},
    gap() {},
    interval: ({ due, outcome: how, record }) =>
      intervals.push({ time: due, outcome: how, record }),
    evaluation: row => rules.push(row),
  };
  const again = new Judgement(situation, trace);
  const same = again.ports[plain.ports.indexOf(port)];
  const views = same.views[check.window];
  again.portGroup(
    checkId === TIMELINESS ? 'timelinessKept' : 'qualityKept',
    same,
    views[view],
  );
  return {
    outcome,
    window: views[view].windows[check.window],
    intervals,
    rules,
  };
}

function timelinessSlo(
  situation: ProductSituation,
  plain: Judgement,
  port: JudgedPort,
): Slo[] {
  const { timeline } = port;
  const current = timeline.versions[timeline.versions.length - 1];
  const promise = current.reading?.timeliness;
  if (!promise) {
    return [];
  }
  const { outcome, window, intervals } = traced(
    situation,
    plain,
    port,
    TIMELINESS,
  );
  const { rhythm } = port.views.w4[port.views.w4.length - 1];
  const base = {
    key: `${timeline.id} timeliness`,
    port: timeline.id,
    property: 'timeliness' as const,
    promise: promise.sentence.replace(/\.$/, ''),
    ...(current.reading?.version === undefined
      ? {}
      : { version: current.reading.version }),
    since: sinceWhen(
      timeline.versions,
      version => version.reading?.timeliness?.sentence,
    ),
    target: promise.target,
    windowDays: Math.round(window / DAY),
    check: TIMELINESS,
  };
  const unknown = notKnown(outcome);
  if (unknown) {
    return [{ ...base, ...unknown, days: daysOf(intervals) }];
  }
  const days = daysOf(intervals);
  const figures = figuresOf(days);
  const last = lastOf(intervals.map(({ record }) => record));
  return [
    {
      ...base,
      state: outcome.state === 'pass' ? 'kept' : 'missed',
      reason: outcome.reason,
      figures,
      // By the promise that was judged, which may be an older and stricter one.
      budget: budgetOf(
        figures,
        Number(outcome.values.keptTarget ?? promise.target),
        rhythm?.interval,
      ),
      ...(last ? { last } : {}),
      days,
    },
  ];
}

function ruleSlos(
  situation: ProductSituation,
  plain: Judgement,
  port: JudgedPort,
): Slo[] {
  const { timeline } = port;
  const { versions } = timeline;
  const current = versions[versions.length - 1];
  const promised = (current.reading?.rules ?? []).filter(
    rule => rule.executable && !rule.tautology,
  );
  if (promised.length === 0) {
    return [];
  }
  const { outcome, window, rules } = traced(situation, plain, port, QUALITY);
  const unknown = notKnown(outcome);
  const tooLong = new Set(
    String(outcome.values.rulesFailing ?? '').split(', '),
  );
  return promised.map((rule): Slo => {
    const base = {
      key: `${timeline.id} rule ${rule.key}`,
      port: timeline.id,
      property: 'rule' as const,
      promise: rule.sentence.replace(/\.$/, ''),
      ...(current.reading?.version === undefined
        ? {}
        : { version: current.reading.version }),
      since: sinceWhen(
        versions,
        version =>
          version.reading?.rules.find(other => other.key === rule.key)
            ?.sentence,
      ),
      target: RULE_TARGET,
      mandatory: rule.mandatory,
      windowDays: Math.round(window / DAY),
      check: QUALITY,
    };
    const own = rules.filter(row => row.rule === rule.key);
    const days = daysOf(
      own.map(({ passed, record }) => ({
        // A rule that nobody measured is missed as of now.
        time: record?.time ?? situation.now,
        outcome: outcomeOf(passed, record),
      })),
    );
    if (unknown) {
      return { ...base, ...unknown, days };
    }
    if (own.length === 0) {
      return {
        ...base,
        state: 'unknown',
        cause: 'not-wired',
        reason: `No result of this rule came in ${lengthInWords(window)}`,
        days,
      };
    }
    const figures = figuresOf(days);
    const last = lastOf(own.map(({ record }) => record));
    const failsTooLong = tooLong.has(rule.id ?? rule.key);
    const isKept =
      enough(figures.kept, figures.expected, RULE_TARGET) && !failsTooLong;
    return {
      ...base,
      state: isKept ? 'kept' : 'missed',
      reason: `${figures.kept} of ${figures.expected} ${
        figures.expected === 1 ? 'evaluation' : 'evaluations'
      } passed in ${lengthInWords(window)}${
        failsTooLong ? '; it failed longer than the promised repair time' : ''
      }`,
      figures,
      budget: budgetOf(figures, RULE_TARGET, undefined),
      ...(last ? { last } : {}),
      days,
    };
  });
}

function outcomeOf(
  passed: boolean,
  record: EvidenceRecord | undefined,
): Counted['outcome'] {
  if (passed) {
    return 'kept';
  }
  return record ? 'missed' : 'gap';
}

/** Promises that no kind of record can measure yet, so that nobody takes silence for keeping. */
function otherSlos(port: JudgedPort): Slo[] {
  const { timeline } = port;
  const { versions } = timeline;
  const current = versions[versions.length - 1];
  return (current.reading?.otherPromises ?? []).map(promise => ({
    key: `${timeline.id} other ${promise.property}`,
    port: timeline.id,
    property: 'other',
    promise: promise.sentence.replace(/\.$/, ''),
    ...(current.reading?.version === undefined
      ? {}
      : { version: current.reading.version }),
    since: sinceWhen(
      versions,
      version =>
        version.reading?.otherPromises?.find(
          other => other.property === promise.property,
        )?.sentence,
    ),
    ...(promise.target === undefined ? {} : { target: promise.target }),
    state: 'unknown',
    cause: 'no-source',
    reason: 'No connected source measures this promise',
    windowDays: Math.round(
      port.views.w4[port.views.w4.length - 1].windows.w4 / DAY,
    ),
    days: [],
  }));
}

/**
 * The service level objectives of a product: every promise of every served port that a record can show, judged by the promise in
 * force at the time, with the figures of the checks 22 and 23. The same situation gives the same answer, whatever the order of its
 * evidence.
 *
 * @see docs/slo.md
 * @public
 */
export function measureSlos(situation: ProductSituation): Slo[] {
  const plain = new Judgement(situation);
  const slos = new Map<string, Slo>();
  for (const port of plain.portsIn('w4')) {
    if (port.timeline.removedAt !== undefined) {
      continue;
    }
    for (const slo of [
      ...timelinessSlo(situation, plain, port),
      ...otherSlos(port),
      ...ruleSlos(situation, plain, port),
    ]) {
      // Two rules of one key are one promise.
      if (!slos.has(slo.key)) {
        slos.set(slo.key, slo);
      }
    }
  }
  return [...slos.values()];
}

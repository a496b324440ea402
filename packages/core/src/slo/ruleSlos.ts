import { ContractRule } from '../contract/types';
import { EvidenceRecord } from '../evidence/types';
import { canFail } from '../facts/canFail';
import { DAY, lengthInWords } from '../facts/calendar';
import { ruleOf } from '../facts/demandedRules';
import { RuleOutcome } from '../facts/Context';
import { enough } from '../scorecard/enough';
import { JudgedPort } from '../scorecard/Judgement';
import { budgetOf, Counted, daysOf, figuresOf } from './Counted';
import {
  inForce,
  measured,
  MeasuredSlo,
  notKnown,
  SloFinding,
  titleOf,
} from './MeasuredSlo';
import { TracedCheck, TracedJudgement } from './TracedJudgement';

const CHECK = 'quality-kept';
/** What check 23 asks of mandatory rules. */
const RULE_TARGET = 0.95;

/** The words of an evaluation that never came. @internal */
const NEVER_MEASURED = 'no result of this rule in the whole window';

/** One evaluation as it is counted. @internal */
export function countedOf(
  { passed, record }: RuleOutcome,
  now: number,
): Counted {
  return {
    // A rule that nobody measured is missed as of now.
    time: record?.time ?? now,
    outcome: outcomeOf(passed, record),
    record,
    ...(record ? {} : { summary: NEVER_MEASURED }),
  };
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

/** What check 23 saw and counted of a port's rules. @internal */
export function traceRules(
  judgement: TracedJudgement,
  port: JudgedPort,
): TracedCheck {
  return judgement.trace(port, CHECK, 'qualityKept');
}

/** Every promised rule that a machine can run and that can fail (check 23). @internal */
export function ruleSlos(
  judgement: TracedJudgement,
  port: JudgedPort,
  traced: TracedCheck,
): MeasuredSlo[] {
  const { timeline } = port;
  const { versions } = timeline;
  const rules = new Map<string, ContractRule>();
  for (const rule of versions[versions.length - 1].reading?.rules ?? []) {
    // Two rules of one key are one promise.
    if (canFail(rule) && !rules.has(rule.key)) {
      rules.set(rule.key, rule);
    }
  }
  const { outcome, view, evaluations, seen } = traced;
  const demanded = [...rules.values()].map(rule => ({
    rule,
    mandatory: rule.mandatory,
    since: 0,
    versions: [],
  }));
  const about = (record: EvidenceRecord) =>
    record.kind === 'quality' ? ruleOf(demanded, record)?.rule : undefined;
  const tooLong = new Set(
    String(outcome.values.rulesFailing ?? '').split(', '),
  );
  const unknown = notKnown(outcome);
  return [...rules.values()].map(rule => {
    const counted = evaluations
      .filter(row => row.rule === rule.key)
      .map(row => countedOf(row, judgement.context.now));
    const used = new Set(counted.map(({ record }) => record));
    const beside = [...seen.values()].filter(
      ({ record }) => !used.has(record) && about(record) === rule,
    );
    const figures = figuresOf(daysOf(counted, () => undefined));
    const length = lengthInWords(view.windows.w4);
    const failsTooLong = tooLong.has(rule.id ?? rule.key);
    const isKept =
      enough(figures.kept, figures.expected, RULE_TARGET) && !failsTooLong;
    let finding: SloFinding;
    if (counted.length === 0) {
      finding = unknown ?? {
        state: 'unknown',
        cause: 'not-wired',
        reason: `No result of this rule came in ${length}`,
      };
    } else {
      finding = {
        state: isKept ? 'kept' : 'missed',
        reason: `${figures.kept} of ${figures.expected} ${
          figures.expected === 1 ? 'evaluation' : 'evaluations'
        } passed in ${length}${
          failsTooLong ? '; it failed longer than the promised repair time' : ''
        }`,
        figures,
        budget: budgetOf(figures, RULE_TARGET),
      };
    }
    return measured(
      timeline,
      {
        key: `${timeline.id} rule ${rule.key}`,
        port: timeline.id,
        property: 'rule',
        promise: titleOf(rule.sentence),
        ...inForce(
          timeline,
          ({ reading }) =>
            reading?.rules.find(other => other.key === rule.key)?.sentence,
        ),
        target: RULE_TARGET,
        mandatory: rule.mandatory,
        windowDays: Math.round(view.windows.w4 / DAY),
        check: CHECK,
      },
      finding,
      counted,
      beside,
    );
  });
}

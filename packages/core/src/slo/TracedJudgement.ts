import { FactGroupName } from '../facts/catalogue';
import { Context, IntervalOutcome, RuleOutcome, Trace } from '../facts/Context';
import { RhythmView } from '../facts/rhythm';
import { defaultRubric } from '../scorecard/defaultRubric';
import { JudgedPort, Judgement } from '../scorecard/Judgement';
import { judgePort, Outcome } from '../scorecard/judgeCheck';
import { Check } from '../scorecard/Rubric';
import { ProductSituation } from '../scorecard/types';
import { Beside } from './Counted';

/** What a check says of a port, and all that it looked at. @internal */
export interface TracedCheck {
  outcome: Outcome;
  /** The view that decides. */
  view: RhythmView;
  intervals: IntervalOutcome[];
  evaluations: RuleOutcome[];
  /** Every record it saw, by id. */
  seen: Map<string, Beside>;
}

function checkOf(id: string): Check {
  return defaultRubric.checks.find(check => check.id === id)!;
}

/** The checks of the rubric with what they count, so that nothing is counted a second way. @internal */
export class TracedJudgement {
  readonly #plain: Judgement;
  readonly #traced: Judgement;
  #trace: Omit<Trace, 'gap'> | undefined;

  constructor(situation: ProductSituation) {
    this.#plain = new Judgement(situation);
    this.#traced = new Judgement(situation, {
      record: (...args) => this.#trace?.record(...args),
      gap() {},
      interval: row => this.#trace?.interval?.(row),
      evaluation: row => this.#trace?.evaluation?.(row),
    });
  }

  get context(): Context {
    return this.#plain.context;
  }

  /** The served ports in judgement. */
  get ports(): JudgedPort[] {
    return this.#plain
      .portsIn('w4')
      .filter(({ timeline }) => timeline.removedAt === undefined);
  }

  /** @param group - of facts, the one that the check is judged by */
  trace(port: JudgedPort, checkId: string, group: FactGroupName): TracedCheck {
    const check = checkOf(checkId);
    const { outcome, view } = judgePort(check, this.#plain, port);
    const same = this.#traced.ports[this.#plain.ports.indexOf(port)];
    const found: TracedCheck = {
      outcome,
      view: same.views[check.window][view],
      intervals: [],
      evaluations: [],
      seen: new Map(),
    };
    this.#trace = {
      record: (record, { notCounted }) =>
        found.seen.set(record.id, {
          record,
          ...(notCounted === undefined ? {} : { notCounted }),
        }),
      interval: row => found.intervals.push(row),
      evaluation: row => found.evaluations.push(row),
    };
    this.#traced.portGroup(group, same, found.view);
    this.#trace = undefined;
    return found;
  }
}

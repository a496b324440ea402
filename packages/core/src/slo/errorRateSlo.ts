import { Context } from '../facts/Context';
import { lengthInWords } from '../facts/calendar';
import { enough } from '../scorecard/enough';
import { budgetOf, daysOf, figuresOf } from './Counted';
import { measured, MeasuredSlo, notKnown } from './MeasuredSlo';
import { countedOf } from './ruleSlos';
import { ServiceLevel, strictestTarget } from './ServiceLevel';
import { TracedCheck } from './TracedJudgement';

/** How many evaluations of all promised rules failed. @internal */
export function errorRateSlo(
  context: Context,
  level: ServiceLevel,
  rules: TracedCheck,
): MeasuredSlo {
  const { timeline } = level.port;
  const counted = rules.evaluations.map(row => countedOf(row, context.now));
  if (counted.length === 0) {
    return measured(
      timeline,
      level.base,
      notKnown(rules.outcome) ?? {
        state: 'unknown',
        cause: 'not-wired',
        reason: 'No promised rule was evaluated',
      },
      [],
      [...rules.seen.values()],
    );
  }
  const target = strictestTarget(context, level);
  const figures = figuresOf(daysOf(counted, () => undefined));
  return measured(
    timeline,
    level.base,
    {
      state: enough(figures.kept, figures.expected, target) ? 'kept' : 'missed',
      reason: `${figures.expected - figures.kept} of ${
        figures.expected
      } evaluations of promised rules failed in ${lengthInWords(level.window)}`,
      figures,
      budget: budgetOf(figures, target),
    },
    counted,
  );
}

import { Verdict } from '@meshproof/backstage-plugin-data-mesh-common';
import { LEAVES_AFTER } from '../scorecard/evaluateProduct';
import { Evaluation } from '../scorecard/types';
import { ProductStanding } from './types';

/** What a roll-up keeps of an evaluation. @public */
export function productStanding(options: {
  ref: string;
  domain?: string;
  central: boolean;
  /** Undefined until first evaluated. */
  evaluation?: Pick<
    Evaluation,
    'scorecard' | 'possibleLevel' | 'missingSources' | 'frozenAt'
  >;
  /** The verdict this reader may see; the one for everybody where left out. */
  verdict?: Verdict;
}): ProductStanding {
  const { ref, domain, central, evaluation } = options;
  if (!evaluation) {
    return { ref, domain, central };
  }
  const { scorecard, possibleLevel, missingSources, frozenAt } = evaluation;
  return {
    ref,
    domain,
    central,
    judged: {
      shown: scorecard.level.shown,
      computed: scorecard.level.computed,
      possible: possibleLevel,
      verdict: options.verdict ?? scorecard.verdict.shown,
      coverage: scorecard.coverage,
      missingSources,
      ...(frozenAt === undefined ? {} : { frozenAt }),
      teamTasks: scorecard.checks.filter(
        check =>
          check.gatesLevel &&
          check.level >= 3 &&
          check.fix.who === 'team' &&
          (check.state === 'unknown' || check.state === 'stale'),
      ).length,
    },
  };
}

/** Whether sums over products leave it out: it has been judged no more for 90 days. @public */
export function hasLeftRollUps(
  judged: ProductStanding['judged'],
  now: number,
): boolean {
  return (
    judged?.frozenAt !== undefined && judged.frozenAt + LEAVES_AFTER <= now
  );
}

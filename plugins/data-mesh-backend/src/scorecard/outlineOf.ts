import { Evaluation, productStanding } from '@meshproof/core';
import { ScorecardOutline } from './ScorecardStore';

/** The part of an evaluation that lists and sums need. */
export function outlineOf(evaluation: Evaluation): ScorecardOutline {
  const { scorecard, ownerScorecard } = evaluation;
  const { finding } = ownerScorecard.verdict;
  const next = scorecard.checks.find(({ id }) => id === scorecard.next[0]);
  const { judged } = productStanding({
    ref: scorecard.ref,
    central: false,
    evaluation,
  });
  return {
    level: scorecard.level,
    target: scorecard.target,
    verdict: scorecard.verdict.shown,
    contradictedOn:
      finding && scorecard.verdict.finding === undefined
        ? finding.toldAt
        : undefined,
    coverage: scorecard.coverage,
    nextStep: next?.fix.text,
    observedConsumers: evaluation.observedConsumers.map(({ ref }) => ref),
    judged: judged!,
  };
}

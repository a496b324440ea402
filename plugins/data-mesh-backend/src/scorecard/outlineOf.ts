import { Evaluation } from '@meshproof/core';
import { ScorecardOutline } from './ScorecardStore';

/** The part of an evaluation that lists and sums need. */
export function outlineOf(evaluation: Evaluation): ScorecardOutline {
  const { scorecard, ownerScorecard } = evaluation;
  const { finding } = ownerScorecard.verdict;
  const next = scorecard.checks.find(({ id }) => id === scorecard.next[0]);
  return {
    level: scorecard.level,
    possibleLevel: evaluation.possibleLevel,
    target: scorecard.target,
    verdict: scorecard.verdict.shown,
    contradictedOn:
      finding && scorecard.verdict.shown !== ownerScorecard.verdict.shown
        ? finding.toldAt
        : undefined,
    coverage: scorecard.coverage,
    nextStep: next?.fix.text,
    observedConsumers: evaluation.observedConsumers.map(({ ref }) => ref),
    checks: scorecard.checks.map(check => ({
      id: check.id,
      number: check.number,
      level: check.level,
      state: check.state,
      cause: check.cause,
      basis: check.basis,
      gatesLevel: check.gatesLevel,
      who: check.fix.who,
    })),
  };
}

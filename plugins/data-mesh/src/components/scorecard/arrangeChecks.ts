import {
  CheckResult,
  Scorecard,
} from '@meshproof/backstage-plugin-data-mesh-common';

/** The checks of a scorecard, each in exactly one place. @internal */
export interface ArrangedChecks {
  /** At most five for the team, in the order given by the backend. */
  next: CheckResult[];
  /** Those that wait for the platform. */
  platform: CheckResult[];
  /** More for the team, after the first five. */
  later: CheckResult[];
  /** Only time is missing. */
  waiting: CheckResult[];
  waived: CheckResult[];
  passing: CheckResult[];
  /** Above the target: not asked for. */
  beyond: CheckResult[];
}

/**
 * Sorts the checks for the card: the platform's debts and what only needs time never stand among the team's tasks.
 *
 * @internal
 */
export function arrangeChecks(scorecard: Scorecard): ArrangedChecks {
  const byId = new Map(scorecard.checks.map(check => [check.id, check]));
  const next = scorecard.next.flatMap(id => byId.get(id) ?? []);
  const nextIds = new Set(next.map(check => check.id));
  const platformIds = new Set(scorecard.platformDebts);
  const arranged: ArrangedChecks = {
    next,
    platform: [],
    later: [],
    waiting: [],
    waived: [],
    passing: [],
    beyond: [],
  };

  for (const check of scorecard.checks) {
    if (nextIds.has(check.id)) {
      continue;
    }
    placeFor(check).push(check);
  }
  return arranged;

  function placeFor(check: CheckResult): CheckResult[] {
    if (platformIds.has(check.id)) {
      return arranged.platform;
    }
    if (check.level > scorecard.target) {
      return arranged.beyond;
    }
    if (check.state === 'pass') {
      return arranged.passing;
    }
    if (check.state === 'waived') {
      return arranged.waived;
    }
    if (check.fix.who === 'platform') {
      return arranged.platform;
    }
    return check.fix.who === 'nobody' ? arranged.waiting : arranged.later;
  }
}

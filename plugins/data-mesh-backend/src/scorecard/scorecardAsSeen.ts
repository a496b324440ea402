import {
  CheckResult,
  Contradiction,
  PortCheckResult,
  Scorecard,
  VerdictResult,
} from '@meshproof/backstage-plugin-data-mesh-common';

/** The reason where it would tell of what the reader does not see. */
export const NOT_VISIBLE_REASON =
  'This rests on people, groups or readers that are not visible to you';

/**
 * The scorecard in force, with the figures and reasons of one that was judged from what a reader sees. States, level and verdict
 * are the product's own and the same for everybody; where what the reader sees would not lead to the same state, the reason is
 * left out.
 *
 * @param own - as everybody may see it
 * @param seen - judged from the situation as this reader sees it
 */
export function scorecardAsSeen(own: Scorecard, seen: Scorecard): Scorecard {
  const { nextChangeAt: _, ...rest } = own;
  return {
    ...rest,
    evaluatedAt: seen.evaluatedAt,
    ...(seen.nextChangeAt === undefined
      ? {}
      : { nextChangeAt: seen.nextChangeAt }),
    verdict: verdictAsSeen(own.verdict, seen.verdict),
    checks: own.checks.map(check =>
      checkAsSeen(
        check,
        seen.checks.find(({ id }) => id === check.id),
      ),
    ),
  };
}

function checkAsSeen(
  own: CheckResult,
  seen: CheckResult | undefined,
): CheckResult {
  const ports = own.ports?.map(port =>
    portAsSeen(
      port,
      seen?.ports?.find(other => other.port === port.port),
    ),
  );
  if (
    seen &&
    isSameState(own, seen) &&
    ports?.every(({ reason }) => reason !== NOT_VISIBLE_REASON) !== false
  ) {
    return seen;
  }
  const { newestAt: _, witness: __, ...rest } = own;
  return {
    ...rest,
    reason: NOT_VISIBLE_REASON,
    values: {},
    sources: [],
    records: seen?.records ?? 0,
    ...(ports ? { ports } : {}),
  };
}

function portAsSeen(
  own: PortCheckResult,
  seen: PortCheckResult | undefined,
): PortCheckResult {
  return seen && isSameState(own, seen)
    ? seen
    : { ...own, reason: NOT_VISIBLE_REASON };
}

function isSameState(
  a: Pick<CheckResult, 'state' | 'cause'>,
  b: Pick<CheckResult, 'state' | 'cause'>,
): boolean {
  return a.state === b.state && a.cause === b.cause;
}

function verdictAsSeen(own: VerdictResult, seen: VerdictResult): VerdictResult {
  const outline = ({ shown, claims, finding, contradictions }: VerdictResult) =>
    JSON.stringify([
      shown,
      claims.map(({ state, refuted }) => [state, refuted !== undefined]),
      finding?.claims,
      contradictions?.map(({ kind, port }) => [kind, port]),
    ]);
  if (outline(own) === outline(seen)) {
    return seen;
  }
  const { corrections: _, contradictions, ...rest } = own;
  return {
    ...rest,
    ...(contradictions
      ? {
          contradictions: contradictions.map(entry =>
            contradictionAsSeen(
              entry,
              seen.contradictions?.find(
                other => other.kind === entry.kind && other.port === entry.port,
              ),
            ),
          ),
        }
      : {}),
    ...(seen.corrections ? { corrections: seen.corrections } : {}),
    reason: own.finding ? NOT_VISIBLE_REASON : own.reason,
    claims: own.claims.map(claim =>
      claim.refuted === undefined
        ? claim
        : { ...claim, refuted: NOT_VISIBLE_REASON },
    ),
    ...(own.finding
      ? { finding: { ...own.finding, reasons: [NOT_VISIBLE_REASON] } }
      : {}),
  };
}

function contradictionAsSeen(
  own: Contradiction,
  seen: Contradiction | undefined,
): Contradiction {
  return (
    seen ?? {
      ...own,
      claimed: { ...own.claimed, text: NOT_VISIBLE_REASON },
      shown: { text: NOT_VISIBLE_REASON },
    }
  );
}

import {
  Level,
  LevelResult,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { DAY } from '../facts/calendar';
import { Context } from '../facts/Context';
import { JudgedCheck } from './judgeCheck';
import { Rubric } from './Rubric';

const HOLD = 7 * DAY;
const ONE_HOLD_PER = 30 * DAY;
const SILENT_HOLD = 14 * DAY;

/**
 * The highest level of which, and of all below it, every check that gates passes. A level without a check is not reached.
 * @internal
 */
export function computeLevel(
  rubric: Rubric,
  checks: JudgedCheck[],
  passes: (check: JudgedCheck) => boolean,
): Level {
  let reached: Level = 0;
  for (let level = 1; level <= rubric.highestLevel; level++) {
    const gates = checks.filter(
      ({ check }) => check.gatesLevel && check.level === level,
    );
    if (gates.length === 0 || !gates.every(passes)) {
      break;
    }
    reached = level as Level;
  }
  return reached;
}

interface Hold {
  level: Level;
  until: number;
  because: 'seven-days' | 'silent-source';
  /** The publisher that is silent. */
  publisher?: string;
}

/** Replays the history: falling below a level holds it for seven days, at most once in thirty days per level. */
function sevenDayHolds(
  context: Context,
  history: { at: number; level: Level }[],
  computed: Level,
): { holds: Hold[]; fellAt: Map<number, number> } {
  const { horizon, now } = context;
  const lastStart = new Map<number, number>();
  const fellAt = new Map<number, number>();
  const holds: Hold[] = [];
  const steps = [...history, { at: now, level: computed }];
  for (let index = 1; index < steps.length; index++) {
    const { level: before } = steps[index - 1];
    const { at, level: after } = steps[index];
    for (let level = after + 1; level <= before; level++) {
      fellAt.set(level, at);
      const last = lastStart.get(level);
      if (at === now && last !== undefined) {
        horizon.note(last + ONE_HOLD_PER);
      }
      if (last === undefined || at - last >= ONE_HOLD_PER) {
        lastStart.set(level, at);
        const until = at + HOLD;
        if (!horizon.reached(until)) {
          holds.push({ level: level as Level, until, because: 'seven-days' });
        }
      }
    }
    for (let level = before + 1; level <= after; level++) {
      fellAt.delete(level);
    }
  }
  return { holds, fellAt };
}

/** A shared source that fell silent holds the level of that moment for 14 days; the rest is its owner's task. */
function silentSourceHolds(
  context: Context,
  history: { at: number; level: Level }[],
): Hold[] {
  const { horizon, situation, index } = context;
  const publishers = new Set(index.all.map(record => record.publisher));
  const holds: Hold[] = [];
  for (const source of situation.sources) {
    if (
      source.witness !== 'platform' ||
      source.ownerGroups < 2 ||
      !publishers.has(source.publisher)
    ) {
      continue;
    }
    const missedAt = source.lastAt + Math.max(source.usualInterval, DAY);
    const until = missedAt + SILENT_HOLD;
    if (!horizon.reached(missedAt) || horizon.reached(until)) {
      continue;
    }
    let level: Level = 0;
    for (const step of history) {
      if (step.at <= missedAt) {
        level = step.level;
      }
    }
    holds.push({
      level,
      until,
      because: 'silent-source',
      publisher: source.publisher,
    });
  }
  return holds;
}

/** The level as shown: what is computed, or a higher one that is held for a while. @internal */
export function shownLevel(context: Context, computed: Level): LevelResult {
  const history = [...context.situation.history]
    .filter(step => context.horizon.reached(step.at))
    .sort((a, b) => a.at - b.at);
  const { holds, fellAt } = sevenDayHolds(context, history, computed);
  const candidates = [...holds, ...silentSourceHolds(context, history)].filter(
    hold => hold.level > computed,
  );
  const best = candidates.sort(
    (a, b) => b.level - a.level || b.until - a.until,
  )[0];
  if (!best) {
    return { computed, shown: computed, waived: false };
  }
  return {
    computed,
    shown: best.level,
    atRiskSince: new Date(fellAt.get(best.level) ?? context.now).toISOString(),
    heldUntil: new Date(best.until).toISOString(),
    heldBecause: best.because,
    ...(best.publisher === undefined ? {} : { heldBySource: best.publisher }),
    waived: false,
  };
}

import { DAY, toBusinessDay } from './calendar';
import { Horizon } from './Horizon';
import { Rhythm, RhythmView, strictestRhythm } from './rhythm';

/** An expected interval: what happens after `start` up to and including `due` belongs to it. @internal */
export interface Slot {
  start: number;
  due: number;
  rhythm: Rhythm;
}

// Long enough for a week of holidays around two weekends.
const LONGEST_SHIFT = 16 * DAY;

function dueTimes(
  rhythm: Rhythm,
  from: number,
  to: number,
  holidays: ReadonlySet<string>,
): number[] {
  const { interval, latency, offset, businessDays } = rhythm;
  const base = offset + latency;
  const times: number[] = [];
  for (
    let due = base + Math.ceil((from - base) / interval) * interval;
    due <= to;
    due += interval
  ) {
    const moved = businessDays ? toBusinessDay(due, holidays) : due;
    if (times.length === 0 || moved > times[times.length - 1]) {
      times.push(moved);
    }
  }
  return times;
}

/**
 * The intervals whose due time lies inside the window that ends now, each by the strictest promise in force then or earlier in
 * the window. The first promise also judges what was before it. @internal
 */
export function slotsOf(
  view: RhythmView,
  window: number,
  holidays: ReadonlySet<string>,
  horizon: Horizon,
): Slot[] {
  const { now } = horizon;
  const start = now - window;
  const slots: Slot[] = [];
  const known = view.versions.filter(version => version.rhythm);
  let strictest: Rhythm | undefined;
  known.forEach((version, index) => {
    const isLast = index === known.length - 1;
    const from = index === 0 ? Number.NEGATIVE_INFINITY : version.from;
    const to = isLast ? Number.POSITIVE_INFINITY : known[index + 1].from;
    if (to <= start || from >= now) {
      return;
    }
    // Of all that were in force in the window so far: those before it were passed over above.
    const rhythm = strictest
      ? strictestRhythm([strictest, version.rhythm!])!
      : version.rhythm!;
    strictest = rhythm;
    const shift = rhythm.businessDays ? LONGEST_SHIFT : 0;
    const low = Math.max(start, from);
    const high = Math.min(now, to);
    const times = dueTimes(
      rhythm,
      low - rhythm.interval - shift,
      // Only the last one tells when the next is due.
      isLast ? now + rhythm.interval + shift : high,
      holidays,
    );
    times.forEach((due, at) => {
      if (due > low && due <= high) {
        slots.push({
          start: times[at - 1] ?? due - rhythm.interval,
          due,
          rhythm,
        });
        horizon.note(due + window);
      } else if (due > now && isLast) {
        horizon.note(due);
      }
    });
    // An earlier promise stops being in force in the window.
    horizon.note(version.from + window);
  });
  return slots;
}

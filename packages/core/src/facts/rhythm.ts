import { TimelinessPromise } from '../contract/types';
import { DAY } from './calendar';
import { Horizon } from './Horizon';

/** A promise of timeliness, reduced to what can be counted. Lengths in milliseconds. @internal */
export interface Rhythm {
  interval: number;
  /** From the end of an interval to its due time. */
  latency: number;
  /** The oldest data may be at any moment without a due time having passed. */
  maxAge: number;
  target: number;
  businessDays: boolean;
  offset: number;
}

/** Lengths of the windows that follow a rhythm. @internal */
export interface Windows {
  w3: number;
  w4: number;
}

/** A rhythm from one moment to another. @internal */
export interface RhythmVersion {
  from: number;
  to: number;
  rhythm: Rhythm | undefined;
}

/** The promises up to one version, judged as if no later one had followed. @internal */
export interface RhythmView {
  versions: RhythmVersion[];
  rhythm: Rhythm | undefined;
  windows: Windows;
}

// Finer promises are counted every five minutes: the share that is kept does not change, the work does.
const SHORTEST_INTERVAL = 5 * 60_000;

// A promise longer than a year could never be judged, and would make the product new for ever.
const LONGEST = 366 * DAY;

const LIVE_PORT_TYPES = new Set([
  'api',
  'rest',
  'graphql',
  'grpc',
  'stream',
  'topic',
  'kafka',
  'queue',
  'event',
  'events',
]);

function within(length: number, least: number): number {
  return Math.min(Math.max(length, least), LONGEST);
}

/** A stream or an API, which is not written at intervals. @internal */
export function isLivePort(type: string | undefined): boolean {
  return LIVE_PORT_TYPES.has(type?.trim().toLowerCase() ?? '');
}

/** Reads the rhythm out of a promise; a stream or API has one expected sign of life a day. @internal */
export function rhythmOf(
  promise: TimelinessPromise | undefined,
  portType: string | undefined,
): Rhythm | undefined {
  if (!promise) {
    return undefined;
  }
  const live = isLivePort(portType);
  const latency =
    promise.latency === undefined ? undefined : within(promise.latency, 0);
  const interval = live
    ? DAY
    : within(
        promise.frequency ?? Math.max(latency ?? 0, DAY),
        SHORTEST_INTERVAL,
      );
  return {
    interval,
    latency: latency ?? 0,
    maxAge: interval + (latency ?? interval),
    target: promise.target,
    businessDays: promise.businessDays,
    offset: promise.offset,
  };
}

/** W3 and W4 as `docs/rubric.md` defines them. @internal */
export function windowsOf(rhythm: Rhythm | undefined): Windows {
  const interval = rhythm?.interval ?? DAY;
  const least = interval + (rhythm?.latency ?? 0);
  return {
    w3: Math.max(14 * DAY, Math.min(3 * interval, 100 * DAY), least),
    w4: Math.max(28 * DAY, Math.min(6 * interval, 190 * DAY), least),
  };
}

function atLeastAsStrict(a: Rhythm | undefined, b: Rhythm | undefined) {
  if (!a || !b) {
    return !b;
  }
  return (
    a.interval <= b.interval &&
    a.latency <= b.latency &&
    a.maxAge <= b.maxAge &&
    a.target >= b.target &&
    (!a.businessDays || b.businessDays) &&
    (a.offset === b.offset || a.interval < b.interval)
  );
}

/** The strictest reading of several promises. @internal */
export function strictestRhythm(rhythms: Rhythm[]): Rhythm | undefined {
  if (rhythms.length === 0) {
    return undefined;
  }
  const [first] = [...rhythms].sort(
    (a, b) => a.interval - b.interval || a.latency - b.latency,
  );
  return {
    ...first,
    maxAge: Math.min(...rhythms.map(rhythm => rhythm.maxAge)),
    target: Math.max(...rhythms.map(rhythm => rhythm.target)),
    businessDays: rhythms.every(rhythm => rhythm.businessDays),
  };
}

/**
 * The views a check has to hold in, oldest first. An earlier promise stays a view of its own, in its own window, until a window
 * (by the longer rhythm) that starts at the change is full; unless a later promise asks for at least as much. So a loosened
 * promise can never turn a result to the better by the change itself. @internal
 */
export function rhythmViews(
  versions: RhythmVersion[],
  length: keyof Windows,
  horizon: Horizon,
): RhythmView[] {
  const views: RhythmView[] = [];
  const last = versions.length - 1;
  for (let index = 0; index <= last; index++) {
    const { rhythm, to } = versions[index];
    const later = versions.slice(index + 1);
    if (index < last) {
      const hold = Math.max(
        windowsOf(rhythm)[length],
        windowsOf(later[0].rhythm)[length],
      );
      if (
        !rhythm ||
        later.some(version => atLeastAsStrict(version.rhythm, rhythm)) ||
        horizon.reached(to + hold)
      ) {
        continue;
      }
    }
    views.push({
      versions: versions.slice(0, index + 1),
      rhythm,
      windows: windowsOf(rhythm),
    });
  }
  return views;
}

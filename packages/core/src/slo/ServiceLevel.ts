import { ServicePromise } from '../contract/types';
import { Context } from '../facts/Context';
import { JudgedPort } from '../scorecard/Judgement';
import { SloPromise } from './MeasuredSlo';

/** A promise of a service level, as it was made from each moment on. @internal */
export interface ServiceLevel {
  promise: ServicePromise;
  port: JudgedPort;
  /** Milliseconds. */
  window: number;
  base: SloPromise;
  /** Ascending, never empty. */
  versions: { from: number; to: number; promise: ServicePromise }[];
}

/** The versions that were in force at some time of the window. */
function inWindow(context: Context, { versions, window }: ServiceLevel) {
  return versions.filter(
    (version, index) =>
      index === versions.length - 1 ||
      !context.horizon.reached(version.to + window),
  );
}

/** The strictest share of the window: a promise that is made looser is held to what it was. @internal */
export function strictestTarget(context: Context, level: ServiceLevel): number {
  return Math.max(
    ...inWindow(context, level).map(({ promise }) => promise.target ?? 0),
  );
}

/** What was promised at a moment, or earlier in the window; the first version judges everything before it. @internal */
export function promisesAt(
  context: Context,
  level: ServiceLevel,
  time: number,
): ServicePromise[] {
  const all = inWindow(context, level);
  const begun = all.filter(({ from }) => from <= time);
  return (begun.length > 0 ? begun : all.slice(0, 1)).map(
    ({ promise }) => promise,
  );
}

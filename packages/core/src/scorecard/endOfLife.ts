import { JudgedPort } from './Judgement';
import { DAY } from '../facts/calendar';
import { Context } from '../facts/Context';
import { reachOf } from '../facts/reach';
import { readsOf } from '../facts/usageFacts';

const UNREAD = 30 * DAY;

const ENDING = ['deprecated', 'retired'];

/** Since when it has been called one of these without a break; undefined when it is not. */
function calledSince(
  { claims }: Context,
  lifecycles: string[],
): number | undefined {
  let since: number | undefined;
  for (let index = claims.length - 1; index >= 0; index--) {
    const { from, spec } = claims[index];
    if (!lifecycles.includes(spec.lifecycle?.trim().toLowerCase())) {
      break;
    }
    since = from;
  }
  return since;
}

/**
 * The ends of support that were promised in the last window, `undefined` where a version named none: an earlier end has to wait
 * like any weaker claim.
 */
function endsOfSupport(
  context: Context,
  port: JudgedPort,
): (number | undefined)[] {
  const { versions } = port.timeline;
  const window = longestWindow(port);
  return versions
    .filter(
      (version, index) =>
        index === versions.length - 1 ||
        !context.horizon.reached(version.to + window),
    )
    .map(({ reading }) => reading?.endOfSupport);
}

function longestWindow(port: JudgedPort): number {
  return Math.max(...port.views.w4.map(({ windows }) => windows.w4));
}

/** Whether a source of reads could have shown a reader in the last thirty days. */
function wouldBeSeen(context: Context, port: JudgedPort): boolean {
  const { namespaces } = port.evidence;
  return (
    namespaces === undefined ||
    reachOf(context, {
      kinds: ['usage'],
      namespaces,
      w3: UNREAD,
      length: UNREAD,
    }).state === 'covers'
  );
}

/**
 * The moment from which a deprecated or retired product is judged no more, or undefined while it is: its end of support has come,
 * nobody has read it for 30 days, and it has been called so for 30 days or W4. A retired product that names no end of support ends
 * with that word; a deprecated one goes on until it names one. @internal
 */
export function frozenAt(
  context: Context,
  ports: JudgedPort[],
): number | undefined {
  const since = calledSince(context, ENDING);
  if (since === undefined) {
    return undefined;
  }
  const known = context.situation.frozenAt;
  const reads = ports.flatMap(port => readsOf(port.evidence));
  if (
    known !== undefined &&
    known >= since &&
    context.horizon.reached(known) &&
    !reads.some(({ time }) => time > known)
  ) {
    return known;
  }
  const promised =
    ports.length > 0
      ? ports.flatMap(port => endsOfSupport(context, port))
      : [undefined];
  const ends = promised.filter(end => end !== undefined);
  const wait = Math.max(UNREAD, ...ports.map(longestWindow));
  if (ends.length < promised.length) {
    const retired = calledSince(context, ['retired']);
    if (retired === undefined) {
      return undefined;
    }
    ends.push(retired + wait);
  }
  if (!ports.every(port => wouldBeSeen(context, port))) {
    return undefined;
  }
  const moment = Math.max(
    since + wait,
    ...ends,
    ...reads.map(({ time }) => time + UNREAD),
  );
  return context.horizon.reached(moment) ? moment : undefined;
}

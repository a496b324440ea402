import { readLength, saysBusinessDays } from '../duration';
import {
  PromiseKind,
  promiseKind,
  readEnd,
  readShare,
  statedShare,
} from '../readPromises';
import { readSchedule } from '../schedule';
import { asFields, asLabel, asList, asText, Fields } from '../values';
import { compareFields } from './compareFields';
import { Comparing, isSame, pairUp } from './Comparing';

/** Custom properties of a contract that are promises, as docs/contracts.md names them. */
const PROMISING = [
  'calendar',
  'respondswithin',
  'responsetime',
  'timelinesstarget',
];

/** Whether a custom property of a contract is one of its promises, and compared as such. @internal */
export function isPromise(property: string): boolean {
  return PROMISING.includes(property.toLowerCase().replace(/[\s._-]/g, ''));
}

/** Of these, less is more. */
const CEILINGS: readonly PromiseKind[] = [
  'latency',
  'frequency',
  'schedule',
  'repair',
  'respond',
  'detect',
  'errors',
];

interface PromisedItem {
  index: number;
  list: 'slaProperties' | 'customProperties';
  fields: Fields;
  kind: PromiseKind;
  title: string;
  element: string;
  /** What is promised, in one number; undefined where it cannot be told. */
  amount: number | undefined;
  /** Milliseconds between two deliveries, where a schedule stands beside the promised value. */
  interval: number | undefined;
  businessDays: boolean;
  /** Share of cases, where it stands beside the promised value. */
  share: number | undefined;
  sentence: string;
}

function amountOf(kind: PromiseKind, fields: Fields): number | undefined {
  const { value, unit } = fields;
  const label = asLabel(value) ?? '';
  switch (kind) {
    case 'availability':
    case 'complete':
    case 'target':
    case 'errors':
      return /^0(\.0+)?\s*%?$/.test(label) ? 0 : readShare(value, unit);
    case 'date':
    case 'end':
      return readEnd(label);
    case 'schedule':
      return readSchedule(asText(value))?.interval;
    case 'other':
    case 'calendar':
      return undefined;
    default:
      return (
        readLength(value, unit)?.milliseconds ??
        readSchedule(asText(value))?.interval
      );
  }
}

function promisesOf(contract: Fields): PromisedItem[] {
  const items = (['slaProperties', 'customProperties'] as const).flatMap(list =>
    asList(contract[list]).map((item, index) => ({ list, item, index })),
  );
  return items.flatMap(({ list, item, index }) => {
    const fields = asFields(item);
    const property = asText(fields?.property)?.trim();
    if (!fields || !property) {
      return [];
    }
    if (list === 'customProperties' && !isPromise(property)) {
      return [];
    }
    const { kind, title } = promiseKind(property);
    const { value, unit } = fields;
    const length = readLength(value, unit);
    const element = asText(fields.element) ?? '';
    const words =
      length?.words ??
      [asLabel(value) ?? JSON.stringify(value) ?? '', asLabel(unit)]
        .filter(Boolean)
        .join(' ');
    const isLength = ['latency', 'frequency'].includes(kind);
    return [
      {
        index,
        list,
        fields,
        kind,
        title,
        element,
        amount: amountOf(kind, fields),
        interval: readSchedule(asText(fields.schedule))?.interval,
        businessDays:
          (length?.businessDays ?? false) ||
          (isLength &&
            (saysBusinessDays(fields.valueExt) ||
              saysBusinessDays(fields.description))) ||
          (kind === 'calendar' &&
            (saysBusinessDays(value) || /^business$/i.test(String(value)))),
        share: statedShare(fields.valueExt),
        sentence: `${title}${
          kind === 'other' || isLength ? ':' : ''
        } ${words.slice(0, 80)}${element ? ` (${element.slice(0, 80)})` : ''}.`,
      },
    ];
  });
}

/** -1 where less is promised than before, 1 where more is, 0 for the same; undefined where that cannot be told. */
function direction(a: PromisedItem, b: PromisedItem): number | undefined {
  const isRead = a.amount !== undefined && b.amount !== undefined;
  if (!isRead && a.kind !== 'calendar') {
    return undefined;
  }
  const steps = [
    isRead
      ? Math.sign(b.amount! - a.amount!) *
        (CEILINGS.includes(a.kind) || a.title === 'Failures told within'
          ? -1
          : 1)
      : 0,
    a.interval === undefined || b.interval === undefined
      ? 0
      : Math.sign(a.interval - b.interval),
    Number(a.businessDays) - Number(b.businessDays),
    a.share === undefined || b.share === undefined
      ? 0
      : Math.sign(b.share - a.share),
  ];
  // A promise that is weaker in one way is weaker, whatever else it gains.
  return steps.includes(-1) ? -1 : Math.max(...steps);
}

function isDateToWaitFor(item: PromisedItem): boolean {
  return item.kind === 'date' && item.title === 'Generally available from';
}

/** What became of a promise; undefined where it promises the same, in whatever units. */
function changeOf(a: PromisedItem, b: PromisedItem) {
  const isSameText = (field: string) =>
    isSame(a.fields[field], b.fields[field]);
  if (
    ['value', 'unit', 'valueExt', 'schedule'].every(isSameText) &&
    a.businessDays === b.businessDays
  ) {
    return undefined;
  }
  const more = isDateToWaitFor(a) ? undefined : direction(a, b);
  if (more === 0) {
    const isOtherTime = !isSameText('schedule') || a.kind === 'schedule';
    // `4 h` and `240 min` are one promise; another cron expression of one rhythm is another time of the day.
    return isOtherTime || a.sentence === b.sentence
      ? 'promise-changed'
      : undefined;
  }
  if (more === undefined) {
    return 'promise-changed';
  }
  return more < 0 ? 'promise-loosened' : 'promise-tightened';
}

/** What of a promise is compared as a whole. */
const PROMISED: ReadonlySet<string> = new Set([
  'element',
  'id',
  'property',
  'schedule',
  'unit',
  'value',
  'valueExt',
]);
const WORDS: ReadonlySet<string> = new Set(['driver', 'scheduler']);

/** Compares what two versions promise besides their schema and rules. @internal */
export function comparePromises(
  comparing: Comparing,
  before: Fields,
  after: Fields,
): void {
  const nameOf = ({ kind, title }: PromisedItem) => `${kind} ${title}`;
  const { both, removed, added } = pairUp(
    promisesOf(before),
    promisesOf(after),
    [
      item => asText(item.fields.id),
      item => `${nameOf(item)} ${item.element}`,
      nameOf,
    ],
  );
  const place = ({ title, list, index }: PromisedItem) => ({
    what: title,
    path: [list, index],
  });
  for (const [a, b] of both) {
    const kind = nameOf(a) === nameOf(b) ? changeOf(a, b) : 'promise-changed';
    if (kind) {
      comparing.add(kind, place(b), { before: a.sentence, after: b.sentence });
    } else if (a.element !== b.element) {
      comparing.add('promise-changed', place(b), {
        before: a.sentence,
        after: b.sentence,
      });
    }
    compareFields(comparing, a.fields, b.fields, place(b), {
      except: PROMISED,
      words: WORDS,
    });
  }
  for (const item of removed) {
    comparing.add(
      isDateToWaitFor(item) ? 'promise-changed' : 'promise-removed',
      place(item),
      { before: item.sentence },
    );
  }
  for (const item of added) {
    const isEnd =
      item.kind === 'end' || (item.kind === 'date' && !isDateToWaitFor(item));
    comparing.add(isEnd ? 'end-announced' : 'promise-added', place(item), {
      after: item.sentence,
    });
  }
}

import {
  ACCEPTED_UNITS,
  DAY,
  lengthInWords,
  PromisedLength,
  readLength,
  saysBusinessDays,
} from './duration';
import { parseTime } from '../evidence/parseTime';
import { ContractPath } from './ContractPath';
import { readSchedule, Schedule } from './schedule';
import { ContractReading, ServicePromise, TimelinessPromise } from './types';
import {
  asFields,
  asLabel,
  asList,
  asText,
  customProperty,
  entryOf,
  Fields,
} from './values';

const DEFAULT_TARGET = 0.95;

/** What a service level property promises. @internal */
export type PromiseKind =
  | 'latency'
  | 'frequency'
  | 'schedule'
  | 'target'
  | 'calendar'
  | 'repair'
  | 'respond'
  | 'availability'
  | 'length'
  | 'detect'
  | 'errors'
  | 'complete'
  | 'date'
  | 'end'
  | 'other';

// The names of the standard, its two-letter codes, and a few that are common; compared without case, spaces and dashes.
const KINDS: Record<string, [PromiseKind, string]> = {
  latency: ['latency', 'Latency'],
  ly: ['latency', 'Latency'],
  freshness: ['latency', 'Latency'],
  frequency: ['frequency', 'Frequency'],
  fy: ['frequency', 'Frequency'],
  updatefrequency: ['frequency', 'Frequency'],
  schedule: ['schedule', 'Schedule'],
  timelinesstarget: ['target', 'Target'],
  target: ['target', 'Target'],
  calendar: ['calendar', 'Calendar'],
  timetorepair: ['repair', 'Repaired within'],
  tr: ['repair', 'Repaired within'],
  timetorespond: ['respond', 'Questions answered within'],
  responsetime: ['respond', 'Questions answered within'],
  respondswithin: ['respond', 'Questions answered within'],
  availability: ['availability', 'Available'],
  av: ['availability', 'Available'],
  retention: ['length', 'Data kept for'],
  re: ['length', 'Data kept for'],
  timetodetect: ['detect', 'Failures detected within'],
  td: ['detect', 'Failures detected within'],
  errorrate: ['errors', 'Error rate at most'],
  er: ['errors', 'Error rate at most'],
  completeness: ['complete', 'Complete to'],
  timetonotify: ['length', 'Failures told within'],
  tn: ['length', 'Failures told within'],
  generalavailability: ['date', 'Generally available from'],
  ga: ['date', 'Generally available from'],
  endofsupport: ['end', 'Supported until'],
  es: ['end', 'Supported until'],
  endoflife: ['date', 'Removed on'],
  el: ['date', 'Removed on'],
};

function isPercent(unit: unknown): boolean {
  return typeof unit === 'string' && /^(%|percent|pct)$/i.test(unit.trim());
}

/** What a property promises, and how it is called in a sentence; `other` where the name is none that is known. @internal */
export function promiseKind(property: string): {
  kind: PromiseKind;
  title: string;
} {
  const [kind, title] = entryOf(
    KINDS,
    property
      .trim()
      .toLowerCase()
      .replace(/[\s_-]/g, ''),
  ) ?? ['other' as const, property.trim().slice(0, 80)];
  return { kind, title };
}

/** A share as `95 %`, `"95%"`, `0.95` or `95` with a percent unit; 0 to 1. @internal */
export function readShare(value: unknown, unit?: unknown): number | undefined {
  const text = asLabel(value)?.trim().slice(0, 40) ?? '';
  const match = /^(\d+(?:\.\d+)?)\s*(%|percent)?$/i.exec(text);
  if (!match) {
    return undefined;
  }
  const amount = Number(match[1]);
  const percent = match[2] !== undefined || isPercent(unit) || amount > 1;
  // 99.9 / 100 is no 0.999.
  const share = percent ? Number((amount / 100).toPrecision(12)) : amount;
  return share > 0 && share <= 1 ? share : undefined;
}

/** A share that stands beside the promised value, where it cannot be anything else. @internal */
export function statedShare(valueExt: unknown): number | undefined {
  return /%|^0?\.\d+$/.test(asLabel(valueExt) ?? '')
    ? readShare(valueExt)
    : undefined;
}

function inPercent(share: number): string {
  return `${Number((share * 100).toFixed(4))} %`;
}

/** An SLA entry that promises a length but names none that can be read. @internal */
export interface UnreadPromise {
  path: ContractPath;
  message: string;
  fix: string;
}

interface Found {
  latency?: PromisedLength;
  frequency?: PromisedLength;
  schedule?: Schedule & { text: string };
  target?: number;
  businessDays: boolean;
  repair?: PromisedLength;
  respond?: PromisedLength;
  endOfSupport?: number;
  services: ServicePromise[];
}

/** A date, to the end of that day, or a time with its zone. @internal */
export function readEnd(label: string): number | undefined {
  const time = parseTime(label.trim(), true);
  return time !== undefined && /^[\d-]{10}$/.test(label.trim())
    ? time + DAY
    : time;
}

function strictest(
  a: PromisedLength | undefined,
  b: PromisedLength,
): PromisedLength {
  return a && a.milliseconds <= b.milliseconds ? a : b;
}

function timelinessOf(found: Found): TimelinessPromise | undefined {
  const { latency, frequency, schedule } = found;
  if (!latency && !frequency && !schedule) {
    return undefined;
  }
  const every = schedule?.interval ?? frequency?.milliseconds;
  const target = found.target ?? DEFAULT_TARGET;
  const parts = [
    every === undefined
      ? `Data at most ${latency!.words} old`
      : `New data every ${
          schedule ? lengthInWords(every) : frequency!.words
        }`.replace('every 1 ', 'every '),
    schedule ? `by schedule ${schedule.text} (UTC)` : '',
    every !== undefined && latency ? `at most ${latency.words} late` : '',
    found.businessDays ? 'on business days' : '',
    `in ${inPercent(target)} of all cases${
      found.target === undefined ? ' (not stated, the default)' : ''
    }`,
  ];
  return {
    frequency: every,
    latency: latency?.milliseconds,
    target,
    targetStated: found.target !== undefined,
    businessDays: found.businessDays,
    offset: schedule?.offset ?? 0,
    sentence: `${parts.filter(Boolean).join(', ')}.`,
  };
}

/** What of a promise is counted; undefined where it is none of a service level, or names no length that can be read. */
function serviceOf(
  kind: PromiseKind,
  read: {
    share: number | undefined;
    length: PromisedLength | undefined;
    valueExt: unknown;
  },
): Omit<ServicePromise, 'id' | 'sentence'> | undefined {
  const { share, length, valueExt } = read;
  switch (kind) {
    case 'availability':
      return { kind, target: share };
    case 'complete':
      // How complete the data must be is for the monitor to say; what is counted here is how often it was.
      return {
        kind: 'completeness',
        target: statedShare(valueExt) ?? DEFAULT_TARGET,
      };
    case 'errors':
      return {
        kind: 'errorRate',
        target:
          share === undefined ? undefined : Number((1 - share).toPrecision(12)),
      };
    case 'detect':
    case 'repair':
      return (
        length && {
          kind: kind === 'detect' ? 'timeToDetect' : 'timeToRepair',
          target: statedShare(valueExt) ?? DEFAULT_TARGET,
          within: length.milliseconds,
          businessDays: length.businessDays,
        }
      );
    default:
      return undefined;
  }
}

function readSlas(document: Fields, found: Found) {
  const sentences: string[] = [];
  const unread: UnreadPromise[] = [];
  asList(document.slaProperties).forEach((item, index) => {
    const fields = asFields(item);
    const property = asText(fields?.property)?.trim();
    if (!fields || !property) {
      return;
    }
    const path = ['slaProperties', index];
    const { kind, title } = promiseKind(property);
    const { value, unit, valueExt } = fields;
    const label = asLabel(value)?.slice(0, 200) ?? String(value);
    const length = readLength(value, unit);
    const timely = kind === 'latency' || kind === 'frequency';
    const wantsLength =
      timely || ['repair', 'respond', 'length', 'detect'].includes(kind);
    const cron = asText(fields.schedule);
    const cronText =
      kind === 'schedule' || (kind === 'frequency' && !length)
        ? asText(value)
        : undefined;
    const schedule = readSchedule(cronText);

    if (wantsLength && !length && !schedule) {
      unread.push({
        path: [...path, unit === undefined ? 'value' : 'unit'],
        message: `The promise "${property}: ${label}${
          unit === undefined ? '' : ` ${asLabel(unit) ?? ''}`
        }" names no length of time that can be read; it is not counted.`,
        fix: `Write a number and one of the units ${ACCEPTED_UNITS}, or an ISO 8601 duration such as PT4H.`,
      });
    }
    if (timely || kind === 'schedule') {
      const text = schedule ? cronText : cron;
      const read = schedule ?? readSchedule(cron);
      if (read && text) {
        if (!found.schedule || read.interval < found.schedule.interval) {
          found.schedule = { ...read, text: text.trim().slice(0, 80) };
        }
        found.businessDays ||= read.businessDays;
      } else if (cron ?? (kind === 'schedule' ? label : undefined)) {
        unread.push({
          path: [...path, cron ? 'schedule' : 'value'],
          message: `The schedule "${(cron ?? label).slice(
            0,
            80,
          )}" is no cron expression that can be read; it is not counted.`,
          fix: 'Write five fields in UTC, for example "0 6 * * *".',
        });
      }
      found.target ??= statedShare(valueExt);
      found.businessDays ||=
        (length?.businessDays ?? false) ||
        saysBusinessDays(valueExt) ||
        saysBusinessDays(fields.description);
    }
    switch (kind) {
      case 'latency':
        found.latency = length && strictest(found.latency, length);
        break;
      case 'frequency':
        found.frequency = length
          ? strictest(found.frequency, length)
          : found.frequency;
        break;
      case 'target':
        found.target = readShare(value, unit) ?? found.target;
        break;
      case 'calendar':
        found.businessDays ||=
          saysBusinessDays(value) || /^business$/i.test(label);
        break;
      case 'repair':
        found.repair = length ? strictest(found.repair, length) : found.repair;
        break;
      case 'respond':
        found.respond = length
          ? strictest(found.respond, length)
          : found.respond;
        break;
      case 'end': {
        const end = readEnd(label);
        if (end === undefined) {
          unread.push({
            path: [...path, 'value'],
            message: `The end of support "${label.slice(
              0,
              80,
            )}" is no date that can be read; it is not counted.`,
            fix: 'Write a date such as 2027-06-30.',
          });
        }
        // Of several, all support is over with the last.
        found.endOfSupport =
          end === undefined
            ? found.endOfSupport
            : Math.max(end, found.endOfSupport ?? end);
        break;
      }
      default:
    }
    if (timely || ['schedule', 'target', 'calendar'].includes(kind)) {
      return;
    }
    const isShare = ['availability', 'errors', 'complete'].includes(kind);
    // `2 a month` is no share of anything.
    const share =
      isShare && (unit === undefined || isPercent(unit))
        ? readShare(value, unit) ??
          (kind === 'errors' && /^0(\.0+)?\s*%?$/.test(label) ? 0 : undefined)
        : undefined;
    const element = asText(fields.element);
    let what = length?.words ?? `${label} ${asLabel(unit) ?? ''}`.trim();
    if (share !== undefined) {
      what =
        kind === 'availability'
          ? `${inPercent(share)} of the time`
          : inPercent(share);
    } else if (kind === 'date' || kind === 'end') {
      what = label;
    }
    const sentence = `${title}${kind === 'other' ? ':' : ''} ${what}${
      element ? ` (${element.slice(0, 120)})` : ''
    }.`;
    sentences.push(sentence);
    const service = serviceOf(kind, { share, length, valueExt });
    const id = (asText(fields.id) ?? property.toLowerCase()).slice(0, 256);
    if (service && !found.services.some(other => other.id === id)) {
      found.services.push({ ...service, id, sentence });
    }
  });
  return { sentences, unread };
}

/** Reads an answer time: ISO 8601, a number with unit, or words; as ISO 8601. */
function answerTime(value: unknown): string | undefined {
  return readLength(value)?.iso;
}

/** The days of an answer time are business days, in contracts as in entities. */
function answerWords(iso: string): string {
  const words = readLength(iso)?.words ?? iso;
  return words.replace(/^(\S+) (days?)$/, '$1 business $2');
}

function readSupport(
  document: Fields,
  common: string | undefined,
): ContractReading['support'] {
  return asList(document.support).flatMap(item => {
    const fields = asFields(item);
    const channel = asLabel(fields?.channel);
    if (!fields || !channel) {
      return [];
    }
    return [
      {
        channel,
        url: asText(fields.url),
        tool: asText(fields.tool),
        respondsWithin:
          answerTime(
            customProperty(fields, 'respondsWithin', 'responseTime'),
          ) ?? common,
      },
    ];
  });
}

/** Reads what a contract promises besides its schema and rules. @internal */
export function readPromises(
  document: Fields,
): Pick<
  ContractReading,
  | 'timeliness'
  | 'repairTime'
  | 'repairBusinessDays'
  | 'endOfSupport'
  | 'servicePromises'
  | 'support'
  | 'promises'
> & { unread: UnreadPromise[] } {
  const found: Found = { businessDays: false, services: [] };
  const { sentences, unread } = readSlas(document, found);
  found.target ??= readShare(customProperty(document, 'timelinessTarget'));
  const calendar = customProperty(document, 'calendar');
  found.businessDays ||=
    saysBusinessDays(calendar) ||
    (typeof calendar === 'string' && /^business$/i.test(calendar.trim()));
  const timeliness = timelinessOf(found);
  const common =
    found.respond?.iso ??
    answerTime(customProperty(document, 'respondsWithin', 'responseTime'));
  const support = readSupport(document, common);
  const supportSentences = support.map(
    ({ channel, respondsWithin }) =>
      `Support in ${channel.slice(0, 120)}${
        respondsWithin ? `, answered within ${answerWords(respondsWithin)}` : ''
      }.`,
  );
  return {
    timeliness,
    repairTime: found.repair?.milliseconds,
    ...(found.repair ? { repairBusinessDays: found.repair.businessDays } : {}),
    ...(found.endOfSupport === undefined
      ? {}
      : { endOfSupport: found.endOfSupport }),
    ...(found.services.length === 0 ? {} : { servicePromises: found.services }),
    support,
    promises: [
      ...(timeliness ? [timeliness.sentence] : []),
      ...sentences,
      ...supportSentences,
    ],
    unread,
  };
}

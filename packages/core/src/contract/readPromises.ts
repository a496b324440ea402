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
import { ContractReading, TimelinessPromise } from './types';
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

type Kind =
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
  | 'share'
  | 'date'
  | 'end'
  | 'other';

// The names of the standard, its two-letter codes, and a few that are common; compared without case, spaces and dashes.
const KINDS: Record<string, [Kind, string]> = {
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
  errorrate: ['share', 'Error rate at most'],
  er: ['share', 'Error rate at most'],
  completeness: ['share', 'Complete to'],
  timetonotify: ['length', 'Failures told within'],
  tn: ['length', 'Failures told within'],
  generalavailability: ['date', 'Generally available from'],
  ga: ['date', 'Generally available from'],
  endofsupport: ['end', 'Supported until'],
  es: ['end', 'Supported until'],
  endoflife: ['date', 'Removed on'],
  el: ['date', 'Removed on'],
};

/** A share as `95 %`, `"95%"`, `0.95` or `95` with a percent unit; 0 to 1. */
function readShare(value: unknown, unit?: unknown): number | undefined {
  const text = asLabel(value)?.trim().slice(0, 40) ?? '';
  const match = /^(\d+(?:\.\d+)?)\s*(%|percent)?$/i.exec(text);
  if (!match) {
    return undefined;
  }
  const amount = Number(match[1]);
  const percent =
    match[2] !== undefined ||
    (typeof unit === 'string' && /^(%|percent|pct)$/i.test(unit.trim())) ||
    amount > 1;
  const share = percent ? amount / 100 : amount;
  return share > 0 && share <= 1 ? share : undefined;
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
  others: NonNullable<ContractReading['otherPromises']>;
}

/** A date, to the end of that day, or a time with its zone. */
function readEnd(label: string): number | undefined {
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
    const [kind, title] = entryOf(
      KINDS,
      property.toLowerCase().replace(/[\s_-]/g, ''),
    ) ?? ['other', property.slice(0, 80)];
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
      found.target ??= /%|^0?\.\d+$/.test(asLabel(valueExt) ?? '')
        ? readShare(valueExt)
        : undefined;
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
    const share =
      kind === 'availability' || kind === 'share'
        ? readShare(value, unit)
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
    if (['availability', 'detect', 'share'].includes(kind)) {
      found.others.push({
        property: property.slice(0, 80),
        sentence,
        ...(share === undefined ? {} : { target: share }),
      });
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
  | 'otherPromises'
  | 'support'
  | 'promises'
> & { unread: UnreadPromise[] } {
  const found: Found = { businessDays: false, others: [] };
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
    ...(found.others.length === 0 ? {} : { otherPromises: found.others }),
    support,
    promises: [
      ...(timeliness ? [timeliness.sentence] : []),
      ...sentences,
      ...supportSentences,
    ],
    unread,
  };
}

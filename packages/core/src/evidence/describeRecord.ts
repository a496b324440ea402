import { EvidenceRecord, IncidentRecord } from './types';

function short(text: string, length = 120): string {
  return text.length > length ? `${text.slice(0, length - 3)}...` : text;
}

function counted(amount: number, one: string, many = `${one}s`): string {
  return `${String(amount).replace(/\B(?=(\d{3})+(?!\d))/g, ',')} ${
    amount === 1 ? one : many
  }`;
}

const NOTICED = {
  monitor: 'a monitor',
  owner: 'the owner',
  consumer: 'a consumer',
} as const;

const AGREED = {
  requested: 'asked to read',
  active: 'may read',
  rejected: 'may not read',
  ended: 'may no longer read',
} as const;

const OUTCOMES = {
  pass: 'passed',
  fail: 'failed',
  warn: 'passed with a warning',
  error: 'could not be run',
} as const;

/** What a record is about: its data set, else the product and port it names. */
function subject(record: EvidenceRecord): string {
  if (record.dataset) {
    return short(record.dataset.name);
  }
  return (
    short([record.product, record.port].filter(Boolean).join('#')) ||
    'the product'
  );
}

function age(from: number, to: number): string {
  const minutes = Math.max(0, Math.round((to - from) / 60_000));
  if (minutes < 120) {
    return counted(minutes, 'minute');
  }
  const hours = Math.round(minutes / 60);
  return hours < 72
    ? counted(hours, 'hour')
    : counted(Math.round(hours / 24), 'day');
}

function dateOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

function groupsIn(groups: string[]): string {
  return short(groups.join(', ')) || 'somebody of no known group';
}

/** What has happened to an incident, `acted on by ... after 5 minutes`. */
function progressOf(record: IncidentRecord): string {
  const { openedAt, firstActedAt, firstActedGroups, resolvedAt } = record;
  return [
    ...(firstActedAt === undefined
      ? []
      : [
          `first acted on by ${groupsIn(firstActedGroups)} after ${age(
            openedAt,
            firstActedAt,
          )}`,
        ]),
    resolvedAt === undefined
      ? 'open'
      : `resolved after ${age(openedAt, resolvedAt)}`,
  ].join(', ');
}

/** One sentence that says what a record shows. Plain text; names in it are the sender's. @public */
export function describeRecord(record: EvidenceRecord): string {
  switch (record.kind) {
    case 'run': {
      const job = short(record.job.name);
      return record.status === 'success'
        ? `Job ${job} wrote ${subject(record)}.`
        : `Job ${job} failed for ${subject(record)}.`;
    }
    case 'quality': {
      const { id, column, metric } = record.rule;
      const rule = short(
        id ?? [metric, column && `of ${column}`].filter(Boolean).join(' '),
      );
      const value =
        record.value === undefined ? '' : ` with value ${record.value}`;
      return `Rule ${rule} ${OUTCOMES[record.outcome]}${value} on ${subject(
        record,
      )}.`;
    }
    case 'freshness':
      return `Newest data of ${subject(record)} was ${age(
        record.loadedAt,
        record.time,
      )} old, loaded at ${new Date(record.loadedAt).toISOString()}.`;
    case 'schema':
      return `${subject(record)} has ${counted(
        record.columns.length,
        'column',
      )}.`;
    case 'usage': {
      const reader = short(record.consumer ?? record.principal ?? 'An account');
      const role = record.writer ? ' (the job that writes it)' : '';
      return record.reads === 0
        ? `${reader}${role} did not read ${subject(record)}.`
        : `${reader}${role} read ${subject(record)} ${
            record.reads === 1 ? 'once' : counted(record.reads, 'time')
          }.`;
    }
    case 'incident':
      return `Incident ${short(record.reference, 40)}${
        record.severity ? ` (${record.severity})` : ''
      } of ${subject(record)}, noticed by ${
        NOTICED[record.noticedBy]
      }: ${progressOf(record)}.`;
    case 'support': {
      const asker = record.consumer ?? groupsIn(record.askerGroups);
      return `Question ${short(record.reference, 40)} of ${short(
        asker,
      )} about ${subject(record)}: ${
        record.answeredAt === undefined
          ? 'not answered'
          : `answered by ${groupsIn(record.answeredGroups)} after ${age(
              record.askedAt,
              record.answeredAt,
            )}`
      }.`;
    }
    case 'agreement':
      return `${short(record.consumer)} ${AGREED[record.state]} ${subject(
        record,
      )}, from ${dateOf(record.from)}${
        record.until === undefined ? '' : ` until ${dateOf(record.until)}`
      } (${short(record.reference, 40)}).`;
    case 'confirmation':
      return `${short(record.consumer)} relies on ${subject(record)}.`;
    case 'policy-run':
      return `Policy ${short(record.policy)} ${short(record.version, 40)} ${
        OUTCOMES[record.outcome]
      } on ${subject(record)}.`;
    default: {
      const by = record.bot ? 'a bot' : groupsIn(record.groups);
      const touched = record.touches.join(', ') || 'nothing that counts';
      return `Change ${short(
        record.reference,
        40,
      )} by ${by} touched ${touched}.`;
    }
  }
}

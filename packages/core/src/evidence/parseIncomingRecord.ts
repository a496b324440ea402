import {
  EVIDENCE_KINDS,
  EvidenceKind,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { FieldReader, RecordError } from './FieldReader';
import {
  AgreementRecord,
  ChangeRecord,
  IncidentRecord,
  IncidentSeverity,
  IncomingActor,
  IncomingRecord,
  PolicyRunRecord,
  QualityRecord,
  RunRecord,
} from './types';
import { serverWithoutLogin, withoutLogin } from './withoutLogin';

/** The most columns one schema record may list. @public */
export const MAX_SCHEMA_COLUMNS = 20_000;

const NAME = 1024;
const LABEL = 256;
/** As long as the column that sums up readers. */
const PRINCIPAL = 255;
const URL_LENGTH = 2048;
const GROUPS = 50;

const STATUSES: readonly RunRecord['status'][] = ['success', 'failed'];
const OUTCOMES: readonly QualityRecord['outcome'][] = [
  'pass',
  'fail',
  'warn',
  'error',
];
const TOUCHES: readonly ChangeRecord['touches'][number][] = [
  'code',
  'tests',
  'schema',
  'rules',
  'sla',
];

// Over years the sum of them has to fit into a number of 64 bits.
const MOST_READS = 1e12;
const NOTICED_BY: readonly IncidentRecord['noticedBy'][] = [
  'monitor',
  'owner',
  'consumer',
];
const SEVERITIES: readonly IncidentSeverity[] = [
  'critical',
  'high',
  'medium',
  'low',
];
const AGREEMENT_STATES: readonly AgreementRecord['state'][] = [
  'requested',
  'active',
  'rejected',
  'ended',
];
const POLICY_OUTCOMES: readonly PolicyRunRecord['outcome'][] = [
  'pass',
  'fail',
  'error',
];

// The newest row may seem to be loaded just after the measurement where two clocks differ.
const CLOCK_DIFFERENCE = 5 * 60_000;

function readSubject(
  fields: FieldReader,
  kind: EvidenceKind,
): Pick<IncomingRecord, 'dataset' | 'product' | 'port'> {
  const dataset = fields.optionalGroup('dataset');
  const product = fields.optionalReference('product', 'dataproduct');
  const port = fields.optionalText('port', LABEL);
  if (dataset && product !== undefined) {
    fields.refuse(
      'product',
      'stands beside "dataset"; name one of the two, so that it is clear what the record is about',
    );
  }
  if (port !== undefined) {
    if (product === undefined) {
      fields.refuse('port', 'needs "product" beside it');
    }
    if (!/^[A-Za-z0-9_.-]+(@\d+)?$/.test(port)) {
      fields.refuse(
        'port',
        'must be written port@major, for example stock-levels@2',
      );
    }
  }
  if (!dataset && product === undefined && kind !== 'change') {
    fields.refuse(
      'dataset',
      'is missing; name the data set ({"namespace", "name"}) or the product',
    );
  }
  const subject: Pick<IncomingRecord, 'dataset' | 'product' | 'port'> = {};
  if (dataset) {
    const namespace = dataset.optionalText('namespace', NAME);
    const name = dataset.text('name', NAME);
    subject.dataset =
      namespace === undefined
        ? { name }
        : { namespace: serverWithoutLogin(namespace), name };
  }
  if (product !== undefined) {
    subject.product = product;
  }
  if (port !== undefined) {
    subject.port = port;
  }
  return subject;
}

function readRun(fields: FieldReader): NonNullable<IncomingRecord['run']> {
  const job = fields.group('job');
  return {
    job: {
      namespace: serverWithoutLogin(job.text('namespace', NAME)),
      name: job.text('name', NAME),
    },
    status: fields.oneOf('status', STATUSES),
  };
}

function readQuality(
  fields: FieldReader,
): NonNullable<IncomingRecord['quality']> {
  const rule = fields.group('rule');
  const id = rule.optionalText('id', LABEL);
  const column = rule.optionalText('column', NAME);
  const metric = rule.optionalText('metric', LABEL);
  if (id === undefined && column === undefined && metric === undefined) {
    rule.refuse(
      'id',
      'is missing; name the quality.id of the contract, or "column" and "metric"',
    );
  }
  const value = fields.optionalNumber('value');
  return {
    rule: {
      ...(id === undefined ? {} : { id }),
      ...(column === undefined ? {} : { column }),
      ...(metric === undefined ? {} : { metric }),
    },
    outcome: fields.oneOf('outcome', OUTCOMES),
    ...(value === undefined ? {} : { value }),
  };
}

function readSchema(
  fields: FieldReader,
): NonNullable<IncomingRecord['schema']> {
  const columns = fields.groups('columns', MAX_SCHEMA_COLUMNS).map(column => ({
    name: column.text('name', NAME),
    type: column.text('type', NAME),
  }));
  if (columns.length === 0) {
    fields.refuse('columns', 'is empty; a data set has at least one column');
  }
  return { columns };
}

/** Whoever reads, asks or relies: never a person. */
function refusePerson(fields: FieldReader, consumer: string): string {
  return consumer.startsWith('user:')
    ? fields.refuse(
        'consumer',
        'is a person; no reading of a person is kept, name the group or component it reads for',
      )
    : consumer;
}

function optionalConsumer(fields: FieldReader): string | undefined {
  const consumer = fields.optionalReference('consumer');
  return consumer === undefined ? undefined : refusePerson(fields, consumer);
}

function readUsage(fields: FieldReader): NonNullable<IncomingRecord['usage']> {
  const consumer = optionalConsumer(fields);
  const principal = fields.optionalText('principal', PRINCIPAL);
  const writer = fields.optionalFlag('writer') ?? false;
  const reads = fields.count('reads');
  if (consumer === undefined && principal === undefined) {
    fields.refuse(
      'consumer',
      'is missing; name the reader ("component:default/name"), or its account in "principal"',
    );
  }
  if (principal !== undefined && /^user:/i.test(principal)) {
    fields.refuse(
      'principal',
      'is a person; name the account or role of a system',
    );
  }
  if (principal?.includes('@') && !/\.gserviceaccount\.com$/i.test(principal)) {
    fields.refuse(
      'principal',
      'looks like the address of a person; name the account or role of a system',
    );
  }
  if (reads > MOST_READS) {
    fields.refuse('reads', `is ${reads}; at most ${MOST_READS} are accepted`);
  }
  return {
    ...(consumer === undefined ? {} : { consumer }),
    ...(principal === undefined ? {} : { principal }),
    reads,
    writer,
  };
}

function readActor(parent: FieldReader, name: string): IncomingActor {
  const fields = parent.optionalGroup(name);
  if (!fields) {
    return {};
  }
  const groups = fields.optionalTexts('groups', GROUPS, LABEL);
  const user = fields.optionalReference('user', 'user');
  const email = fields.optionalText('email', LABEL);
  return {
    ...(groups === undefined
      ? {}
      : {
          groups: [
            ...new Set(
              groups.map((group, index) =>
                fields.referenceOf(`groups[${index}]`, group, 'group'),
              ),
            ),
          ],
        }),
    ...(user === undefined ? {} : { user }),
    ...(email === undefined ? {} : { email }),
  };
}

function readChange(
  fields: FieldReader,
): NonNullable<IncomingRecord['change']> {
  const author = readActor(fields, 'author');
  const touches = fields.someOf('touches', TOUCHES);
  return {
    repository: withoutLogin(fields.text('repository', URL_LENGTH)),
    reference: readReference(fields),
    touches,
    bot: fields.optionalFlag('bot') ?? false,
    author,
  };
}

/** A step of something that proceeds: not before its beginning, and not after the state that tells of it. */
function optionalStep(
  fields: FieldReader,
  name: string,
  beginning: { name: string; at: number },
  time: number,
): number | undefined {
  const at = fields.optionalTime(name);
  if (at === undefined) {
    return undefined;
  }
  if (at < beginning.at - CLOCK_DIFFERENCE) {
    fields.refuse(name, `lies before "${beginning.name}"`);
  }
  refuseAfter(fields, name, at, time);
  return at;
}

function refuseAfter(
  fields: FieldReader,
  name: string,
  at: number,
  time: number,
): void {
  if (at > time + CLOCK_DIFFERENCE) {
    fields.refuse(
      name,
      'lies after "time", which says when things stood as this record tells',
    );
  }
}

/** Trackers are named by an address as well, which may hold a login. */
function readReference(fields: FieldReader): string {
  return withoutLogin(fields.text('reference', LABEL));
}

function readIncident(
  fields: FieldReader,
  time: number,
): NonNullable<IncomingRecord['incident']> {
  const openedAt = fields.time('openedAt');
  refuseAfter(fields, 'openedAt', openedAt, time);
  const opened = { name: 'openedAt', at: openedAt };
  const firstActedAt = optionalStep(fields, 'firstActedAt', opened, time);
  const resolvedAt = optionalStep(fields, 'resolvedAt', opened, time);
  const severity = fields.optionalOneOf('severity', SEVERITIES);
  const signature = fields.optionalText('signature', LABEL);
  const firstActedBy = readActor(fields, 'firstActedBy');
  if (firstActedAt === undefined && Object.keys(firstActedBy).length > 0) {
    fields.refuse('firstActedAt', 'is missing beside "firstActedBy"');
  }
  return {
    reference: readReference(fields),
    openedAt,
    noticedBy: fields.oneOf('noticedBy', NOTICED_BY),
    ...(firstActedAt === undefined ? {} : { firstActedAt }),
    firstActedBy,
    ...(resolvedAt === undefined ? {} : { resolvedAt }),
    ...(severity === undefined ? {} : { severity }),
    ...(signature === undefined ? {} : { signature }),
  };
}

function readSupport(
  fields: FieldReader,
  time: number,
): NonNullable<IncomingRecord['support']> {
  const askedAt = fields.time('askedAt');
  refuseAfter(fields, 'askedAt', askedAt, time);
  const answeredAt = optionalStep(
    fields,
    'answeredAt',
    { name: 'askedAt', at: askedAt },
    time,
  );
  const consumer = optionalConsumer(fields);
  const asker = readActor(fields, 'asker');
  const answeredBy = readActor(fields, 'answeredBy');
  if (consumer === undefined && Object.keys(asker).length === 0) {
    fields.refuse(
      'asker',
      'is missing; name who asked ({"groups"}, {"user"} or {"email"}), or the entity it was asked for in "consumer"',
    );
  }
  if (answeredAt === undefined && Object.keys(answeredBy).length > 0) {
    fields.refuse('answeredAt', 'is missing beside "answeredBy"');
  }
  return {
    reference: readReference(fields),
    askedAt,
    asker,
    ...(consumer === undefined ? {} : { consumer }),
    ...(answeredAt === undefined ? {} : { answeredAt }),
    answeredBy,
  };
}

function readAgreement(
  fields: FieldReader,
): NonNullable<IncomingRecord['agreement']> {
  const from = fields.time('from', { dateOnly: true });
  const until = fields.optionalTime('until', { dateOnly: true });
  if (until !== undefined && until <= from) {
    fields.refuse('until', 'does not lie after "from"');
  }
  return {
    reference: readReference(fields),
    consumer: refusePerson(fields, fields.reference('consumer')),
    from,
    ...(until === undefined ? {} : { until }),
    state: fields.oneOf('state', AGREEMENT_STATES),
  };
}

function readPolicyRun(
  fields: FieldReader,
): NonNullable<IncomingRecord['policy-run']> {
  return {
    policy: fields.text('policy', LABEL),
    version: fields.text('version', LABEL),
    outcome: fields.oneOf('outcome', POLICY_OUTCOMES),
  };
}

/**
 * Checks a generic record as it came over the wire and keeps what is known of it: fields that are not listed are ignored and
 * never stored. Texts are kept as they are, to be shown as text. Whether the time is acceptable is for {@link checkReceipt},
 * who may send it for the door. Never throws.
 *
 * @see docs/evidence.md
 * @public
 */
export function parseIncomingRecord(
  value: unknown,
): { record: IncomingRecord } | { problem: { path?: string; reason: string } } {
  try {
    const fields = FieldReader.of(value);
    const kind = fields.oneOf('kind', EVIDENCE_KINDS);
    const record: IncomingRecord = {
      kind,
      time: fields.time('time', { dateOnly: kind === 'usage' }),
      ...readSubject(fields, kind),
    };
    const key = fields.optionalText('key', LABEL);
    if (key !== undefined) {
      record.key = key;
    }
    switch (kind) {
      case 'run':
        record.run = readRun(fields);
        break;
      case 'quality':
        record.quality = readQuality(fields);
        break;
      case 'freshness': {
        const loadedAt = fields.time('loadedAt');
        if (loadedAt > record.time + CLOCK_DIFFERENCE) {
          fields.refuse('loadedAt', 'lies after "time", when it was measured');
        }
        record.freshness = { loadedAt };
        break;
      }
      case 'schema':
        record.schema = readSchema(fields);
        break;
      case 'usage':
        record.usage = readUsage(fields);
        break;
      case 'incident':
        record.incident = readIncident(fields, record.time);
        break;
      case 'support':
        record.support = readSupport(fields, record.time);
        break;
      case 'agreement':
        record.agreement = readAgreement(fields);
        break;
      case 'confirmation':
        record.confirmation = {
          consumer: refusePerson(fields, fields.reference('consumer')),
        };
        break;
      case 'policy-run':
        record['policy-run'] = readPolicyRun(fields);
        break;
      default:
        record.change = readChange(fields);
    }
    return { record };
  } catch (error) {
    if (error instanceof RecordError) {
      const { path, reason } = error;
      return { problem: path === '' ? { reason } : { path, reason } };
    }
    return { problem: { reason: 'The record could not be read.' } };
  }
}

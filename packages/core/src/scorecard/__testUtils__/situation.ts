import {
  DataProductEntityV1alpha1,
  EvidenceKind,
} from '@meshproof/backstage-plugin-data-mesh-common';
import {
  ContractColumn,
  ContractReading,
  ContractRule,
  TimelinessPromise,
} from '../../contract/types';
import {
  ChangeRecord,
  EvidenceBase,
  EvidenceRecord,
  SourceReach,
} from '../../evidence/types';
import { defaultSettings } from '../defaultSettings';
import { ProductSituation } from '../types';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** A Monday, ten in the morning. */
export const NOW = Date.parse('2026-11-16T10:00:00Z');

export const SERVER = 'snowflake://acme.eu';
export const TABLE = { namespace: SERVER, name: 'wh.inventory.stock' };
const REPOSITORY = 'https://git.example/wh/stock';
export const JOB = { namespace: 'airflow-prod', name: 'stock_hourly' };
export const OWNER = 'group:default/supply-chain';
export const CENTRAL = 'group:default/central-data';

let counter = 0;

export function base<K extends EvidenceKind>(
  kind: K,
  time: number,
  extra: Partial<EvidenceBase> = {},
): EvidenceBase & { kind: K } {
  counter++;
  return {
    id: `${kind}-${time}-${counter}`,
    time,
    receivedAt: time + 60_000,
    publisher: 'warehouse',
    publisherTitle: 'Warehouse',
    witness: 'platform',
    mayBackfill: true,
    dataset: TABLE,
    ...extra,
    kind,
  };
}

export function column(
  name: string,
  extra: Partial<ContractColumn> = {},
): ContractColumn {
  return {
    object: 'stock',
    name,
    logicalType: 'string',
    description: `What ${name} means to a planner`,
    required: false,
    unique: false,
    primaryKey: false,
    critical: false,
    ...extra,
  };
}

export function rule(
  id: string,
  covers: ContractRule['covers'],
  extra: Partial<ContractRule> = {},
): ContractRule {
  return {
    id,
    key: id,
    object: 'stock',
    type: 'library',
    mandatory: true,
    executable: true,
    fingerprint: id,
    content: id,
    covers,
    tautology: false,
    sentence: id,
    ...extra,
  };
}

export function promise(
  extra: Partial<TimelinessPromise> = {},
): TimelinessPromise {
  return {
    frequency: DAY,
    latency: 6 * HOUR,
    target: 0.95,
    targetStated: true,
    businessDays: false,
    offset: 0,
    sentence: 'Every day within 6 hours',
    ...extra,
  };
}

export function contract(
  extra: Partial<ContractReading> = {},
): ContractReading {
  return {
    id: 'stock',
    version: '1.0.0',
    apiVersion: 'v3.1.0',
    conformant: true,
    problems: [],
    servers: [
      {
        type: 'snowflake',
        environment: 'prod',
        namespace: SERVER,
        prefix: 'wh.inventory',
        description: 'Snowflake',
      },
    ],
    objects: [{ name: 'stock', physicalName: 'stock' }],
    columns: [
      column('site', { primaryKey: true, critical: true }),
      column('article', { primaryKey: true }),
      column('quantity', { logicalType: 'integer' }),
    ],
    rules: [
      rule('unique', 'uniqueness'),
      rule('complete', 'completeness', { column: 'site' }),
      rule('volume', 'volume'),
    ],
    timeliness: promise(),
    support: [],
    promises: [],
    ...extra,
  };
}

export function spec(
  extra: Partial<DataProductEntityV1alpha1['spec']> = {},
): DataProductEntityV1alpha1['spec'] {
  return {
    type: 'source-aligned',
    lifecycle: 'active',
    owner: 'group:default/supply-chain',
    domain: 'supply-chain',
    purpose: 'Planners read one trusted stock figure.',
    intendedFor: ['component:default/forecast'],
    team: [{ member: 'user:default/ana', role: 'product-owner' }],
    outputPorts: [
      {
        name: 'stock',
        type: 'table',
        version: '1.0.0',
        contract: { id: 'stock', version: '1.0.0' },
      },
    ],
    pipelines: [{ name: 'stock-hourly', job: JOB, repository: REPOSITORY }],
    support: [{ channel: '#inventory', respondsWithin: 'P2D' }],
    ...extra,
  };
}

export const REAL_COLUMNS = [
  { name: 'SITE', type: 'VARCHAR(20)' },
  { name: 'ARTICLE', type: 'VARCHAR' },
  { name: 'QUANTITY', type: 'NUMBER(38,0)' },
];

/** One record of each kind for each day, sixty days back: a product that does what it says. */
export function dailyEvidence(options: {
  now?: number;
  days?: number;
  without?: EvidenceKind[];
}): EvidenceRecord[] {
  const { now = NOW, days = 60, without = [] } = options;
  const records: EvidenceRecord[] = [];
  for (let day = 0; day < days; day++) {
    const midnight = Math.floor(now / DAY) * DAY - day * DAY;
    const add = (record: EvidenceRecord) => {
      if (!without.includes(record.kind) && record.time <= now) {
        records.push(record);
      }
    };
    add({
      ...base('run', midnight + 3 * HOUR),
      job: JOB,
      status: 'success',
    });
    add({
      ...base('freshness', midnight + 5 * HOUR),
      loadedAt: midnight + 3 * HOUR,
    });
    add({ ...base('schema', midnight + 3 * HOUR), columns: REAL_COLUMNS });
    for (const id of ['unique', 'complete', 'volume']) {
      add({
        ...base('quality', midnight + 4 * HOUR),
        rule: { id },
        outcome: 'pass',
      });
    }
    add({
      ...base('usage', midnight),
      consumer: 'component:default/forecast',
      reads: 12,
      writer: false,
    });
  }
  if (!without.includes('change')) {
    for (let index = 0; index < 12; index++) {
      records.push(change(now - (index * 5 + 1) * DAY, OWNER));
    }
  }
  return records;
}

export function change(
  time: number,
  group: string,
  extra: Partial<ChangeRecord> = {},
): ChangeRecord {
  return {
    ...base('change', time, { dataset: undefined }),
    repository: REPOSITORY,
    reference: `c${time}`,
    groups: [group],
    touches: ['code'],
    bot: false,
    ...extra,
  };
}

export function sources(
  options: {
    kinds?: EvidenceKind[];
    lastAt?: number;
    firstAt?: number;
    extra?: Partial<SourceReach>;
  } = {},
): SourceReach[] {
  const {
    kinds = ['run', 'quality', 'freshness', 'schema', 'usage', 'change'],
    lastAt = NOW - HOUR,
    firstAt = NOW - 200 * DAY,
    extra,
  } = options;
  return kinds.map(kind => ({
    publisher: 'warehouse',
    title: 'Warehouse',
    witness: 'platform',
    kind,
    namespace: kind === 'change' ? '' : SERVER,
    firstAt,
    lastAt,
    usualInterval: DAY,
    records: 1000,
    ownerGroups: 3,
    ...extra,
  }));
}

export function situation(
  extra: Partial<ProductSituation> = {},
): ProductSituation {
  const now = extra.now ?? NOW;
  const members = ['user:default/ana', 'user:default/ben', 'user:default/cid'];
  return {
    now,
    ref: 'dataproduct:default/inventory',
    firstSeen: now - 200 * DAY,
    claims: [{ from: now - 200 * DAY, name: 'inventory', spec: spec() }],
    contracts: [
      { key: 'id:stock@1.0.0', from: now - 200 * DAY, reading: contract() },
    ],
    evidence: dailyEvidence({ now }),
    sources: sources({ lastAt: now - HOUR, firstAt: now - 200 * DAY }),
    surroundings: {
      groups: {
        [OWNER]: { ref: OWNER, exists: true, family: [OWNER], members },
        [CENTRAL]: {
          ref: CENTRAL,
          exists: true,
          family: [CENTRAL],
          members: ['user:default/zoe', 'user:default/yan'],
        },
      },
      central: {
        groups: [CENTRAL],
        members: ['user:default/zoe', 'user:default/yan'],
      },
      domain: {
        ref: 'domain:default/supply-chain',
        exists: true,
        family: ['domain:default/supply-chain'],
        groups: [OWNER],
      },
      entities: {
        'component:default/forecast': {
          exists: true,
          owner: 'group:default/planning',
          domain: 'domain:default/planning',
          aiUseCase: true,
        },
      },
      leftOwnerGroupAt: {},
      nearUnmatched: [],
    },
    history: [],
    settings: defaultSettings,
    ...extra,
  };
}

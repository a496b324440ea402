import { ContractColumn } from '../contract/types';
import { datasetKey } from '../evidence/datasetKey';
import { SchemaRecord } from '../evidence/types';
import { Context } from './Context';
import { DAY, dayOf, lengthInWords } from './calendar';
import { PortEvidence } from './counted';
import { FactGroup, missing, observed, stale } from './Fact';
import { PortTimeline, PortVersion } from './portTimelines';
import { whyNothing } from './reach';
import { RhythmView } from './rhythm';

const FAMILIES: Record<string, string> = {};
for (const [family, names] of Object.entries({
  text: 'string varchar char character text nvarchar nchar clob uuid varchar2 bpchar citext',
  // Many warehouses have one type for both, so they are never held against each other.
  number:
    'integer int int2 int4 int8 int64 int32 bigint smallint tinyint number numeric decimal float float4 float8 float64 double real bignumeric serial bigserial long short',
  boolean: 'boolean bool bit',
  date: 'date',
  moment:
    'timestamp timestamptz timestampntz timestamp_ntz timestamp_ltz timestamp_tz datetime datetime2 smalldatetime datetimeoffset',
  time: 'time timetz',
  nested: 'object struct record json jsonb variant map super array list',
})) {
  for (const name of names.split(' ')) {
    FAMILIES[name] = family;
  }
}

function familyOf(type: string | undefined): string | undefined {
  if (!type) {
    return undefined;
  }
  const word = /^[a-z0-9_]+/.exec(type.trim().toLowerCase())?.[0];
  return word ? FAMILIES[word] : undefined;
}

type Typed = Pick<ContractColumn, 'physicalType' | 'logicalType'>;

function claimedFamily(column: Typed): string | undefined {
  return familyOf(column.physicalType) ?? familyOf(column.logicalType);
}

/** Whether two types can be the same; what is not known accuses nobody. @internal */
function typesAgree(column: Typed, real: string): boolean {
  const claimed = claimedFamily(column);
  const seen = familyOf(real);
  return !claimed || !seen || claimed === seen;
}

function normal(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/["'`[\]]/g, '');
}

/** Columns of the contract that one real schema could show: of its object, top level only. @internal */
export function columnsAbout(
  version: PortVersion,
  timeline: PortTimeline,
  record: SchemaRecord,
): ContractColumn[] {
  const { reading } = version;
  if (!reading) {
    return [];
  }
  const objects = reading.objects.map(object => object.name);
  let names = new Set(objects);
  if (record.dataset && timeline.keys.length === objects.length) {
    const at = timeline.keys.indexOf(datasetKey(record.dataset));
    names = new Set(at >= 0 ? [objects[at]] : []);
  }
  return reading.columns.filter(
    column => names.has(column.object) && !column.name.includes('.'),
  );
}

/** What is missing or of another type, and what is there beyond the contract. @internal */
export function compareSchema(
  columns: ContractColumn[],
  real: SchemaRecord['columns'],
): { absent: string[]; different: string[]; extra: string[] } {
  const seen = new Map(
    real.map(column => [normal(column.name), column.type] as const),
  );
  const absent: string[] = [];
  const different: string[] = [];
  for (const column of columns) {
    const name = normal(column.physicalName ?? column.name);
    const type = seen.get(name);
    if (type === undefined) {
      absent.push(column.name);
    } else if (!typesAgree(column, type)) {
      different.push(column.name);
    }
    seen.delete(name);
  }
  return { absent, different, extra: [...seen.keys()] };
}

/** The version of a port's claims that was in force at a moment. @internal */
export function versionAt(timeline: PortTimeline, time: number): PortVersion {
  let found = timeline.versions[0];
  for (const version of timeline.versions) {
    if (version.from > time) {
      break;
    }
    found = version;
  }
  return found;
}

/** The version in force, and those that were less than a window ago. */
function inJudgement(
  context: Context,
  { versions }: PortTimeline,
  w3: number,
): PortVersion[] {
  return versions.filter(
    (version, index) =>
      index === versions.length - 1 ||
      !context.horizon.reached(version.to + w3),
  );
}

/**
 * The columns to hold a real schema against: those of the contract in force, and those taken out of it less than a window ago. One
 * whose type can no longer be compared keeps the type it had. What was taken out because it is not there is a correction.
 *
 * @param current - the version in force, by default now; later ones are left out
 */
function demanded(
  context: Context,
  timeline: PortTimeline,
  record: SchemaRecord,
  w3: number,
  current = timeline.versions[timeline.versions.length - 1],
): ContractColumn[] {
  const real = new Set(record.columns.map(column => normal(column.name)));
  const columns = new Map<string, ContractColumn>();
  const versions = inJudgement(context, timeline, w3).filter(
    version => version === current || version.to <= current.from,
  );
  for (const version of versions) {
    const isCurrent = version === current;
    for (const column of columnsAbout(version, timeline, record)) {
      const key = `${column.object}/${column.name}`;
      const earlier = columns.get(key);
      if (!isCurrent && !real.has(normal(column.physicalName ?? column.name))) {
        continue;
      }
      columns.set(
        key,
        earlier && !claimedFamily(column)
          ? {
              ...column,
              physicalType: earlier.physicalType,
              logicalType: earlier.logicalType,
            }
          : column,
      );
    }
  }
  return [...columns.values()];
}

const NO_COLUMN = 'The contract names no column';

/** Facts for check 16. @internal */
export function schemaFacts(
  context: Context,
  evidence: PortEvidence,
  view: RhythmView,
): FactGroup {
  const { port } = evidence;
  const records = evidence.counted('schema', ['self', 'platform']);
  const current = port.versions[port.versions.length - 1];
  const w3 = view.windows.w3;
  const promised = inJudgement(context, port, w3).some(
    ({ reading }) => reading && reading.columns.length > 0,
  );
  if (!promised) {
    return missing(
      'observed',
      'not-wired',
      current.reading ? NO_COLUMN : 'No contract of this port could be read',
    );
  }
  if (records.length === 0) {
    const why = whyNothing(context, {
      kinds: ['schema'],
      namespaces: evidence.namespaces,
      addresses: evidence.addresses,
      w3: w3,
    });
    return missing('observed', why.cause, why.reason);
  }
  const newest = new Map<string, SchemaRecord>();
  for (const record of records) {
    newest.set(record.dataset ? datasetKey(record.dataset) : '', record);
  }
  const unseen = newest.has('')
    ? undefined
    : port.datasets.find(dataset => !newest.has(datasetKey(dataset)));
  if (unseen) {
    const why = whyNothing(context, {
      kinds: ['schema'],
      namespaces: evidence.namespaces,
      addresses: unseen.name,
      w3: w3,
    });
    return missing('observed', why.cause, why.reason, records);
  }
  const latest = [...newest.values()];
  const oldest = Math.min(...latest.map(record => record.time));
  const maxAge = (view.rhythm?.interval ?? DAY) + 7 * DAY;
  if (context.horizon.reached(oldest + maxAge)) {
    return stale(
      latest,
      `The real schema was last seen ${lengthInWords(
        context.now - oldest,
      )} ago; at most ${lengthInWords(maxAge)} are allowed`,
    );
  }
  const absent: string[] = [];
  const different: string[] = [];
  let extra = 0;
  let columns = 0;
  for (const record of latest) {
    const claimed = demanded(context, port, record, w3);
    const result = compareSchema(claimed, record.columns);
    absent.push(...result.absent);
    different.push(...result.different);
    extra += result.extra.length;
    columns += claimed.length;
  }
  if (columns === 0) {
    return missing('observed', 'not-wired', NO_COLUMN, latest);
  }
  if (context.trace) {
    const used = new Set(latest);
    for (const record of records) {
      if (context.horizon.within(record.time, w3)) {
        const result = compareSchema(
          columnsAbout(versionAt(port, record.time), port, record),
          record.columns,
        );
        const differs = result.absent.length + result.different.length > 0;
        context.trace.record(record, {
          port: port.id,
          outcome: differs ? 'missed' : 'met',
          ...(used.has(record)
            ? {}
            : { notCounted: 'a newer schema has been seen' }),
        });
      }
    }
  }
  return observed(latest, {
    schemaColumns: columns,
    schemaAbsent: absent.length,
    schemaDifferent: different.length,
    schemaExtra: extra,
    schemaDifferences:
      [
        absent.length > 0 ? `missing: ${absent.join(', ')}` : '',
        different.length > 0 ? `of another type: ${different.join(', ')}` : '',
      ]
        .filter(part => part)
        .join('; ') || 'none',
  });
}

/** What of the contract in force then a real schema lacked, or had with another type. @internal */
export function differencesFromContract(
  context: Context,
  { port }: PortEvidence,
  record: SchemaRecord,
  w3: number,
): { absent: string[]; different: string[] } {
  return compareSchema(
    demanded(context, port, record, w3, versionAt(port, record.time)),
    record.columns,
  );
}

/** On how many days of W3 the real schema contradicted the contract that was in force then. @internal */
export function daysOfSchemaDifference(
  context: Context,
  evidence: PortEvidence,
  w3: number,
): number {
  const days = new Set<number>();
  for (const record of evidence.counted('schema', ['self', 'platform'])) {
    if (!context.horizon.within(record.time, w3)) {
      continue;
    }
    const { absent, different } = differencesFromContract(
      context,
      evidence,
      record,
      w3,
    );
    if (absent.length + different.length > 0) {
      days.add(dayOf(record.time));
    }
  }
  return days.size;
}

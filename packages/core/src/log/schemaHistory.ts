import { SchemaSeen } from '@meshproof/backstage-plugin-data-mesh-common';
import { datasetKey } from '../evidence/datasetKey';
import { SchemaRecord } from '../evidence/types';
import { PortTimeline } from '../facts/portTimelines';
import { columnsAbout, compareSchema, versionAt } from '../facts/schemaFacts';
import { ProductSituation } from '../scorecard/types';
import { lookupOf } from './evidenceLog';

function columnsOf(record: SchemaRecord): Map<string, string> {
  return new Map(record.columns.map(({ name, type }) => [name, type]));
}

function sameColumns(a: SchemaRecord, b: SchemaRecord): boolean {
  return (
    a.columns.length === b.columns.length &&
    JSON.stringify([...columnsOf(a)].sort()) ===
      JSON.stringify([...columnsOf(b)].sort())
  );
}

/** What one schema has that the one before had not, and the other way round. */
function changesBetween(
  before: SchemaRecord,
  after: SchemaRecord,
): NonNullable<SchemaSeen['changes']> {
  const [old, present] = [columnsOf(before), columnsOf(after)];
  return {
    added: [...present.keys()].filter(name => !old.has(name)),
    removed: [...old.keys()].filter(name => !present.has(name)),
    retyped: [...present].flatMap(([name, type]) => {
      const from = old.get(name);
      return from === undefined || from === type
        ? []
        : [{ name, from, to: type }];
    }),
  };
}

function againstContract(
  timeline: PortTimeline,
  record: SchemaRecord,
): SchemaSeen['contract'] {
  const version = versionAt(timeline, record.time);
  const columns = columnsAbout(version, timeline, record);
  if (columns.length === 0) {
    return undefined;
  }
  const real = columnsOf(record);
  const { absent, different, extra } = compareSchema(columns, record.columns);
  return {
    ...(version.reading?.version === undefined
      ? {}
      : { version: version.reading.version }),
    columns: columns.length,
    absent,
    different: different.map(name => {
      const column = columns.find(own => own.name === name);
      return {
        name,
        promised: column?.physicalType ?? column?.logicalType ?? '',
        real:
          [...real].find(
            ([own]) =>
              own.toLowerCase() ===
              (column?.physicalName ?? name).toLowerCase(),
          )?.[1] ?? '',
      };
    }),
    extra,
  };
}

/**
 * The real schemas of each data set in the records of the situation, the newest first; one that was seen again and again is one
 * row. Each with what changed since the one before, and what differs from the contract that was in force. @public
 */
export function listSchemasSeen(situation: ProductSituation): SchemaSeen[] {
  const { context, ports } = lookupOf(situation);
  const seen: {
    first: SchemaRecord;
    last: SchemaRecord;
    before: SchemaRecord | undefined;
    timeline: PortTimeline | undefined;
    times: number;
  }[] = [];
  const newest = new Map<string, (typeof seen)[number]>();
  for (const record of context.index.all) {
    if (record.kind !== 'schema') {
      continue;
    }
    const found = ports.find(record);
    if (found && !found.production) {
      continue;
    }
    const key = record.dataset
      ? datasetKey(record.dataset)
      : `port ${record.port ?? ''}`;
    const current = newest.get(key);
    if (current && sameColumns(current.last, record)) {
      current.last = record;
      current.times++;
      continue;
    }
    const entry = {
      first: record,
      last: record,
      before: current?.last,
      timeline: found?.timeline,
      times: 1,
    };
    newest.set(key, entry);
    seen.push(entry);
  }
  return seen
    .map(({ first, last, before, timeline, times }): SchemaSeen => {
      const contract = timeline && againstContract(timeline, last);
      return {
        ...(timeline ? { port: timeline.id } : {}),
        ...(last.dataset ? { dataset: last.dataset } : {}),
        firstSeenAt: new Date(first.time).toISOString(),
        lastSeenAt: new Date(last.time).toISOString(),
        times,
        recordId: last.id,
        columns: last.columns.length,
        sources: [
          ...new Set(
            [first, last].map(
              ({ publisher, publisherTitle }) => publisherTitle ?? publisher,
            ),
          ),
        ],
        ...(before ? { changes: changesBetween(before, first) } : {}),
        ...(contract ? { contract } : {}),
      };
    })
    .sort(
      (a, b) =>
        b.lastSeenAt.localeCompare(a.lastSeenAt) ||
        b.firstSeenAt.localeCompare(a.firstSeenAt) ||
        (a.port ?? '').localeCompare(b.port ?? ''),
    );
}

import {
  EvidenceKind,
  EvidenceRow,
  Witness,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { datasetKey } from '../evidence/datasetKey';
import { describeRecord } from '../evidence/describeRecord';
import { EvidenceRecord } from '../evidence/types';
import { Context, createContext } from '../facts/Context';
import { notCounted } from '../facts/counted';
import { PortTimeline, portTimelines } from '../facts/portTimelines';
import { columnsAbout, compareSchema, versionAt } from '../facts/schemaFacts';
import { otherAddresses } from '../scorecard/productAddresses';
import { ProductSituation } from '../scorecard/types';

const OWN_TOOLS: readonly Witness[] = ['self', 'platform'];
const PLATFORM: readonly Witness[] = ['platform'];
const ANYBODY: readonly Witness[] = ['self', 'platform', 'consumer'];

/** Who may show a record of a kind to any check at all; a single check may ask for more. */
function acceptedWitnesses(kind: EvidenceKind): readonly Witness[] {
  switch (kind) {
    case 'run':
    case 'quality':
    case 'freshness':
    case 'schema':
      return OWN_TOOLS;
    case 'usage':
    case 'change':
      return PLATFORM;
    default:
      return ANYBODY;
  }
}

/** Whose records are whose: the ports of a product, by the addresses they were ever claimed to serve. */
class PortLookup {
  readonly #byKey = new Map<string, PortTimeline>();
  readonly #byName = new Map<string, PortTimeline>();
  readonly #otherKeys = new Map<string, PortTimeline>();

  constructor(readonly timelines: PortTimeline[], situation: ProductSituation) {
    // Those that are served now come last, so that they are the ones that are named.
    const ordered = [...timelines].sort(
      (a, b) =>
        Number(a.removedAt === undefined) - Number(b.removedAt === undefined),
    );
    for (const timeline of ordered) {
      for (const version of timeline.versions) {
        for (const address of otherAddresses(
          version.reading,
          situation.settings,
        )) {
          this.#otherKeys.set(datasetKey(address), timeline);
        }
      }
      timeline.keys.forEach(key => this.#byKey.set(key, timeline));
      this.#byName.set(timeline.name, timeline);
      this.#byName.set(timeline.id, timeline);
    }
  }

  find(
    record: EvidenceRecord,
  ): { timeline: PortTimeline; production: boolean } | undefined {
    if (record.dataset) {
      const key = datasetKey(record.dataset);
      const served = this.#byKey.get(key);
      if (served) {
        return { timeline: served, production: true };
      }
      const other = this.#otherKeys.get(key);
      return other && { timeline: other, production: false };
    }
    const named =
      record.port === undefined ? undefined : this.#byName.get(record.port);
    return named && { timeline: named, production: true };
  }
}

/** @internal */
export function lookupOf(situation: ProductSituation): {
  context: Context;
  ports: PortLookup;
} {
  const context = createContext(situation);
  const timelines = portTimelines({
    now: context.now,
    claims: context.claims,
    contracts: situation.contracts,
    settings: situation.settings,
  });
  return { context, ports: new PortLookup(timelines, situation) };
}

function outcomeOf(
  record: EvidenceRecord,
  timeline: PortTimeline | undefined,
): EvidenceRow['outcome'] {
  switch (record.kind) {
    case 'run':
      return record.status === 'success' ? 'met' : 'missed';
    case 'quality':
    case 'policy-run':
      return record.outcome === 'pass' ? 'met' : 'missed';
    case 'schema': {
      if (!timeline) {
        return 'neutral';
      }
      const columns = columnsAbout(
        versionAt(timeline, record.time),
        timeline,
        record,
      );
      if (columns.length === 0) {
        return 'neutral';
      }
      const { absent, different } = compareSchema(columns, record.columns);
      return absent.length + different.length === 0 ? 'met' : 'missed';
    }
    default:
      return 'neutral';
  }
}

/**
 * The records of a situation as rows of the product's evidence log, newest first: which port each is about, what it shows by
 * itself, and whether it can count for anything; if not, why. Whether one check counts it is told by `explainCheck`. @public
 */
export function listEvidenceRows(situation: ProductSituation): EvidenceRow[] {
  const { context, ports } = lookupOf(situation);
  return [...context.index.all].reverse().map(record => {
    const found = ports.find(record);
    const reason =
      found && !found.production
        ? 'of another server than production'
        : notCounted(context, record, acceptedWitnesses(record.kind));
    return {
      type: 'record',
      recordId: record.id,
      kind: record.kind,
      time: new Date(record.time).toISOString(),
      receivedAt: new Date(record.receivedAt).toISOString(),
      publisher: record.publisher,
      publisherTitle: record.publisherTitle ?? record.publisher,
      witness: record.witness,
      ...(record.dataset ? { server: record.dataset.namespace } : {}),
      ...(found ? { port: found.timeline.id } : {}),
      summary: describeRecord(record),
      outcome: outcomeOf(record, found?.timeline),
      counted: reason === undefined,
      ...(reason === undefined ? {} : { notCounted: reason }),
    };
  });
}

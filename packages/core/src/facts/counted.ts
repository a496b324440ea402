import {
  EvidenceKind,
  Witness,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { EvidenceRecord } from '../evidence/types';
import { Context } from './Context';
import { HOUR } from './calendar';
import { RecordsByKind } from './EvidenceIndex';
import { PortTimeline } from './portTimelines';
import { normalNamespace } from './reach';

const BACKFILL_AFTER = 72 * HOUR;

/**
 * Why a record supports nothing, or undefined when it counts. A statement of the owner is no observation; the owner's own tool
 * speaks only where no platform source covers the server; history may be sent by those alone who may. @internal
 */
export function notCounted(
  context: Context,
  record: EvidenceRecord,
  witnesses: readonly Witness[],
): string | undefined {
  if (!context.horizon.reached(record.time)) {
    return 'dated in the future';
  }
  if (record.receivedAt - record.time > BACKFILL_AFTER && !record.mayBackfill) {
    return 'backfilled: received more than 72 hours after its own time';
  }
  if (
    record.time < context.situation.firstSeen &&
    record.witness !== 'platform'
  ) {
    return 'from before the product was known, and not from a platform source';
  }
  if (!witnesses.includes(record.witness)) {
    return `the check accepts ${witnesses.join(' or ')} as witness only`;
  }
  if (record.witness === 'self') {
    if (record.basis !== 'observed') {
      return 'a statement of the owner, not an observation';
    }
    const covering = context.sources.find(
      source =>
        source.witness === 'platform' &&
        source.kind === record.kind &&
        (!record.dataset ||
          normalNamespace(source.namespace) ===
            normalNamespace(record.dataset.namespace)),
    );
    if (covering) {
      return `${covering.title} covers this server, so the owner's own record is only shown beside`;
    }
  }
  return undefined;
}

/** What counts about one port, by kind and accepted witness. @internal */
export class PortEvidence {
  readonly #cache = new Map<string, EvidenceRecord[]>();

  constructor(readonly context: Context, readonly port: PortTimeline) {}

  /** Namespaces of the port's servers; undefined while no address is known. */
  get namespaces(): ReadonlySet<string> | undefined {
    if (this.port.datasets.length === 0) {
      return undefined;
    }
    return new Set(
      this.port.datasets.map(dataset => normalNamespace(dataset.namespace)),
    );
  }

  get addresses(): string {
    return this.port.datasets.map(dataset => dataset.name).join(', ');
  }

  /** Ascending by time. */
  counted<K extends EvidenceKind>(
    kind: K,
    witnesses: readonly Witness[],
  ): RecordsByKind[K][] {
    const key = `${kind} ${witnesses.join()}`;
    let records = this.#cache.get(key);
    if (!records) {
      records = this.context.index.of(this.port, kind).filter(record => {
        const reason = notCounted(this.context, record, witnesses);
        if (reason !== undefined) {
          this.context.trace?.record(record, {
            port: this.port.id,
            notCounted: reason,
          });
        }
        return reason === undefined;
      });
      this.#cache.set(key, records);
    }
    return records as RecordsByKind[K][];
  }
}

import { LoggerService } from '@backstage/backend-plugin-api';
import {
  InputError,
  ServiceUnavailableError,
  stringifyError,
} from '@backstage/errors';
import {
  EvidenceKind,
  EvidenceReceipt,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { ClockService } from '@meshproof/backstage-plugin-data-mesh-node';
import {
  EvidenceDocuments,
  EvidenceFormat,
  EvidenceItem,
  parseIncomingRecord,
} from '@meshproof/core';
import { Request } from 'express';
import { RecordOutcome } from '../metrics';
import { BodyTooLargeError } from './BodyTooLargeError';
import { BodyTooSlowError } from './BodyTooSlowError';
import { EvidenceDoor, NumberedRecord, Sender } from './EvidenceDoor';
import { EvidenceStore } from './EvidenceStore';
import { BodyLimits, readBody } from './readBody';
import { Reason, Rejection } from './Rejection';

/** Records that are stored in one transaction. */
const BATCH = 1_000;
/** Text of the records that wait for a transaction: large ones are stored sooner, so that a thousand of them do not fill the memory. */
const BATCH_CHARACTERS = 4 * 1024 * 1024;
/** Rejections that a receipt lists; the others are counted. */
const MOST_REJECTIONS = 1000;
/** What a refused sender was after, as far as the audit log lists it. */
const MOST_REFUSALS = 20;

/** Records that their sender may not send. */
export interface Refusals {
  count: number;
  /** What they were about; at most 20 are listed. */
  about: string[];
}

/**
 * Takes in the records of a request, a batch at a time, and never holds more than one batch.
 *
 * @throws InputError for a body that cannot be read to its end, BodyTooLargeError or BodyTooSlowError for one that is too long or does
 * not go on, ServiceUnavailableError when records cannot be stored now. What was stored before stays; sending everything again stores nothing twice.
 */
export async function receiveEvidence(options: {
  request: Request;
  sender: Sender;
  door: EvidenceDoor;
  store: EvidenceStore;
  logger: LoggerService;
  clock: ClockService;
  /** Told as soon as it is so: what was stored before a request broke off counts too. */
  count: (outcome: RecordOutcome, records: number) => void;
  limits: BodyLimits;
  /** The formats of tools that are understood. */
  formats: readonly EvidenceFormat[];
  /** The one that every document of the request has; told by its content unless it is named. */
  format?: string;
}): Promise<{
  receipt: EvidenceReceipt;
  refused: Refusals;
}> {
  const { request, sender, door, store, logger, clock, count } = options;
  const documents = new EvidenceDocuments(options);
  const receipt: EvidenceReceipt = {
    accepted: 0,
    duplicates: 0,
    rejected: [],
    rejectedTotal: 0,
  };
  let refused = 0;
  const about = new Set<string>();
  const passedOver = new Map<EvidenceKind, number>();
  let batch: NumberedRecord[] = [];
  let characters = 0;

  const reject = (rejection: Rejection) => {
    receipt.rejectedTotal++;
    count('rejected', 1);
    if (receipt.rejected.length < MOST_REJECTIONS) {
      receipt.rejected.push(rejection);
    }
  };

  const flush = async () => {
    const records = batch;
    batch = [];
    characters = 0;
    try {
      const admission = await door.admit(sender, records, clock.now());
      admission.rejected.forEach(reject);
      refused += admission.refused.length;
      admission.refused
        .slice(0, MOST_REFUSALS - about.size)
        .forEach(name => about.add(name));
      const { inserted, duplicates } = await store.add(admission.records);
      receipt.accepted += inserted.length;
      receipt.duplicates += duplicates;
      count('accepted', inserted.length);
      count('duplicate', duplicates);
    } catch (error) {
      logger.error(`Evidence was not stored: ${stringifyError(error)}`);
      throw new ServiceUnavailableError(
        `The records cannot be stored now; ${soFar(
          receipt,
        )}. Send everything again later: what is stored is not stored twice`,
      );
    }
  };

  try {
    for await (const item of readBody(request, documents, options.limits)) {
      const parsed = parse(item);
      if ('reason' in parsed) {
        reject({ index: item.index, ...parsed });
        continue;
      }
      if (parsed.format !== undefined && !maySend(sender, parsed.record.kind)) {
        // The file of a tool says many things; what its publisher is not there for is passed over.
        const { kind } = parsed.record;
        passedOver.set(kind, (passedOver.get(kind) ?? 0) + 1);
        continue;
      }
      batch.push({ index: item.index, ...parsed });
      characters += 'characters' in item ? item.characters : 0;
      if (batch.length >= BATCH || characters >= BATCH_CHARACTERS) {
        await flush();
      }
    }
  } catch (error) {
    for (const Unreadable of [
      InputError,
      BodyTooLargeError,
      BodyTooSlowError,
    ]) {
      if (error instanceof Unreadable) {
        await flush();
        throw new Unreadable(`${error.message}; ${soFar(receipt)}`);
      }
    }
    throw error;
  }
  await flush();
  const counts = documents.counts;
  if (counts.length > 0) {
    receipt.formats = counts;
  }
  if (passedOver.size > 0) {
    receipt.passedOver = [...passedOver]
      .map(([kind, records]) => ({ kind, records }))
      .sort((a, b) => (a.kind < b.kind ? -1 : 1));
  }
  receipt.rejected.sort((a, b) => a.index - b.index);
  return { receipt, refused: { count: refused, about: [...about] } };
}

function parse(
  item: EvidenceItem,
): Reason | Pick<NumberedRecord, 'record' | 'format'> {
  if ('reason' in item) {
    const { path, reason } = item;
    return path === undefined ? { reason } : { path, reason };
  }
  const parsed = parseIncomingRecord(item.record);
  return 'problem' in parsed
    ? parsed.problem
    : { record: parsed.record, format: item.format };
}

function maySend(sender: Sender, kind: EvidenceKind): boolean {
  return sender.type === 'person' || sender.publisher.kinds.includes(kind);
}

function soFar({ accepted, duplicates, rejectedTotal }: EvidenceReceipt) {
  return `so far ${accepted} stored, ${duplicates} known already, ${rejectedTotal} rejected`;
}

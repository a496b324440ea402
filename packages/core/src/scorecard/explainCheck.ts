import {
  EvidenceKind,
  EvidenceRow,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { FACTS, KINDS_OF_GROUP } from '../facts/catalogue';
import { Trace } from '../facts/Context';
import { datasetKey } from '../evidence/datasetKey';
import { describeRecord } from '../evidence/describeRecord';
import { defaultRubric } from './defaultRubric';
import { judgePort } from './judgeCheck';
import { Judgement } from './Judgement';
import { otherAddresses } from './productAddresses';
import { Rubric } from './Rubric';
import { ProductSituation } from './types';

/**
 * The rows behind a check, newest first: every record it looked at, those it did not count with the reason, and a row for each
 * gap where a record should have been. Empty for a check over claims alone, or one that the rubric does not have. @public
 */
export function explainCheck(
  situation: ProductSituation,
  checkId: string,
  rubric: Rubric = defaultRubric,
): EvidenceRow[] {
  const check = rubric.checks.find(({ id }) => id === checkId);
  if (!check || check.basis === 'declared') {
    return [];
  }
  const group = FACTS.get(check.requires[0])?.group;
  if (!group) {
    return [];
  }
  const rows = new Map<string, EvidenceRow>();
  const trace: Trace = {
    record(record, { port, outcome = 'neutral', notCounted, summary }) {
      rows.set(record.id, {
        type: 'record',
        recordId: record.id,
        kind: record.kind,
        time: new Date(record.time).toISOString(),
        receivedAt: new Date(record.receivedAt).toISOString(),
        publisher: record.publisher,
        publisherTitle: record.publisherTitle ?? record.publisher,
        witness: record.witness,
        ...(record.dataset ? { server: record.dataset.namespace } : {}),
        ...(port ? { port } : {}),
        summary: summary ?? describeRecord(record),
        outcome,
        counted: notCounted === undefined,
        ...(notCounted === undefined ? {} : { notCounted }),
      });
    },
    gap({ kind, time, port, summary, excluded }) {
      rows.set(`gap ${kind} ${port} ${time}`, {
        type: 'gap',
        kind,
        time: new Date(time).toISOString(),
        ...(port ? { port } : {}),
        summary,
        outcome: excluded ? 'neutral' : 'missed',
        counted: !excluded,
        ...(excluded
          ? { notCounted: 'the source was silent for everybody' }
          : {}),
      });
    },
  };
  const plain = new Judgement(situation);
  const traced = new Judgement(situation, trace);
  if (check.scope === 'product') {
    traced.productGroup(group);
  } else {
    const ports = traced.portsIn(check.window);
    plain.portsIn(check.window).forEach((port, index) => {
      const { view } = judgePort(check, plain, port);
      const same = ports[index];
      traced.portGroup(group, same, same.views[check.window][view]);
    });
  }
  traceOtherServers(traced, KINDS_OF_GROUP[group] ?? [], trace);
  return [...rows.values()].sort(
    (a, b) =>
      Date.parse(b.time) - Date.parse(a.time) ||
      (a.recordId ?? '').localeCompare(b.recordId ?? ''),
  );
}

/** Records of servers that are not production: kept and shown, counted nowhere. */
function traceOtherServers(
  judgement: Judgement,
  kinds: EvidenceKind[],
  trace: Trace,
): void {
  const { settings } = judgement.context.situation;
  for (const { timeline } of judgement.ports) {
    const keys = new Set(
      timeline.versions.flatMap(version =>
        otherAddresses(version.reading, settings).map(datasetKey),
      ),
    );
    timeline.keys.forEach(key => keys.delete(key));
    for (const kind of kinds) {
      const others = judgement.context.index.of(
        { id: '', name: '', keys: [...keys] },
        kind,
      );
      for (const record of others) {
        if (record.dataset) {
          trace.record(record, {
            port: timeline.id,
            notCounted: 'of another server than production',
          });
        }
      }
    }
  }
}

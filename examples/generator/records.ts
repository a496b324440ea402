import type { PublisherId } from './publishers.ts';

interface Base {
  /** Sent twice it is one record. */
  key: string;
  time: string;
}

interface Dataset {
  namespace: string;
  name: string;
}

/** Generic evidence records as they go over the wire; docs/evidence.md describes them. */
export type WireRecord =
  | (Base & {
      kind: 'run';
      dataset: Dataset;
      job: { namespace: string; name: string };
      status: 'success' | 'failed';
    })
  | (Base & {
      kind: 'quality';
      dataset: Dataset;
      rule: { id: string };
      outcome: 'pass' | 'fail';
      value: number;
    })
  | (Base & { kind: 'freshness'; dataset: Dataset; loadedAt: string })
  | (Base & {
      kind: 'schema';
      dataset: Dataset;
      columns: { name: string; type: string }[];
    })
  | (Base & {
      kind: 'usage';
      dataset: Dataset;
      consumer?: string;
      principal?: string;
      reads: number;
      writer?: boolean;
    })
  | (Base & {
      kind: 'change';
      repository: string;
      reference: string;
      author: { groups: string[] };
      touches: ('code' | 'tests' | 'schema' | 'rules' | 'sla')[];
      bot: boolean;
    });

/** A record and who sends it. */
export interface DemoRecord {
  publisher: PublisherId;
  record: WireRecord;
}

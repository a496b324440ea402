import type { PublisherId } from './publishers.ts';

interface Base {
  /** Sent twice it is one record. */
  key: string;
  time: string;
}

/** The data set a record is about, or the port of a product. */
type About =
  | { dataset: { namespace: string; name: string } }
  | { product: string; port: string };

/** Generic evidence records as they go over the wire; docs/evidence.md describes them. */
export type WireRecord =
  | (Base &
      About & {
        kind: 'run';
        job: { namespace: string; name: string };
        status: 'success' | 'failed';
      })
  | (Base &
      About & {
        kind: 'quality';
        rule: { id: string };
        outcome: 'pass' | 'fail';
        value: number;
      })
  | (Base & About & About & { kind: 'freshness'; loadedAt: string })
  | (Base &
      About & {
        kind: 'schema';
        columns: { name: string; type: string }[];
      })
  | (Base &
      About & {
        kind: 'usage';
        consumer?: string;
        principal?: string;
        reads: number;
        writer?: boolean;
      })
  | (Base &
      About & {
        kind: 'incident';
        reference: string;
        openedAt: string;
        noticedBy: 'monitor' | 'owner' | 'consumer';
        firstActedAt?: string;
        firstActedBy?: { groups: string[] };
        resolvedAt?: string;
        severity: 'high' | 'medium';
        signature: string;
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

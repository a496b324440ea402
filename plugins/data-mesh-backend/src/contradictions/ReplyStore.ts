import {
  ContradictionKind,
  ContradictionReply,
} from '@meshproof/backstage-plugin-data-mesh-common';

/** A reply as it is kept. Moments are milliseconds. */
export interface StoredReply {
  id: string;
  subjectRef: string;
  kind: ContradictionKind;
  type: ContradictionReply['type'];
  text: string;
  link?: string;
  createdBy: string;
  createdAt: number;
  withdrawnAt?: number;
}

/** Keeps what owners say to contradictions. A reply is never changed, only withdrawn. */
export interface ReplyStore {
  /** The reply; for a request that was made before, the one it made then. */
  add(reply: StoredReply & { requestKey?: string }): Promise<StoredReply>;

  /** Of these products, the oldest first, withdrawn ones included. */
  list(refs: string[]): Promise<StoredReply[]>;

  /** Withdraws it; once it is, nothing changes any more. */
  withdraw(id: string, options: { by: string; at: number }): Promise<void>;
}

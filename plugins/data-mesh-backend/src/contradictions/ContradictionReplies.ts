import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  dataMeshReplyCreatePermission,
  Scorecard,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { ReaderService } from '../permissions';
import { replyAsSeen } from './replyAsSeen';
import { ReplyStore } from './ReplyStore';

/** Puts what owners said beside the contradictions of their products. */
export class ContradictionReplies {
  readonly #options: { replies: ReplyStore; reader: ReaderService };

  constructor(options: { replies: ReplyStore; reader: ReaderService }) {
    this.#options = options;
  }

  /** The scorecard with what was replied to the contradictions in it, and whether this reader may. */
  async addTo(
    scorecard: Scorecard,
    lineage: string[],
    asker: { isOwner: boolean; credentials: BackstageCredentials },
  ): Promise<Scorecard> {
    const { replies, reader } = this.#options;
    const { contradictions } = scorecard.verdict;
    if (!contradictions) {
      return scorecard;
    }
    const all = await replies.list(lineage);
    const { isOwner } = asker;
    const mayReply =
      isOwner &&
      (await reader.may(dataMeshReplyCreatePermission, asker.credentials));
    return {
      ...scorecard,
      verdict: {
        ...scorecard.verdict,
        contradictions: contradictions.map(entry => {
          const own = all.filter(({ kind }) => kind === entry.kind);
          return {
            ...entry,
            ...(own.length > 0
              ? {
                  replies: own.map(reply =>
                    replyAsSeen(reply, { withAuthor: isOwner }),
                  ),
                }
              : {}),
            ...(mayReply ? { mayReply } : {}),
          };
        }),
      },
    };
  }
}

import { ContradictionReply } from '@meshproof/backstage-plugin-data-mesh-common';
import { StoredReply } from './ReplyStore';

/** A reply as it is shown; its author is named to those who answer for the product. */
export function replyAsSeen(
  reply: StoredReply,
  options: { withAuthor: boolean },
): ContradictionReply {
  return {
    id: reply.id,
    at: new Date(reply.createdAt).toISOString(),
    type: reply.type,
    ...(options.withAuthor ? { by: reply.createdBy } : {}),
    // What was withdrawn stays in sight as withdrawn, without its words.
    text: reply.withdrawnAt === undefined ? reply.text : '',
    ...(reply.link === undefined || reply.withdrawnAt !== undefined
      ? {}
      : { link: reply.link }),
    ...(reply.withdrawnAt === undefined
      ? {}
      : { withdrawnAt: new Date(reply.withdrawnAt).toISOString() }),
  };
}

import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { InputError, NotAllowedError } from '@backstage/errors';
import {
  Contradiction,
  ContradictionKind,
  ContradictionReply,
  dataMeshReplyCreatePermission,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { ClockService } from '@meshproof/backstage-plugin-data-mesh-node';
import { randomUUID } from 'node:crypto';
import { Subject } from '../claims';
import { notFoundOrNotVisible, ReaderService } from '../permissions';
import { replyAsSeen } from './replyAsSeen';
import { ReplyStore } from './ReplyStore';

const MOST_TEXT = 2_000;
const MOST_LINK = 2_048;
const MOST_KEY = 256;
/** A discussion has a better place than a scorecard. */
const MOST_REPLIES = 50;

/** A reply as it is sent. */
export interface NewReply {
  type: ContradictionReply['type'];
  text: string;
  link?: string;
  key?: string;
}

/** What of a product the service has to know. */
export interface ContradictedProduct {
  subject: Subject;
  /** The product itself and those it continues. */
  lineage: string[];
  /** All that hold, as those see them who answer for the product. */
  contradictions: readonly Contradiction[];
}

/** Lets those who answer for a product say something to what its records contradict. */
export class ContradictionsService {
  readonly #options: {
    replies: ReplyStore;
    reader: ReaderService;
    clock: ClockService;
    /** @throws NotFoundError for a product that is not known */
    product: (entity: Entity) => Promise<ContradictedProduct>;
  };

  constructor(options: {
    replies: ReplyStore;
    reader: ReaderService;
    clock: ClockService;
    product: (entity: Entity) => Promise<ContradictedProduct>;
  }) {
    this.#options = options;
  }

  /**
   * Puts an answer or a dispute beside a contradiction.
   *
   * @throws NotAllowedError for those who do not answer for the product, NotFoundError where nothing of this kind is contradicted,
   * InputError that names the field
   */
  async reply(
    entity: Entity,
    kind: ContradictionKind,
    reply: NewReply,
    user: { ref: string; credentials: BackstageCredentials },
  ): Promise<ContradictionReply> {
    const { replies, clock } = this.#options;
    const product = await this.#answerable(entity, user);
    const { ref } = product.subject;
    if (!product.contradictions.some(entry => entry.kind === kind)) {
      throw notFoundOrNotVisible(`Contradiction ${kind} of ${ref}`);
    }
    const checked = checkReply(reply);
    if ((await replies.list([ref])).length >= MOST_REPLIES) {
      throw new InputError(
        `${ref} has ${MOST_REPLIES} replies already; withdraw nothing, and go on where the reply links to`,
      );
    }
    const stored = await replies.add({
      id: randomUUID(),
      subjectRef: ref,
      kind,
      ...checked,
      createdBy: user.ref,
      createdAt: clock.now(),
    });
    return replyAsSeen(stored, { withAuthor: true });
  }

  /** Withdraws a reply; it stays to be seen as withdrawn. */
  async withdraw(
    entity: Entity,
    kind: ContradictionKind,
    id: string,
    user: { ref: string; credentials: BackstageCredentials },
  ): Promise<void> {
    const { replies, clock } = this.#options;
    const { lineage, subject } = await this.#answerable(entity, user);
    const found = (await replies.list(lineage)).some(
      reply => reply.id === id && reply.kind === kind,
    );
    if (!found) {
      throw notFoundOrNotVisible(`Reply ${id} of ${subject.ref}`);
    }
    await replies.withdraw(id, { by: user.ref, at: clock.now() });
  }

  async #answerable(
    entity: Entity,
    user: { credentials: BackstageCredentials },
  ): Promise<ContradictedProduct> {
    const { reader } = this.#options;
    const product = await this.#options.product(entity);
    const answers =
      (await reader.may(dataMeshReplyCreatePermission, user.credentials)) &&
      (await reader.answersFor(
        await reader.memberships(user.credentials),
        product.subject,
      ));
    if (!answers) {
      throw new NotAllowedError(
        `Only members of the owner or curator group of ${product.subject.ref} who have the permission ${dataMeshReplyCreatePermission.name} may reply to its contradictions`,
      );
    }
    return product;
  }
}

function checkReply({ type, text, link, key }: NewReply) {
  const said = text.trim();
  if (said === '') {
    throw new InputError('text: say in a sentence what there is to say');
  }
  if (said.length > MOST_TEXT) {
    throw new InputError(
      `text: ${said.length} characters are more than ${MOST_TEXT}; put the rest behind the link`,
    );
  }
  if (link !== undefined && !isWebAddress(link)) {
    throw new InputError(
      `link: must be an address with http or https, at most ${MOST_LINK} characters`,
    );
  }
  if (key !== undefined && (key === '' || key.length > MOST_KEY)) {
    throw new InputError(`key: 1 to ${MOST_KEY} characters`);
  }
  // PostgreSQL keeps no character 0 in a text.
  if ([said, link, key].some(value => value?.includes('\u0000'))) {
    throw new InputError('text, link and key: no character 0');
  }
  return {
    type,
    text: said,
    ...(link === undefined ? {} : { link }),
    ...(key === undefined ? {} : { requestKey: key }),
  };
}

function isWebAddress(link: string): boolean {
  try {
    return (
      link.length <= MOST_LINK &&
      ['http:', 'https:'].includes(new URL(link).protocol)
    );
  } catch {
    return false;
  }
}

import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { InputError, NotAllowedError } from '@backstage/errors';
import {
  Attestation,
  ATTESTATION_TOPICS,
  AttestationPage,
  AttestationProblem,
  AttestationRelation,
  AttestationRequest,
  attestationSpan,
  dataMeshAttestationCreatePermission,
  findAttestationProblems,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { ClockService } from '@meshproof/backstage-plugin-data-mesh-node';
import { attestationStanding, defaultRubric } from '@meshproof/core';
import { randomUUID } from 'node:crypto';
import { ClaimStore, fullRef } from '../claims';
import { contentDigest } from '../database';
import { notFoundOrNotVisible, ReaderService } from '../permissions';
import { CatalogDirectory } from '../scorecard/CatalogDirectory';
import { ScorecardStore } from '../scorecard/ScorecardStore';
import { AttestationStore, StoredAttestation } from './AttestationStore';

const CHECKS = new Map(
  defaultRubric.checks.map(
    ({ id, title, level }) => [id, { id, title, level }] as const,
  ),
);
const TOPICS: readonly string[] = ATTESTATION_TOPICS;

const IN_WORDS: Record<AttestationProblem['problem'], string> = {
  missing: 'is missing',
  unknown: `is neither a check nor one of ${TOPICS.join(', ')}`,
  'too-long': 'is too long',
  'no-text': 'holds characters that are no text',
  'no-web-address':
    'must be an address that begins with http:// or https:// and holds no login',
  'no-time': 'is no time; write it as 2026-11-20 or 2026-11-20T10:00:00Z',
  'over-already': 'is over already',
  'before-from': 'does not lie after "from"',
  'longer-than-180-days': 'lies more than 180 days after "from"',
  'too-far-ahead': 'lies more than 180 days ahead',
};

/** Takes in what named people say about products and domains, and shows it to those who see these. */
export class AttestationService {
  readonly #options: {
    store: AttestationStore;
    claims: ClaimStore;
    scorecards: ScorecardStore;
    directory: CatalogDirectory;
    reader: ReaderService;
    clock: ClockService;
    centralGroups: string[];
  };

  constructor(options: {
    store: AttestationStore;
    claims: ClaimStore;
    scorecards: ScorecardStore;
    directory: CatalogDirectory;
    reader: ReaderService;
    clock: ClockService;
    centralGroups: string[];
  }) {
    this.#options = options;
  }

  /**
   * @throws NotAllowedError without the permission; NotFoundError for a subject that the person may not see; InputError naming the
   * fields; ConflictError where the key was used for something else
   */
  async create(
    request: AttestationRequest,
    user: string,
    credentials: BackstageCredentials,
  ): Promise<{ attestation: Attestation; isNew: boolean }> {
    const { store, reader, clock } = this.#options;
    if (!(await reader.may(dataMeshAttestationCreatePermission, credentials))) {
      throw new NotAllowedError(
        `Attesting needs the permission ${dataMeshAttestationCreatePermission.name}`,
      );
    }
    const subject = await this.#subject(request.subject, credentials);
    const now = clock.now();
    const problems = findAttestationProblems(request, {
      now,
      accepts: about => isAbout(subject.ref, about),
    });
    if (problems.length > 0) {
      throw new InputError(
        problems
          .map(({ field, problem }) => `${field}: ${IN_WORDS[problem]}`)
          .join('; '),
      );
    }
    const { from, expiresAt } = attestationSpan(request, now);
    const { key, ...content } = request;
    const digest = contentDigest({ ...content, subject: subject.ref, user });
    const { attestation, isNew } = await store.add(
      {
        id: randomUUID(),
        subject: subject.ref,
        about: request.about,
        text: request.text.trim(),
        ...(request.link ? { link: request.link } : {}),
        attester: user,
        ...(await this.#relation(subject, credentials)),
        from: from!,
        expiresAt: expiresAt!,
        createdAt: now,
      },
      {
        key: contentDigest(
          key === undefined ? { digest } : { attester: user, key },
        ),
        digest,
      },
    );
    return { attestation: this.#asSeen(attestation, user), isNew };
  }

  /** @throws NotFoundError for a subject that the reader may not see */
  async list(
    subjectRef: string,
    user: string | undefined,
    credentials: BackstageCredentials,
  ): Promise<Omit<AttestationPage, 'nextCursor' | 'totalItems'>> {
    const { store, reader } = this.#options;
    const { ref } = await this.#subject(subjectRef, credentials);
    const stored = await store.list(ref);
    return {
      items: (await this.#visible(stored, credentials)).map(attestation =>
        this.#asSeen(attestation, user),
      ),
      mayAttest:
        user !== undefined &&
        (await reader.may(dataMeshAttestationCreatePermission, credentials)),
      checks: isProduct(ref) ? [...CHECKS.values()] : [],
    };
  }

  /** @throws NotFoundError for one that the person may not see; NotAllowedError for somebody else's */
  async withdraw(
    id: string,
    user: string,
    credentials: BackstageCredentials,
  ): Promise<Attestation> {
    const { store, clock } = this.#options;
    const what = `Attestation '${id}'`;
    const stored = await store.get(id);
    if (!stored) {
      throw notFoundOrNotVisible(what);
    }
    try {
      await this.#subject(stored.subject, credentials);
    } catch {
      throw notFoundOrNotVisible(what);
    }
    if ((await this.#visible([stored], credentials)).length === 0) {
      throw notFoundOrNotVisible(what);
    }
    if (stored.attester !== user) {
      throw new NotAllowedError(
        `${what} is withdrawn by who attested it, and by nobody else`,
      );
    }
    const withdrawn = await store.withdraw(id, { user, at: clock.now() });
    if (!withdrawn) {
      throw notFoundOrNotVisible(what);
    }
    return this.#asSeen(withdrawn, user);
  }

  async #subject(
    text: string,
    credentials: BackstageCredentials,
  ): Promise<{ ref: string; entity: Entity }> {
    const ref = fullRef(text, { kind: 'dataproduct' });
    if (!ref || !/^(dataproduct|domain):/.test(ref)) {
      throw new InputError(
        `subject: '${text}' is no product and no domain; write it as dataproduct:default/inventory or domain:default/supply-chain`,
      );
    }
    return { ref, entity: await this.#options.reader.entity(ref, credentials) };
  }

  /** How who asks stands to the subject, at this moment. */
  async #relation(
    { ref }: { ref: string },
    credentials: BackstageCredentials,
  ): Promise<{ relation: AttestationRelation; onBehalfOf?: string }> {
    const { reader, directory, scorecards, claims, centralGroups } =
      this.#options;
    const memberships = await reader.memberships(credentials);
    const answerers = isProduct(ref)
      ? (await claims.getSubject(ref)) ?? {}
      : { owner: (await directory.domain(ref))?.owner };
    if (await reader.answersFor(memberships, answerers)) {
      return { relation: 'owner', ...named(answerers.owner) };
    }
    if (isProduct(ref)) {
      const outline = (await scorecards.listOutlines([ref])).get(ref);
      const consumers = outline?.observedConsumers ?? [];
      const facts = await directory.entities(consumers);
      const consumer = consumers.find(
        item =>
          memberships.has(item) ||
          memberships.has(facts.get(item)?.owner ?? ''),
      );
      if (consumer !== undefined) {
        return { relation: 'consumer', onBehalfOf: consumer };
      }
    }
    for (const group of centralGroups) {
      const { family } = await directory.group(group);
      if ([group, ...family].some(item => memberships.has(item))) {
        return { relation: 'platform', onBehalfOf: group };
      }
    }
    return {
      relation: 'group',
      ...named([...memberships].sort().find(item => item.startsWith('group:'))),
    };
  }

  /** Without those by people who are not in the reader's catalog; to who sees everything, names are shown as they are. */
  async #visible(
    attestations: StoredAttestation[],
    credentials: BackstageCredentials,
  ): Promise<StoredAttestation[]> {
    const { reader } = this.#options;
    if ((await reader.visible(credentials)) === 'all') {
      return attestations;
    }
    const found = await reader.found(
      attestations.flatMap(({ attester, onBehalfOf }) => [
        attester,
        ...(onBehalfOf ? [onBehalfOf] : []),
      ]),
      credentials,
    );
    return attestations
      .filter(({ attester }) => found.has(attester))
      .map(({ onBehalfOf, ...rest }) => ({
        ...rest,
        ...named(onBehalfOf && found.has(onBehalfOf) ? onBehalfOf : undefined),
      }));
  }

  #asSeen(stored: StoredAttestation, user: string | undefined): Attestation {
    const { from, expiresAt, createdAt, withdrawnAt, ...rest } = stored;
    return {
      ...rest,
      from: toIso(from),
      expiresAt: toIso(expiresAt),
      createdAt: toIso(createdAt),
      ...(withdrawnAt === undefined ? {} : { withdrawnAt: toIso(withdrawnAt) }),
      ...attestationStanding(
        { ...stored, level: CHECKS.get(stored.about)?.level },
        this.#options.clock.now(),
      ),
      mayWithdraw: stored.attester === user && withdrawnAt === undefined,
    };
  }
}

function isProduct(ref: string): boolean {
  return parseEntityRef(ref).kind === 'dataproduct';
}

function isAbout(subject: string, about: string): boolean {
  return TOPICS.includes(about) || (isProduct(subject) && CHECKS.has(about));
}

function named(onBehalfOf: string | undefined): { onBehalfOf?: string } {
  return onBehalfOf === undefined ? {} : { onBehalfOf };
}

function toIso(time: number): string {
  return new Date(time).toISOString();
}

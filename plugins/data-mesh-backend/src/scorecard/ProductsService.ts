import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  EvidenceRow,
  ProductSummary,
  Scorecard,
  SloRow,
} from '@meshproof/backstage-plugin-data-mesh-common';
import {
  evaluateProduct,
  explainCheck,
  listSloRows,
  ProductSituation,
} from '@meshproof/core';
import { ClockService } from '@meshproof/backstage-plugin-data-mesh-node';
import { ClaimStore, ClaimTracker, ConsumerIndex, Subject } from '../claims';
import { ContradictedProduct, ContradictionReplies } from '../contradictions';
import {
  isVisible,
  notFoundOrNotVisible,
  ReaderService,
  Visible,
} from '../permissions';
import { ProblemsService } from '../problems';
import { CatalogDirectory } from './CatalogDirectory';
import { EvaluationService } from './EvaluationService';
import {
  ScorecardOutline,
  ScorecardStore,
  StoredScorecard,
} from './ScorecardStore';
import { scorecardAsSeen } from './scorecardAsSeen';
import { entitiesAround, situationAsSeen } from './situationAsSeen';

/** Narrows a list of products; values of one field are alternatives. */
export interface ProductsFilter {
  domains: string[];
  owners: string[];
  consumers: string[];
  levels: number[];
  verdicts: string[];
  words: string[];
}

/** What a {@link ProductsService} works with. */
export interface ProductsServiceOptions {
  auth: AuthService;
  catalog: CatalogService;
  claims: ClaimStore;
  tracker: ClaimTracker;
  consumers: ConsumerIndex;
  scorecards: ScorecardStore;
  evaluations: EvaluationService;
  directory: CatalogDirectory;
  reader: ReaderService;
  problems: ProblemsService;
  /** What owners said to contradictions. */
  replies: ContradictionReplies;
  clock: ClockService;
}

const YEAR = 365 * 24 * 3_600_000;

/** Answers for products, each reader by what that reader may see. */
export class ProductsService {
  readonly #options: ProductsServiceOptions;

  constructor(options: ProductsServiceOptions) {
    this.#options = options;
  }

  /**
   * The product with the result of its present claims: one never judged, or judged for an older entity, is judged now.
   *
   * @param entity - as the reader may see it
   */
  async current(
    entity: Entity,
  ): Promise<{ subject: Subject; stored: StoredScorecard }> {
    const { auth, catalog, claims, tracker, evaluations, scorecards } =
      this.#options;
    const ref = stringifyEntityRef(entity);
    let subject = await claims.getSubject(ref);
    if (
      subject?.state !== 'live' ||
      subject.etag === undefined ||
      subject.etag !== entity.metadata.etag
    ) {
      const fresh = await catalog.getEntityByRef(ref, {
        credentials: await auth.getOwnServiceCredentials(),
      });
      if (fresh) {
        await tracker.observe(fresh);
        subject = await claims.getSubject(ref);
      }
    }
    let stored = await scorecards.get(ref);
    if (subject && stored?.claimDigest !== subject.claimDigest) {
      await evaluations.evaluateNow(ref);
      stored = await scorecards.get(ref);
    }
    if (!subject || !stored) {
      throw notFoundOrNotVisible(ref);
    }
    return { subject, stored };
  }

  async scorecard(
    entity: Entity,
    credentials: BackstageCredentials,
  ): Promise<Scorecard> {
    const { reader, claims, evaluations, problems } = this.#options;
    const { subject, stored } = await this.current(entity);
    const isOwner = await reader.answersFor(
      await reader.memberships(credentials),
      subject,
    );
    const evaluatedAt = Math.max(
      stored.evaluatedAt,
      evaluations.lookedAt(subject.ref) ?? 0,
    );
    const { nextChangeAt: _, ...scorecard } = stored.scorecard;
    const own: Scorecard = {
      ...scorecard,
      evaluatedAt: new Date(evaluatedAt).toISOString(),
      ...(subject.nextLookAt === undefined
        ? {}
        : { nextChangeAt: new Date(subject.nextLookAt).toISOString() }),
      verdict: isOwner ? stored.ownerVerdict : scorecard.verdict,
    };
    const seen = await this.#asSeen(own, subject, isOwner, credentials);
    return {
      ...(seen.verdict.contradictions
        ? await this.#options.replies.addTo(
            seen,
            await this.#lineage(subject),
            { isOwner, credentials },
          )
        : seen),
      problems: await problems.ofProducts(
        [subject],
        await claims.listLive(),
        credentials,
        await reader.visible(credentials),
      ),
    };
  }

  /** A product with what its records contradict, as those see it who answer for it. */
  async contradicted(entity: Entity): Promise<ContradictedProduct> {
    const { subject, stored } = await this.current(entity);
    return {
      subject,
      lineage: await this.#lineage(subject),
      contradictions: stored.ownerVerdict.contradictions ?? [],
    };
  }

  /** The product itself and those it continues, once it is judged. */
  async lineage(entity: Entity): Promise<string[]> {
    const { subject } = await this.current(entity);
    return this.#lineage(subject);
  }

  async #lineage(subject: Subject): Promise<string[]> {
    const { claims, clock } = this.#options;
    const predecessors = await claims.listPredecessors(subject, {
      since: clock.now() - YEAR,
    });
    return [subject.ref, ...predecessors.map(({ ref }) => ref)];
  }

  /** The records and gaps behind a check, newest first. */
  async checkRecords(
    entity: Entity,
    checkId: string,
    credentials: BackstageCredentials,
  ): Promise<EvidenceRow[]> {
    const { subject, stored } = await this.current(entity);
    if (!stored.scorecard.checks.some(({ id }) => id === checkId)) {
      throw notFoundOrNotVisible(`Check ${checkId} of ${subject.ref}`);
    }
    const { situation } = await this.#situation(subject, credentials);
    return explainCheck(situation, checkId);
  }

  /** The records and gaps behind a service level, newest first, of one day or of the whole window. */
  async sloRecords(
    entity: Entity,
    wanted: { key: string; day: string | undefined },
    credentials: BackstageCredentials,
  ): Promise<SloRow[]> {
    const { subject, stored } = await this.current(entity);
    const { frozenSince } = stored.scorecard;
    const { situation } = await this.#situation(subject, credentials);
    const rows = listSloRows(situation, wanted.key, {
      day: wanted.day,
      ...(frozenSince === undefined
        ? {}
        : { frozenAt: Date.parse(frozenSince) }),
    });
    if (!rows) {
      throw notFoundOrNotVisible(
        `Service level ${wanted.key} of ${subject.ref}`,
      );
    }
    return rows;
  }

  /** A scorecard with the figures and reasons that this reader may know. */
  async #asSeen(
    own: Scorecard,
    subject: Subject,
    isOwner: boolean,
    credentials: BackstageCredentials,
  ): Promise<Scorecard> {
    if ((await this.#options.reader.visible(credentials)) === 'all') {
      return own;
    }
    const { situation, isWhole } = await this.#situation(subject, credentials);
    if (isWhole) {
      return own;
    }
    const { scorecard, ownerScorecard } = evaluateProduct(situation);
    return scorecardAsSeen(own, isOwner ? ownerScorecard : scorecard);
  }

  /** The situation of a product without what this reader may not see. */
  async #situation(
    subject: Subject,
    credentials: BackstageCredentials,
  ): Promise<{ situation: ProductSituation; isWhole: boolean }> {
    const { evaluations, reader } = this.#options;
    const { situation } = await evaluations.situation(subject);
    if ((await reader.visible(credentials)) === 'all') {
      return { situation, isWhole: true };
    }
    const around = entitiesAround(situation);
    const found = await reader.found(around, credentials);
    return {
      situation: situationAsSeen(situation, found),
      isWhole: around.every(ref => found.has(ref)),
    };
  }

  /** Visible products that pass the filter, by name. */
  async list(
    filter: ProductsFilter,
    credentials: BackstageCredentials,
  ): Promise<ProductSummary[]> {
    const { claims, reader, scorecards } = this.#options;
    const visible = await reader.visible(credentials);
    const all = await claims.listLive();
    const subjects = await this.#filter(
      all.filter(subject => isVisible(visible, subject.ref)),
      filter,
      visible,
    );
    const outlines = await scorecards.listOutlines(
      subjects.map(({ ref }) => ref),
    );
    const mayName = await this.#nameable(
      [
        ...filter.consumers,
        ...[...outlines.values()].flatMap(outline => outline.observedConsumers),
      ],
      visible,
      credentials,
    );
    const askedConsumers = filter.consumers.filter(mayName);
    const declared = this.#options.consumers.list(all);
    const memberships = await reader.memberships(credentials);
    const summaries: ProductSummary[] = [];
    for (const subject of subjects) {
      const outline = outlines.get(subject.ref);
      if (
        !matches(filter, subject, outline) ||
        (filter.consumers.length > 0 &&
          !askedConsumers.some(
            consumer =>
              outline?.observedConsumers.includes(consumer) ||
              declared.some(
                item =>
                  item.product === subject.ref && item.consumer === consumer,
              ),
          ))
      ) {
        continue;
      }
      summaries.push(
        summary(
          subject,
          outline,
          mayName,
          outline?.contradictedOn !== undefined &&
            (await reader.answersFor(memberships, subject)),
        ),
      );
    }
    return summaries.sort(
      (a, b) => a.title.localeCompare(b.title) || a.ref.localeCompare(b.ref),
    );
  }

  async #filter(
    subjects: Subject[],
    filter: ProductsFilter,
    visible: Visible,
  ): Promise<Subject[]> {
    const { directory } = this.#options;
    const domains = await directory.below(filter.domains, ref =>
      isVisible(visible, ref),
    );
    return subjects.filter(
      ({ domain, owner }) =>
        (filter.domains.length === 0 ||
          (domain !== undefined && domains.has(domain))) &&
        (filter.owners.length === 0 ||
          (owner !== undefined && filter.owners.includes(owner))),
    );
  }

  /** Tells which of these entities the reader may know of: those it finds, and every one where nothing is hidden from it. */
  async #nameable(
    refs: string[],
    visible: Visible,
    credentials: BackstageCredentials,
  ): Promise<(ref: string) => boolean> {
    if (visible === 'all') {
      return () => true;
    }
    const found = await this.#options.reader.found(refs, credentials);
    return ref => found.has(ref);
  }
}

function matches(
  filter: ProductsFilter,
  subject: Subject,
  outline: ScorecardOutline | undefined,
): boolean {
  const { name, title, description } = subject.entity;
  const text = [subject.ref, name, title, description]
    .join(' ')
    .toLocaleLowerCase('en-US');
  return (
    (filter.levels.length === 0 ||
      (outline !== undefined && filter.levels.includes(outline.level.shown))) &&
    (filter.verdicts.length === 0 ||
      (outline !== undefined && filter.verdicts.includes(outline.verdict))) &&
    filter.words.every(word => text.includes(word))
  );
}

function summary(
  subject: Subject,
  outline: ScorecardOutline | undefined,
  mayName: (ref: string) => boolean,
  tellsContradiction: boolean,
): ProductSummary {
  const { entity } = subject;
  return {
    ref: subject.ref,
    title: entity.title ?? entity.name,
    owner: subject.owner,
    domain: subject.domain,
    curator: subject.curator,
    type: entity.type,
    lifecycle: entity.lifecycle,
    ...(outline
      ? {
          level: outline.level,
          target: outline.target,
          verdict: outline.verdict,
          contradictedOn: tellsContradiction
            ? outline.contradictedOn
            : undefined,
          coverage: outline.coverage,
          observedConsumers: outline.observedConsumers.filter(mayName).length,
          nextStep: outline.nextStep,
        }
      : {}),
  };
}

import { ClockService } from '@meshproof/backstage-plugin-data-mesh-node';
import { ClaimStore, Subject } from '../claims';
import { CatalogDirectory } from './CatalogDirectory';
import { EvaluationQueue } from './EvaluationQueue';
import { SituationCollector } from './SituationCollector';

/** The catalog reads the documents of a location one by one: a product may be there before its owner and its domain. */
const SETTLING = 2 * 60_000;
/** A whole catalog that arrives is left to the regular look. */
const MOST_SETTLING = 500;

/** Finds products whose surroundings (groups, domains, readers, sources) are no longer those they were judged in. */
export class SurroundingsWatch {
  readonly #options: {
    claims: ClaimStore;
    collector: SituationCollector;
    directory: CatalogDirectory;
    queue: EvaluationQueue;
    clock: ClockService;
  };
  /** Until when a product is looked at closely. */
  readonly #settling = new Map<string, number>();

  constructor(options: {
    claims: ClaimStore;
    collector: SituationCollector;
    directory: CatalogDirectory;
    queue: EvaluationQueue;
    clock: ClockService;
  }) {
    this.#options = options;
  }

  /** These products are new or changed. */
  arrived(refs: readonly string[]): void {
    for (const ref of refs) {
      if (this.#settling.size < MOST_SETTLING || this.#settling.has(ref)) {
        this.#settling.set(ref, Date.now() + SETTLING);
      }
    }
  }

  /** Looks at every product. */
  async look(): Promise<void> {
    await this.#look(await this.#options.claims.listLive());
  }

  /** Looks at those that arrived a short while ago, with fresh eyes. */
  async lookAtArrivals(): Promise<void> {
    const { claims, directory } = this.#options;
    for (const [ref, until] of this.#settling) {
      if (until < Date.now()) {
        this.#settling.delete(ref);
      }
    }
    if (this.#settling.size === 0) {
      return;
    }
    directory.clear();
    const subjects = await Promise.all(
      [...this.#settling.keys()].map(ref => claims.getSubject(ref)),
    );
    await this.#look(subjects.filter(subject => subject?.state === 'live'));
  }

  async #look(subjects: (Subject | undefined)[]): Promise<void> {
    const { collector, queue, clock } = this.#options;
    const changed: string[] = [];
    for (const subject of subjects) {
      if (
        subject?.surroundingsDigest !== undefined &&
        subject.surroundingsDigest !==
          (await collector.surroundingsDigest(subject, clock.now()))
      ) {
        changed.push(subject.ref);
      }
    }
    await queue.add(changed, 'people');
  }
}

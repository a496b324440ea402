import { ClaimStore } from '../claims';

const KEPT_FOR = 10_000;

/** Tells which product declares a job. A job that several declare is nobody's: it is not known who reads. */
export class JobOwners {
  readonly #claims: ClaimStore;
  #known: { at: number; byJob: Promise<Map<string, string>> } | undefined;

  constructor(options: { claims: ClaimStore }) {
    this.#claims = options.claims;
  }

  /** Products by job, of those jobs (`namespace/name`) that one product declares. */
  async products(jobs: readonly string[]): Promise<Record<string, string>> {
    if (jobs.length === 0) {
      return {};
    }
    const byJob = await this.#byJob();
    const found: Record<string, string> = {};
    for (const name of new Set(jobs.map(keyOf))) {
      const product = byJob.get(name);
      if (product !== undefined) {
        found[name] = product;
      }
    }
    return found;
  }

  /** Asks again next time: a product claims something else. */
  forget(): void {
    this.#known = undefined;
  }

  async #byJob(): Promise<Map<string, string>> {
    const now = Date.now();
    if (!this.#known || now - this.#known.at > KEPT_FOR) {
      const byJob = this.#read();
      this.#known = { at: now, byJob };
      byJob.catch(() => {
        this.#known = undefined;
      });
    }
    return this.#known.byJob;
  }

  async #read(): Promise<Map<string, string>> {
    const owners = new Map<string, Set<string>>();
    for (const { ref, entity } of await this.#claims.listLive()) {
      for (const { job } of entity.spec.pipelines ?? []) {
        if (job) {
          const name = keyOf(`${job.namespace}/${job.name}`);
          owners.set(name, (owners.get(name) ?? new Set()).add(ref));
        }
      }
    }
    return new Map(
      [...owners].flatMap(([name, refs]) =>
        refs.size === 1 ? [[name, [...refs][0]] as const] : [],
      ),
    );
  }
}

function keyOf(job: string): string {
  return job.trim().toLowerCase();
}

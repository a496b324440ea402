import { LoggerService } from '@backstage/backend-plugin-api';

const IDLE = 1_000;

/**
 * Runs a piece of work again and again in this process: soon after a nudge, and after a pause, which nudges do not put off. A turn
 * that fails is logged and the next one comes.
 */
export class BackgroundLoop {
  readonly #options: {
    name: string;
    logger: LoggerService;
    /** Milliseconds between turns when nothing nudges. */
    pause?: number;
    /** Milliseconds between turns at least, however much is nudged. */
    rest?: number;
    /** @returns true where there is more to do at once */
    turn: () => Promise<boolean>;
  };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | undefined;
  #nudged = false;
  #endedAt = 0;
  /** When the next turn comes without a nudge. */
  #dueAt = 0;
  #stopped = false;

  constructor(options: {
    name: string;
    logger: LoggerService;
    pause?: number;
    rest?: number;
    turn: () => Promise<boolean>;
  }) {
    this.#options = options;
  }

  start(): void {
    this.#schedule(0);
  }

  get #rest(): number {
    const { pause = IDLE, rest = 0 } = this.#options;
    return Math.min(rest, pause);
  }

  /** There is something to do. */
  nudge(): void {
    this.#nudged = true;
    if (!this.#running && this.#timer) {
      this.#schedule(Math.max(50, this.#endedAt + this.#rest - Date.now()));
    }
  }

  /** Ends after the present turn. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#running;
  }

  #schedule(delay: number): void {
    clearTimeout(this.#timer);
    if (this.#stopped) {
      return;
    }
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#running = this.#turn();
    }, delay);
    this.#timer.unref();
  }

  async #turn(): Promise<void> {
    this.#nudged = false;
    const isDue = Date.now() >= this.#dueAt;
    let hasMore = false;
    try {
      hasMore = await this.#options.turn();
    } catch (error) {
      if (!this.#stopped) {
        this.#options.logger.error(
          `${this.#options.name} failed; it goes on with its next turn`,
          error as Error,
        );
      }
    }
    this.#running = undefined;
    this.#endedAt = Date.now();
    const { pause = IDLE } = this.#options;
    if (isDue) {
      this.#dueAt = this.#endedAt + pause;
    }
    this.#schedule(
      hasMore || this.#nudged
        ? Math.max(20, this.#rest)
        : Math.max(20, this.#dueAt - this.#endedAt),
    );
  }
}

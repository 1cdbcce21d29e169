import type { Consequence } from "./closing.js";

/** How long to wait before connecting again, in milliseconds. */
export interface BackoffOptions {
  /** The first wait is at the most so long; each further one twice as much. 500 by default. */
  readonly base?: number;
  /** No wait is longer. 30 000 by default. */
  readonly max?: number;
}

/** A connection that has lasted so long was a good one: the next wait is a short one. */
const STABLE = 10_000;
const SPREAD = 2_000;

/** Exponential back-off with full jitter: any time between nothing and the limit, which doubles. */
export class Backoff {
  #attempts = 0;
  #connectedAt: number | undefined;

  constructor(private readonly options: BackoffOptions) {
  }

  /** A connection is ready. */
  connected(): void {
    this.#connectedAt = Date.now();
  }

  /** The next attempt is as good as the first: something has changed. */
  reset(): void {
    this.#attempts = 0;
  }

  /** {@return how long to wait now; to be called once for each attempt} */
  next(consequence: Consequence): number {
    if (this.#connectedAt !== undefined && Date.now() - this.#connectedAt >= STABLE) {
      this.#attempts = 0;
    }
    this.#connectedAt = undefined;
    const first = this.#attempts === 0;
    const { base = 500, max = 30_000 } = this.options;
    const limit = Math.min(max, base * 2 ** Math.min(this.#attempts++, 20));
    if (first && (consequence === "now" || consequence === "token")) {
      return 0;
    }
    return Math.random() * (first && consequence === "spread" ? SPREAD : limit);
  }
}

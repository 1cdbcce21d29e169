import type { Credentials } from "./credentials.js";
import { isPassing } from "./errors.js";
import type { Fields, Frame } from "./frames.js";

/** As long before the end as the server's own warning. */
const MARGIN = 60_000;
const SOONEST = 2_000;
/** Browsers count the milliseconds of a timer in 32 bits. */
const LATEST = 2 ** 31 - 1;

/** Replaces a token on the connection before it expires, so that nothing is interrupted. */
export class Renewal {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #expiry = 0;
  #running = false;

  /** @param authenticate sends an `auth` request. @returns its answer */
  constructor(private readonly credentials: Credentials, private readonly authenticate: (fields: Fields) => Promise<Frame>) {
  }

  /** The server has accepted a token that expires then, in seconds since 1970; `undefined`: it does not. */
  accepted(expiry: unknown): void {
    clearTimeout(this.#timer);
    if (typeof expiry === "number") {
      this.#expiry = expiry * 1000;
      this.#schedule();
    }
  }

  /** Renews at once: the server says that it is time, whatever the clock here says. */
  async renew(): Promise<void> {
    if (this.#running) {
      return;
    }
    this.#running = true;
    clearTimeout(this.#timer);
    try {
      const fields = await this.credentials.fields("renew");
      if (fields && !this.credentials.isCurrent(fields) && !this.credentials.isRefused(fields)) {
        await this.#send(fields);
        return;
      }
    } catch {
      // Without a new token in time the server closes, and a token is asked for again.
    } finally {
      this.#running = false;
    }
    this.#schedule();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#expiry = 0;
  }

  async #send(fields: Fields): Promise<void> {
    try {
      const answer = await this.authenticate(fields);
      this.credentials.accepted(fields);
      this.accepted(answer.expiry);
    } catch (error) {
      if (!isPassing(error)) {
        this.credentials.refused(fields);
      }
      throw error;
    }
  }

  /** A minute before the end; of what is left when that is later, so that short-lived tokens have their time too. */
  #schedule(): void {
    const left = this.#expiry - Date.now();
    if (left > SOONEST) {
      this.#timer = setTimeout(() => void this.renew(), Math.min(LATEST, Math.max(left - MARGIN, left / 2)));
    }
  }
}

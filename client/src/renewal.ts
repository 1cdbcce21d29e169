import type { Credentials } from "./credentials.js";
import { isPassing } from "./errors.js";
import type { Fields, Frame } from "./frames.js";

/** As long before the end as the server's own warning. */
const MARGIN = 60_000;
/** Tokens that live shorter than the server's warning are warned of at once: not a new one at once each time. */
const QUIET = 5_000;
/** Browsers count the milliseconds of a timer in 32 bits. */
const LATEST = 2 ** 31 - 1;

/** Replaces a token on the connection before it expires, so that nothing is interrupted. */
export class Renewal {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #due = Infinity;
  #expiry = 0;
  #acceptedAt = 0;

  /** @param authenticate sends an `auth` request. @returns its answer */
  constructor(private readonly credentials: Credentials, private readonly authenticate: (fields: Fields) => Promise<Frame>) {
  }

  /** The server has accepted a token that expires then, in seconds since 1970; `undefined`: it does not. */
  accepted(expiry: unknown): void {
    this.stop();
    this.#acceptedAt = Date.now();
    if (typeof expiry === "number") {
      this.#expiry = expiry * 1000;
      this.#schedule();
    }
  }

  /** The server says that it is time, whatever the clock here says. */
  warned(): void {
    this.#at(Math.max(Date.now(), this.#acceptedAt + QUIET));
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#due = Infinity;
    this.#expiry = 0;
  }

  /** A minute before the end; when half of it is left if that is later, so that short-lived tokens have their time too. */
  #schedule(): void {
    const left = this.#expiry - Date.now();
    if (left > 1_000) {
      this.#at(this.#expiry - Math.min(MARGIN, left / 2));
    }
  }

  #at(time: number): void {
    if (time < this.#due) {
      clearTimeout(this.#timer);
      this.#due = time;
      this.#timer = setTimeout(() => void this.#renew(), Math.min(LATEST, time - Date.now()));
    }
  }

  async #renew(): Promise<void> {
    try {
      const fields = await this.credentials.fields("renew");
      if (fields && !this.credentials.isCurrent(fields) && !this.credentials.isRefused(fields)) {
        await this.#send(fields);
        return;
      }
    } catch {
      // Without a new token in time the server closes, and a token is asked for again.
    }
    this.#due = Infinity;
    this.#schedule();
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
}

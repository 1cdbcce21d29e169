/** How a dead link is noticed, in milliseconds. */
export interface HeartbeatOptions {
  /** As in the server's configuration. `--heartbeat--` by default. */
  readonly text?: string;
  /** After so long without a frame the server is asked for one. 15 000 by default. */
  readonly interval?: number;
  /** So long it has to answer. 5 000 by default. */
  readonly timeout?: number;
}

/** Asks for a sign of life when there has been none, and says when none comes. */
export class Heartbeat {
  readonly text: string;
  readonly #interval: ReturnType<typeof setInterval>;
  readonly #timeout: number;
  #deadline: ReturnType<typeof setTimeout> | undefined;
  #heard = true;

  constructor(options: HeartbeatOptions, private readonly send: (text: string) => void, private readonly dead: () => void) {
    this.text = options.text ?? "--heartbeat--";
    this.#timeout = options.timeout ?? 5_000;
    this.#interval = setInterval(() => this.#tick(), options.interval ?? 15_000);
  }

  /** A frame has come, whatever it is. */
  heard(): void {
    this.#heard = true;
    clearTimeout(this.#deadline);
    this.#deadline = undefined;
  }

  /** Asks at once. */
  probe(): void {
    if (this.#deadline === undefined) {
      this.#deadline = setTimeout(this.dead, this.#timeout);
      this.send(this.text);
    }
  }

  stop(): void {
    clearInterval(this.#interval);
    clearTimeout(this.#deadline);
  }

  #tick(): void {
    if (this.#heard) {
      this.#heard = false;
    } else {
      this.probe();
    }
  }
}

import { errorOf, isPassing, Ws4RedisError } from "./errors.js";
import type { Fields, Frame } from "./frames.js";

/** How a request is made. */
export interface RequestOptions {
  /** After so many milliseconds, counted from the call, there is an end to waiting. */
  readonly timeout?: number;
  /** Whether it may wait for a connection. `true` by default; of no use for what is stale soon, such as "is typing". */
  readonly queue?: boolean;
  /** Whether it may be sent again when its answer was lost with the connection. `true` for publishes, which have a key. */
  readonly repeat?: boolean;
}

interface Pending {
  readonly id: number;
  readonly text: string;
  /** Whether it may be sent again when it is not known what became of it. */
  readonly repeatable: boolean;
  readonly resolve: (frame: Frame) => void;
  readonly reject: (error: Ws4RedisError) => void;
  readonly timer: ReturnType<typeof setTimeout>;
  sent: boolean;
}

/** So many at once: a server has a limit to what may wait for its turn. */
const WINDOW = 16;
const PAUSE = 1_000;

/**
 * Requests and their answers, by ids. Those that may wait do so while there is no connection, in order and up to a limit; those
 * that may be repeated are sent again if the link was lost before their answer.
 */
export class Requests {
  readonly #waiting: Pending[] = [];
  readonly #sent = new Map<number, Pending>();
  #nextId = 1;
  #send: ((text: string) => void) | undefined;
  #ready = false;
  #paused: ReturnType<typeof setTimeout> | undefined;
  #end: Ws4RedisError | undefined;

  /**
   * @param limit how many may wait for a connection
   * @param timeout how long each waits for its answer unless it says otherwise, in milliseconds
   */
  constructor(private readonly limit: number, private readonly timeout: number) {
  }

  /** Makes a request when there is a connection. @returns the final answer */
  request(action: string, fields: Fields, options: RequestOptions = {}): Promise<Frame> {
    if (this.#end) {
      return Promise.reject(this.#end);
    }
    if (!this.#ready && options.queue === false) {
      return Promise.reject(new Ws4RedisError("disconnected", "not connected"));
    }
    if (this.#waiting.length >= this.limit) {
      return Promise.reject(new Ws4RedisError("full", "too many requests wait"));
    }
    return this.#add(action, fields, options.timeout ?? this.timeout, options.repeat === true, pending => {
      this.#waiting.push(pending);
      this.#flush();
    });
  }

  /** Makes a request on the connection that there is, before all that wait. @returns the final answer */
  urgent(action: string, fields: Fields): Promise<Frame> {
    const send = this.#send;
    if (!send) {
      return Promise.reject(new Ws4RedisError("disconnected", "not connected"));
    }
    return this.#add(action, fields, this.timeout, false, pending => this.#transmit(pending, send));
  }

  /** After an {@link end}: requests may wait again. */
  begin(): void {
    this.#end = undefined;
  }

  /** There is a link; it takes urgent requests only, until it is {@link ready}. */
  opened(send: (text: string) => void): void {
    this.#send = send;
  }

  ready(): void {
    this.#ready = true;
    this.#flush();
  }

  /** The link is lost, and the answers with it. */
  lost(): void {
    this.#send = undefined;
    this.#ready = false;
    const sent = [...this.#sent.values()];
    this.#sent.clear();
    this.#waiting.unshift(...sent.filter(pending => pending.repeatable));
    for (const pending of sent) {
      if (!pending.repeatable) {
        this.#fail(pending, new Ws4RedisError("disconnected", "connection lost", true));
      }
    }
  }

  /** Nothing is sent any more. */
  end(error: Ws4RedisError): void {
    this.lost();
    this.#end = error;
    for (const pending of this.#waiting.splice(0)) {
      this.#fail(pending, pending.sent ? new Ws4RedisError(error.code, error.message, true) : error);
    }
  }

  /** {@return whether the frame was an answer} */
  answered(frame: Frame): boolean {
    const pending = frame.id === undefined ? undefined : this.#sent.get(frame.id);
    if (!pending) {
      return frame.id !== undefined;
    }
    this.#sent.delete(pending.id);
    const error = errorOf(frame);
    if (error && pending.repeatable && isPassing(error)) {
      const later = this.#waiting.findIndex(other => other.id > pending.id);
      this.#waiting.splice(later < 0 ? this.#waiting.length : later, 0, pending);
      this.#pause();
      return true;
    }
    clearTimeout(pending.timer);
    if (error) {
      pending.reject(error);
    } else {
      pending.resolve(frame);
    }
    this.#flush();
    return true;
  }

  #add(action: string, fields: Fields, timeout: number, repeatable: boolean, start: (pending: Pending) => void): Promise<Frame> {
    return new Promise((resolve, reject) => {
      const id = this.#nextId++;
      const text = JSON.stringify({ ...fields, action, id });
      const timer = setTimeout(() => this.#expire(pending), timeout);
      const pending: Pending = { id, text, repeatable, resolve, reject, timer, sent: false };
      start(pending);
    });
  }

  #flush(): void {
    while (this.#ready && this.#paused === undefined && this.#send && this.#sent.size < WINDOW) {
      const next = this.#waiting.shift();
      if (!next) {
        return;
      }
      this.#transmit(next, this.#send);
    }
  }

  #transmit(pending: Pending, send: (text: string) => void): void {
    pending.sent = true;
    this.#sent.set(pending.id, pending);
    send(pending.text);
  }

  /** The server is in trouble: not the same again at once. */
  #pause(): void {
    this.#paused ??= setTimeout(() => {
      this.#paused = undefined;
      this.#flush();
    }, PAUSE * (0.5 + Math.random()));
  }

  #expire(pending: Pending): void {
    const at = this.#waiting.indexOf(pending);
    if (at >= 0) {
      this.#waiting.splice(at, 1);
    }
    this.#sent.delete(pending.id);
    this.#fail(pending, new Ws4RedisError("timeout", "no answer in time", pending.sent));
    this.#flush();
  }

  #fail(pending: Pending, error: Ws4RedisError): void {
    clearTimeout(pending.timer);
    pending.reject(error);
  }
}

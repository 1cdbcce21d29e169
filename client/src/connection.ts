import { Backoff, type BackoffOptions } from "./backoff.js";
import { type Consequence, consequenceOf } from "./closing.js";
import { Credentials, type TokenReason, type TokenSupplier } from "./credentials.js";
import { type ErrorCode, errorOf, isPassing, Ws4RedisError } from "./errors.js";
import type { Fields, Frame, Position } from "./frames.js";
import type { HeartbeatOptions } from "./heartbeat.js";
import { Link, type WebSocketClass } from "./link.js";
import { Renewal } from "./renewal.js";
import type { Requests } from "./requests.js";
import { StateStore } from "./store.js";
import { watch } from "./surroundings.js";

/** Who the server says we are. */
export interface Identity {
  readonly kind: string;
  readonly pk: string;
  readonly uuid: string;
  /** The server's name for the connection. */
  readonly connection: string;
}

/** Where a connection is. A new object whenever something has changed. */
export interface ConnectionState {
  /** `waiting`: it was lost, and the next attempt is at `retryAt`. `ended`: there is none, see `end`. */
  readonly status: "idle" | "connecting" | "connected" | "waiting" | "ended";
  readonly identity?: Identity | undefined;
  /** When the next attempt is made, in milliseconds since 1970. */
  readonly retryAt?: number | undefined;
  /** Why there is no further attempt: a close code (4003: replaced by a newer connection) or an error's (401). */
  readonly end?: { readonly code: ErrorCode; readonly reason: string } | undefined;
}

/** How to connect. */
export interface ConnectionOptions {
  /** Where the server is; `http` and `https` are as good as `ws` and `wss`. In a browser `/ws` of the page's origin by default. */
  readonly url?: string | URL;
  /** Gives the token on every attempt; without, the HTTP upgrade has to say who it is. */
  readonly token?: TokenSupplier;
  /** In place of the global class: the one of the package `ws`, in Node 20. */
  readonly WebSocket?: unknown;
  readonly heartbeat?: HeartbeatOptions;
  readonly backoff?: BackoffOptions;
  /** How long an attempt to connect may take, in milliseconds. 15 000 by default. */
  readonly connectTimeout?: number;
}

/** Who is told about a connection. */
export interface ConnectionListener {
  /** {@return where the application is in its personal channel} */
  personalPosition(): Position | undefined;
  /** The acknowledgement of the personal channel, whose name is only known by it. */
  personalSubscribed(frame: Frame): void;
  /** Any frame that is not an answer. */
  frame(frame: Frame): void;
  ready(): void;
  lost(): void;
  ended(error: Ws4RedisError): void;
}

const CLOSED = 1000;

/**
 * Keeps a connection: makes it, authenticates, and makes it again when it is lost, unless the server wants no more of it. Who listens to
 * its state may open and close it there: the state is the last that changes.
 */
export class Connection {
  readonly state = new StateStore<ConnectionState>({ status: "idle" });
  readonly #credentials: Credentials;
  readonly #renewal: Renewal;
  readonly #backoff: Backoff;
  #link: Link | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #unwatch: (() => void) | undefined;
  /** Grows with each attempt: what belongs to an earlier one comes too late. */
  #turn = 0;
  #reason: TokenReason = "connect";

  constructor(private readonly options: ConnectionOptions, private readonly requests: Requests,
      private readonly listener: ConnectionListener) {
    this.#credentials = new Credentials(options.token ?? (() => undefined));
    this.#renewal = new Renewal(this.#credentials, fields => this.#renew(fields));
    this.#backoff = new Backoff(options.backoff ?? {});
  }

  /** Starts, or starts again after an end; what waits for its next attempt makes it now. */
  open(): void {
    const { status } = this.state.getSnapshot();
    if (status === "waiting") {
      this.#awake();
    } else if (status === "idle" || status === "ended") {
      this.requests.begin();
      this.#backoff.reset();
      this.#unwatch = watch({ awake: () => this.#awake(), doubtful: () => this.#link?.probe() });
      void this.#attempt("connect");
    }
  }

  /** Ends it, as the application's wish. */
  close(): void {
    if (this.state.getSnapshot().status !== "ended") {
      this.#end(CLOSED, "closed");
    }
  }

  /** The link is not to be trusted any more. */
  drop(): void {
    this.#link?.drop();
  }

  /** A frame says that the token is about to expire. */
  expiresSoon(): void {
    this.#renewal.warned();
  }

  #awake(): void {
    if (this.state.getSnapshot().status === "waiting") {
      this.#backoff.reset();
      void this.#attempt(this.#reason);
    } else {
      this.#link?.probe();
    }
  }

  async #attempt(reason: TokenReason): Promise<void> {
    const turn = ++this.#turn;
    this.#reason = reason;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#again("backoff"), this.options.connectTimeout ?? 15_000);
    this.state.set({ status: "connecting" });
    try {
      const fields = await this.#credentials.fields(reason);
      if (turn !== this.#turn) {
        return;
      }
      if (fields && this.#credentials.isRefused(fields)) {
        this.#end(401, "the token was refused");
        return;
      }
      this.#connect(fields);
    } catch {
      if (turn === this.#turn) {
        this.#again("backoff");
      }
    }
  }

  #connect(fields: Fields | undefined): void {
    const url = new URL(this.options.url ?? "ws", globalThis.location?.href);
    url.protocol = url.protocol.replace("http", "ws");
    const Socket = (this.options.WebSocket ?? globalThis.WebSocket) as WebSocketClass;
    const link: Link = new Link(new Socket(url.href), this.options.heartbeat ?? {}, {
      opened: () => {
        this.requests.opened(text => link.send(text));
        if (fields) {
          void this.#authenticate(link, fields);
        }
      },
      received: frame => this.#receive(frame, fields),
      lost: (code, reason) => this.#lost(code, reason),
    });
    this.#link = link;
  }

  async #authenticate(link: Link, fields: Fields): Promise<void> {
    const recover = this.listener.personalPosition();
    try {
      const answer = await this.requests.urgent("auth", recover ? { ...fields, recover } : fields);
      this.#credentials.accepted(fields);
      if (link !== this.#link) {
        // Lost as soon as it was there.
        return;
      }
      const { kind, pk, uuid, connection } = answer as unknown as Identity;
      this.#ready({ kind, pk, uuid, connection });
      this.#renewal.accepted(answer.expiry);
    } catch (error) {
      if (link === this.#link) {
        this.#refused(fields, error as Ws4RedisError);
      }
    }
  }

  #refused(fields: Fields | undefined, error: Ws4RedisError): void {
    if (isPassing(error) || error.code === 500) {
      this.#again("backoff");
    } else if (error.code === 401 && fields && this.#reason !== "refused") {
      this.#credentials.refused(fields);
      this.#again("token");
    } else {
      this.#end(error.code, error.message);
    }
  }

  async #renew(fields: Fields): Promise<Frame> {
    const answer = await this.requests.urgent("auth", fields);
    const { identity } = this.state.getSnapshot();
    if (identity && (answer.kind !== identity.kind || answer.pk !== identity.pk)) {
      // As somebody else it has lost its subscriptions: better begin anew.
      this.drop();
    }
    return answer;
  }

  /** @param fields those of the token; `undefined` if the HTTP upgrade has said who it is */
  #receive(frame: Frame, fields: Fields | undefined): void {
    if (this.requests.answered(frame)) {
      return;
    }
    const isReady = this.state.getSnapshot().status === "connected";
    const error = fields || isReady ? undefined : errorOf(frame);
    if (error) {
      this.#refused(fields, error);
    } else if (isReady || frame.name !== "subscribed") {
      this.listener.frame(frame);
    } else {
      this.listener.personalSubscribed(frame);
      if (!fields) {
        this.#ready(undefined);
      }
    }
  }

  #ready(identity: Identity | undefined): void {
    clearTimeout(this.#timer);
    this.#reason = "connect";
    this.#backoff.connected();
    this.listener.ready();
    this.requests.ready();
    this.state.set({ status: "connected", identity });
  }

  #lost(code: number, reason: string): void {
    const consequence = consequenceOf(code);
    if (consequence === "end") {
      this.#end(code, reason);
    } else {
      this.#again(consequence);
    }
  }

  /** Gives the link up, if there is one, and waits for the next attempt. */
  #again(consequence: Consequence): void {
    this.#leave();
    const delay = this.#backoff.next(consequence);
    this.#reason = consequence === "token" ? "refused" : this.#reason;
    this.#timer = setTimeout(() => void this.#attempt(this.#reason), delay);
    this.requests.lost();
    this.listener.lost();
    this.state.set({ status: "waiting", retryAt: Date.now() + delay });
  }

  #end(code: ErrorCode, reason: string): void {
    this.#leave();
    this.#unwatch?.();
    const error = new Ws4RedisError("ended", reason);
    this.requests.end(error);
    this.listener.lost();
    this.listener.ended(error);
    this.state.set({ status: "ended", end: { code, reason } });
  }

  #leave(): void {
    this.#turn++;
    clearTimeout(this.#timer);
    this.#renewal.stop();
    const link = this.#link;
    this.#link = undefined;
    link?.close();
  }
}

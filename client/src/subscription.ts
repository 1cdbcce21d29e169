import { Emitter } from "./emitter.js";
import { Ws4RedisError } from "./errors.js";
import type { ChannelEvent, ChannelEvents } from "./events.js";
import type { Frame, Position } from "./frames.js";
import { Recovery } from "./recovery.js";
import { StateStore } from "./store.js";

/** Where a subscription is. */
export interface SubscriptionState {
  /** `subscribing`: asked for, or to be asked for when there is a connection again. */
  readonly status: "idle" | "subscribing" | "subscribed" | "refused";
  readonly error?: Ws4RedisError | undefined;
}

/** One channel and pk as a request names them. */
export interface Entry {
  readonly channel: string;
  readonly pk?: string;
  readonly recover?: Position;
}

/** The wish for a channel's messages, and how far it has been fulfilled; over all connections. */
export class Subscription {
  readonly events = new Emitter<ChannelEvents<unknown>>();
  readonly state = new StateStore<SubscriptionState>({ status: "idle" });
  /** One, `""`; a channel subscribed to without a pk has one more for each pk that the server grants. */
  readonly #recoveries = new Map<string, Recovery>();
  /** Whether the application wants it. */
  wanted = false;
  /** Whether the server has granted it. */
  acknowledged = false;
  #leaving = 0;
  #promise: Promise<void> | undefined;
  #resolve: (() => void) | undefined;
  #reject: ((error: Ws4RedisError) => void) | undefined;

  /** @param given whether the server gives it without being asked */
  constructor(readonly channel: string, readonly pk: string | undefined, readonly given = false) {
  }

  /** {@return where the application is in the channel's history} */
  get position(): Position | undefined {
    return this.#recoveries.get("")?.position;
  }

  /** The application wants it. @returns what settles with the server's first answer */
  want(since?: Position): Promise<void> {
    if (!this.wanted || since && !this.acknowledged) {
      this.wanted = true;
      this.begin(since);
      this.state.set({ status: "subscribing" });
    }
    if (!this.#promise) {
      this.#promise = new Promise<void>((resolve, reject) => {
        this.#resolve = resolve;
        this.#reject = reject;
      });
      // Who does not wait for it is told by the event and the state.
      this.#promise.catch(() => {});
      if (this.state.getSnapshot().status === "subscribed") {
        this.#resolve?.();
      }
    }
    return this.#promise;
  }

  /** Forgets where the application was. */
  begin(since?: Position): void {
    this.#recoveries.clear();
    this.#recoveries.set("", new Recovery(since));
  }

  /** What to ask the server for; from then on it is expected to be answered. */
  entries(): Entry[] {
    const entries = [...this.#recoveries].map(([key, recovery]) => {
      const pk = key || this.pk;
      const recover = recovery.start();
      return { channel: this.channel, ...(pk && { pk }), ...(recover && { recover }) };
    });
    // The whole channel last: what it grants anew, with everything that is recovered already there.
    return entries.sort((a, b) => Number(a.pk === undefined) - Number(b.pk === undefined));
  }

  granted(): void {
    this.acknowledged = true;
    this.state.set({ status: "subscribed" });
    this.#resolve?.();
  }

  refused(error: Ws4RedisError, pk = this.pk): void {
    this.#emit({ type: "refused", error, pk });
    this.#recoveries.delete(this.#keyOf(pk));
    if (pk === this.pk || this.#recoveries.size === 0) {
      this.#stop(error);
      this.state.set({ status: "refused", error });
    }
  }

  /** The connection is lost. */
  suspended(): void {
    this.#leaving = 0;
    if (this.wanted) {
      this.state.set({ status: "subscribing" });
    }
  }

  /** There will be no connection, unless the application wishes for one again. */
  ended(error: Ws4RedisError): void {
    this.#reject?.(error);
    this.#promise = undefined;
  }

  /** The application does not want it any more. @param confirmed settles when the server has answered to that */
  leave(confirmed: Promise<unknown>): void {
    this.#leaving++;
    const done = () => void (this.#leaving = Math.max(0, this.#leaving - 1));
    confirmed.then(done, done);
    this.#stop(new Ws4RedisError("ended", "unsubscribed"));
    this.state.set({ status: "idle" });
  }

  frame(frame: Frame): void {
    if (!this.wanted) {
      return;
    }
    const { pk, member, version = 0 } = frame;
    switch (frame.name) {
      case undefined:
        this.#message(frame);
        break;
      case "subscribed":
        this.#subscribed(frame);
        break;
      case "recovered":
        this.#missing(this.#recovery(pk).recovered(frame), pk);
        break;
      case "joined":
      case "left":
        this.#emit({ type: frame.name, member: member!, version, pk });
        break;
      case "unsubscribed":
        // After an error that has said why, it says nothing new.
        if (!this.#leaving && this.acknowledged && this.#recoveries.has(this.#keyOf(pk))) {
          this.refused(new Ws4RedisError(403, "unsubscribed"), pk);
        }
    }
  }

  #subscribed(frame: Frame): void {
    const missing = this.#recovery(frame.pk).subscribed(frame);
    if (this.acknowledged) {
      this.granted();
    }
    this.#emit({ type: "subscribed", pk: frame.pk });
    this.#missing(missing, frame.pk);
  }

  #message(frame: Frame): void {
    const { fresh, missing } = this.#recoveries.get(this.#keyOf(frame.pk))?.message(frame.offset) ?? { fresh: true, missing: false };
    this.#missing(missing, frame.pk);
    if (fresh) {
      this.#emit({ type: "message", message: frame.message, offset: frame.offset, pk: frame.pk });
    }
  }

  #missing(missing: boolean, pk: string | undefined): void {
    if (missing) {
      this.#emit({ type: "reload", pk });
    }
  }

  #recovery(pk: string | undefined): Recovery {
    const key = this.#keyOf(pk);
    let recovery = this.#recoveries.get(key);
    if (!recovery) {
      this.#recoveries.set(key, recovery = new Recovery());
    }
    return recovery;
  }

  #keyOf(pk: string | undefined): string {
    return pk === undefined || this.given || this.pk !== undefined ? "" : pk;
  }

  #stop(error: Ws4RedisError): void {
    this.wanted = this.acknowledged = false;
    this.ended(error);
  }

  #emit(event: ChannelEvent<unknown>): void {
    this.events.emit(event.type, event as never);
  }
}

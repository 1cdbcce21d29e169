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
  /** By pk, `""` for none: a channel subscribed to without a pk has as many as the server grants. */
  readonly #recoveries = new Map<string, Recovery>();
  #wanted = false;
  #acknowledged = false;
  #leaving = 0;
  #promise: Promise<void> | undefined;
  #resolve: (() => void) | undefined;
  #reject: ((error: Ws4RedisError) => void) | undefined;

  constructor(readonly channel: string, readonly pk: string | undefined) {
  }

  get wanted(): boolean {
    return this.#wanted;
  }

  /** {@return whether the server has granted it once} */
  get acknowledged(): boolean {
    return this.#acknowledged;
  }

  /** {@return where the application is in the channel's history} */
  get position(): Position | undefined {
    return this.#recoveries.get(this.pk ?? "")?.position;
  }

  /** The application wants it. @returns what settles with the server's first answer */
  want(since?: Position): Promise<void> {
    if (!this.#wanted) {
      this.#wanted = true;
      this.#recoveries.clear();
      this.#recoveries.set(this.pk ?? "", new Recovery(since));
      this.state.set({ status: "subscribing" });
    }
    if (!this.#promise) {
      this.#promise = new Promise<void>((resolve, reject) => {
        this.#resolve = resolve;
        this.#reject = reject;
      });
      // Who does not wait for it is told by the event and the state.
      this.#promise.catch(() => {});
    }
    return this.#promise;
  }

  /** What to ask the server for; from then on it is expected to be answered. */
  entries(): Entry[] {
    const entries = [...this.#recoveries].map(([pk, recovery]) => {
      const recover = recovery.start();
      return { channel: this.channel, ...(pk && { pk }), ...(recover && { recover }) };
    });
    // The whole channel last: what it grants anew, with everything that is recovered already there.
    return entries.sort((a, b) => Number(a.pk === undefined) - Number(b.pk === undefined));
  }

  granted(): void {
    this.#acknowledged = true;
    this.state.set({ status: "subscribed" });
    this.#resolve?.();
  }

  refused(error: Ws4RedisError, pk = this.pk): void {
    this.#emit({ type: "refused", error, pk });
    this.#recoveries.delete(pk ?? "");
    if (pk === this.pk || this.#recoveries.size === 0) {
      this.#stop(error);
      this.state.set({ status: "refused", error });
    }
  }

  /** The connection is lost. */
  suspended(): void {
    this.#leaving = 0;
    if (this.#wanted) {
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
    if (!this.#wanted) {
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
        if (this.#leaving === 0) {
          this.refused(new Ws4RedisError(403, "the server has ended the subscription"), pk);
        }
    }
  }

  #subscribed(frame: Frame): void {
    const missing = this.#recovery(frame.pk).subscribed(frame);
    if (this.#acknowledged) {
      this.state.set({ status: "subscribed" });
    }
    this.#emit({ type: "subscribed", pk: frame.pk });
    this.#missing(missing, frame.pk);
  }

  #message(frame: Frame): void {
    const { fresh, missing } = this.#recoveries.get(frame.pk ?? "")?.message(frame.offset) ?? { fresh: true, missing: false };
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

  #recovery(pk = ""): Recovery {
    let recovery = this.#recoveries.get(pk);
    if (!recovery) {
      this.#recoveries.set(pk, recovery = new Recovery());
    }
    return recovery;
  }

  #stop(error: Ws4RedisError): void {
    this.#wanted = this.#acknowledged = false;
    this.ended(error);
  }

  #emit(event: ChannelEvent<unknown>): void {
    this.events.emit(event.type, event as never);
  }
}

import type { ConnectionListener } from "./connection.js";
import { errorOf, isPassing, Ws4RedisError } from "./errors.js";
import type { Frame, Position } from "./frames.js";
import type { Requests } from "./requests.js";
import { type Entry, Subscription } from "./subscription.js";

/** A server has a limit to how many channels one request may name. */
const BATCH = 50;
/** And to how many requests may wait for their turn. */
const WINDOW = 8;
const PAUSE = 1_000;
const BROADCAST = "broadcast";

/** All subscriptions: who gets a frame, and how they are restored on a new connection. */
export class Subscriptions implements ConnectionListener {
  readonly #all = new Map<string, Subscription>();
  /** Its name is known when it is there. */
  readonly personal = new Subscription("", undefined, true);
  #personalKey: string | undefined;
  #connected = false;
  /** What is still to be asked for on this connection. */
  #toAsk: Subscription[] = [];
  #asking = 0;
  /** Grows with each connection. */
  #turn = 0;

  /**
   * @param requests what they are made by
   * @param untrusted told when the connection does not do what it should
   * @param stray told of errors that belong to no request and no subscription
   */
  constructor(private readonly requests: Requests, private readonly untrusted: () => void,
      private readonly stray: (error: Ws4RedisError, frame: Frame) => void) {
    const broadcast = new Subscription(BROADCAST, undefined, true);
    this.#all.set(BROADCAST, broadcast);
    void this.personal.want();
    void broadcast.want();
  }

  /** {@return the only one for this channel and pk} */
  get(channel: string, pk?: string): Subscription {
    const key = keyOf(channel, pk);
    let subscription = this.#all.get(key);
    if (!subscription) {
      this.#all.set(key, subscription = new Subscription(channel, pk));
    }
    return subscription;
  }

  subscribe(subscription: Subscription, since?: Position): Promise<void> {
    const isNew = !subscription.wanted;
    const promise = subscription.want(since);
    if (isNew && this.#connected) {
      this.#ask(subscription);
    }
    return promise;
  }

  async unsubscribe(subscription: Subscription): Promise<void> {
    if (!subscription.wanted || subscription.given) {
      return;
    }
    this.#toAsk = this.#toAsk.filter(other => other !== subscription);
    const entries = this.#connected ? subscription.entries() : [];
    const confirmed = Promise.all(entries.map(({ channel, pk }) => this.requests.urgent("unsubscribe",
      { channel, ...(pk !== undefined && { pk }) })));
    subscription.leave(confirmed);
    await confirmed.catch(error => {
      // Without a connection there is nothing to end.
      if (!isPassing(error)) {
        throw error;
      }
    });
  }

  /** {@return where the application is in the personal channel, for the server to go on from there} */
  personalPosition(): Position | undefined {
    return this.personal.entries()[0]?.recover;
  }

  personalSubscribed(frame: Frame): void {
    const key = keyOf(frame.channel ?? "", frame.pk);
    if (this.#personalKey !== undefined && this.#personalKey !== key) {
      this.personal.begin();
    }
    this.#personalKey = key;
    this.personal.granted();
    this.frame(frame);
  }

  /** The connection is authenticated: what was subscribed to is again, and what was only wished for is asked for. */
  ready(): void {
    this.#connected = true;
    this.#turn++;
    this.get(BROADCAST).granted();
    this.frame({ name: "subscribed", channel: BROADCAST });
    const wanted = [...this.#all.values()].filter(subscription => subscription.wanted && !subscription.given);
    const entries = wanted.filter(subscription => subscription.acknowledged).flatMap(subscription => subscription.entries());
    for (let i = 0; i < entries.length; i += BATCH) {
      void this.#restore(entries.slice(i, i + BATCH));
    }
    wanted.filter(subscription => !subscription.acknowledged).forEach(subscription => this.#ask(subscription));
  }

  lost(): void {
    this.#connected = false;
    this.#toAsk = [];
    this.#turn++;
    this.#each(subscription => subscription.suspended());
  }

  ended(error: Ws4RedisError): void {
    this.#each(subscription => subscription.ended(error));
  }

  /** A frame that is not an answer. */
  frame(frame: Frame): void {
    const subscription = this.#find(frame);
    const error = frame.name === undefined ? errorOf(frame) : undefined;
    if (!error) {
      subscription?.frame(frame);
    } else if (subscription?.wanted && (frame.action === "resubscribe" || frame.action === "subscribe")) {
      this.#refused(subscription, error, frame.pk);
    } else {
      this.stray(error, frame);
    }
  }

  #find({ channel, pk }: Frame): Subscription | undefined {
    const key = keyOf(channel ?? "", pk);
    if (key === this.#personalKey) {
      return this.personal;
    }
    const exact = this.#all.get(key);
    // One that nobody has subscribed to does not keep anything from the whole channel.
    return exact?.wanted ? exact : this.#all.get(keyOf(channel ?? "")) ?? exact;
  }

  async #restore(channels: Entry[]): Promise<void> {
    const turn = this.#turn;
    try {
      await this.requests.urgent("resubscribe", { channels });
    } catch {
      if (turn === this.#turn) {
        this.untrusted();
      }
    }
  }

  #ask(subscription: Subscription): void {
    this.#toAsk.push(subscription);
    if (this.#asking < WINDOW) {
      void this.#askAll();
    }
  }

  async #askAll(): Promise<void> {
    this.#asking++;
    for (let next = this.#toAsk.shift(); next; next = this.#toAsk.shift()) {
      await this.#askFor(next);
    }
    this.#asking--;
  }

  async #askFor(subscription: Subscription): Promise<void> {
    const turn = this.#turn;
    for (const entry of subscription.entries()) {
      try {
        await this.requests.urgent("subscribe", { ...entry });
        if (turn === this.#turn && subscription.wanted) {
          subscription.granted();
        }
      } catch (error) {
        if (turn === this.#turn && subscription.wanted) {
          this.#refused(subscription, error as Ws4RedisError, entry.pk);
        }
      }
    }
  }

  /** For good, or for now: then it is asked for again in a while. */
  #refused(subscription: Subscription, error: Ws4RedisError, pk: string | undefined): void {
    if (!isPassing(error)) {
      subscription.refused(error, pk);
      return;
    }
    subscription.acknowledged = false;
    subscription.suspended();
    const turn = this.#turn;
    setTimeout(() => {
      if (turn === this.#turn && subscription.wanted) {
        this.#ask(subscription);
      }
    }, PAUSE * (0.5 + Math.random()));
  }

  #each(task: (subscription: Subscription) => void): void {
    this.#all.forEach(task);
    task(this.personal);
  }
}

function keyOf(channel: string, pk?: string): string {
  return pk === undefined ? channel : `${channel}:${pk}`;
}

import type { Fields, Member, Position } from "./frames.js";
import type { ChannelEvent, ChannelEvents } from "./events.js";
import { LiveMembers, type Presence } from "./members.js";
import type { RequestOptions, Requests } from "./requests.js";
import type { Store } from "./store.js";
import { Stream } from "./stream.js";
import type { Subscription, SubscriptionState } from "./subscription.js";
import type { Subscriptions } from "./subscriptions.js";

/** How a message is published. */
export interface PublishOptions extends RequestOptions {
  /** Publishes with the same key within five minutes are one. By default each call has a key of its own. */
  readonly key?: string;
}

/** What became of a published message. */
export interface Published {
  /** How many nodes got it. */
  readonly receivers: number;
  /** Its number in the channel's history, if there is one. */
  readonly offset?: number;
}

/** Which part of a channel's history: the newest `limit`, or the first `limit` after the offset `since`. */
export interface HistoryOptions extends RequestOptions {
  readonly limit?: number;
  readonly since?: number;
}

/** Stored messages, oldest first. */
export interface History<Message> extends Position {
  readonly messages: readonly { readonly offset: number; readonly message: Message }[];
}

const PUBLISH_TIMEOUT = 60_000;
const STREAM_LIMIT = 1_000;
const ORIGIN = Math.random().toString(36).slice(2);
let published = 0;

/**
 * One channel and pk, or a whole channel. Messages come in order, without a hole and without doubles, over all connections; or there
 * is one `reload`, and they go on from there.
 */
export class Channel<Message = unknown> {
  readonly #subscription: Subscription;
  readonly #subscriptions: Subscriptions;
  readonly #requests: Requests;
  #members: LiveMembers | undefined;

  constructor(readonly name: string, readonly pk: string | undefined, subscription: Subscription, subscriptions: Subscriptions,
      requests: Requests) {
    this.#subscription = subscription;
    this.#subscriptions = subscriptions;
    this.#requests = requests;
  }

  /** Whether it is subscribed to. */
  get state(): Store<SubscriptionState> {
    return this.#subscription.state;
  }

  /** Where the application is in the channel's history: to be kept over a reload of the page, and given to {@link subscribe}. */
  get position(): Position | undefined {
    return this.#subscription.position;
  }

  /** Who is in it, kept up to date as long as somebody listens. For channels with presence. */
  get members(): Store<Presence> {
    return this.#members ??= new LiveMembers(this);
  }

  /**
   * Subscribes, and does so again on every new connection. It is one subscription, however often it is asked for.
   *
   * @param since where the application was when it last had the channel
   * @returns what settles with the server's answer, however long there is no connection; rejected if it does not permit it
   */
  subscribe(since?: Position): Promise<void> {
    return this.#subscriptions.subscribe(this.#subscription, since);
  }

  /** Ends the subscription, for all that use this channel. The personal channel and `broadcast` stay. */
  unsubscribe(): Promise<void> {
    return this.#subscriptions.unsubscribe(this.#subscription);
  }

  /** Publishes to it. Sent again with the same key until it is answered, for a minute unless there is a `timeout`. */
  async publish(message: Message, options: PublishOptions = {}): Promise<Published> {
    const key = options.key ?? `${ORIGIN}-${++published}`;
    const answer = await this.#request("publish", { message, key }, { timeout: PUBLISH_TIMEOUT, repeat: true, ...options });
    return answer as unknown as Published;
  }

  /**
   * Calls an action of the application.
   *
   * @param action its name
   * @param fields further fields of the request
   * @returns what the application's method returned
   */
  async call<Result = unknown>(action: string, fields: Fields = {}, options: RequestOptions = {}): Promise<Result> {
    return (await this.#request(action, fields, options)).result as Result;
  }

  /** {@return who is in it now} */
  async presence(options: RequestOptions = {}): Promise<Presence> {
    return await this.#request("presence", {}, options) as unknown as { version: number; count: number; members: Member[] };
  }

  /** {@return stored messages} */
  async history(options: HistoryOptions = {}): Promise<History<Message>> {
    return await this.#request("history", { limit: options.limit, since: options.since }, options) as unknown as History<Message>;
  }

  /** Listens to one type of event. @returns what ends that */
  on<Type extends keyof ChannelEvents<Message>>(type: Type, listener: (event: ChannelEvents<Message>[Type]) => void): () => void {
    return this.#subscription.events.on(type, listener as never);
  }

  /** {@return the events of these types, or of all; one that is too slow for them gets a `reload` in place of what it lost} */
  events<Type extends keyof ChannelEvents<Message>>(...types: Type[]): AsyncIterableIterator<ChannelEvents<Message>[Type]> {
    const chosen = types.length > 0 ? types : ["message", "reload", "joined", "left", "subscribed", "refused"] as Type[];
    const stream = new Stream<ChannelEvents<Message>[Type]>(STREAM_LIMIT, { type: "reload", pk: this.pk } as never,
      () => stops.forEach(stop => stop()));
    const stops = chosen.map(type => this.on(type, event => stream.push(event)));
    return stream;
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<ChannelEvent<Message>> {
    return this.events();
  }

  #request(action: string, fields: Fields, options: RequestOptions) {
    return this.#requests.request(action, { ...fields, channel: this.name, pk: this.pk }, options);
  }
}

import { Channel } from "./channel.js";
import { Connection, type ConnectionOptions, type ConnectionState } from "./connection.js";
import type { ContractClient } from "./contract.js";
import { Emitter } from "./emitter.js";
import type { Ws4RedisError } from "./errors.js";
import type { Frame } from "./frames.js";
import { Requests } from "./requests.js";
import type { Store } from "./store.js";
import { Subscriptions } from "./subscriptions.js";

/** How a client connects, and what it waits for. */
export interface ClientOptions extends ConnectionOptions {
  /** How long requests wait for their answer, in milliseconds. 10 000 by default. */
  readonly timeout?: number;
  /** How many requests may wait for a connection. 50 by default: a server does not like more at once. */
  readonly queue?: number;
}

/** What happens to a client, by type. */
export interface ClientEvents {
  /** No further attempt is made; {@link Client.connect} makes one. */
  readonly ended: { readonly code: Ws4RedisError["code"]; readonly reason: string };
  /** An error of the server that belongs to no request. */
  readonly error: Ws4RedisError;
}

/** Makes a client. It does nothing before {@link Client.connect}. */
export function createClient(options?: ClientOptions): Client;
/** Makes a client that knows the application's channels, by the types that `ws4redis-types` makes. */
export function createClient<Contract extends object>(options?: ClientOptions): ContractClient<Contract>;
export function createClient(options: ClientOptions = {}): Client {
  return new Client(options);
}

/** A connection to the server that is made again when it is lost, and the channels on it. */
export class Client {
  readonly #events = new Emitter<ClientEvents>();
  readonly #requests: Requests;
  readonly #connection: Connection;
  readonly #subscriptions: Subscriptions;
  readonly #channels = new Map<unknown, Channel<never>>();

  constructor(options: ClientOptions) {
    this.#requests = new Requests(options.queue ?? 50, options.timeout ?? 10_000);
    this.#subscriptions = new Subscriptions(this.#requests, () => this.#connection.drop(),
      (error, frame) => this.#stray(error, frame));
    this.#connection = new Connection(options, this.#requests, this.#subscriptions);
    this.state.subscribe(() => {
      const { end } = this.state.getSnapshot();
      if (end) {
        this.#events.emit("ended", end);
      }
    });
  }

  /** Where the connection is. */
  get state(): Store<ConnectionState> {
    return this.#connection.state;
  }

  /** Connects, and keeps at it. After an end, connects again; between two attempts, at once. */
  connect(): void {
    this.#connection.open();
  }

  /** Ends the connection. What waits is rejected; subscriptions are kept for another {@link connect}. */
  close(): void {
    this.#connection.close();
  }

  /** {@return the channel with this pk, or the whole channel; always the same object. `broadcast` need not be subscribed to} */
  channel<Message = unknown>(name: string, pk?: string | number): Channel<Message> {
    const key = pk === undefined ? undefined : String(pk);
    return this.#channel(this.#subscriptions.get(name, key), name, key);
  }

  /** {@return what is sent to this user, on all of their devices; it need not be subscribed to} */
  personal<Message = unknown>(): Channel<Message> {
    return this.#channel(this.#subscriptions.personal, "", undefined);
  }

  /** Listens to one type of event. @returns what ends that */
  on<Type extends keyof ClientEvents>(type: Type, listener: (event: ClientEvents[Type]) => void): () => void {
    return this.#events.on(type, listener);
  }

  #channel<Message>(subscription: object, name: string, pk: string | undefined): Channel<Message> {
    let channel = this.#channels.get(subscription);
    if (!channel) {
      channel = new Channel<never>(name, pk, subscription as never, this.#subscriptions, this.#requests);
      this.#channels.set(subscription, channel);
    }
    return channel as unknown as Channel<Message>;
  }

  #stray(error: Ws4RedisError, frame: Frame): void {
    if (error.code === 401 && frame.channel === "system" && error.message === "token expires soon") {
      this.#connection.expiresSoon();
    } else {
      this.#events.emit("error", error);
    }
  }
}

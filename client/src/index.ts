/** The client of quarkus-ws4redis. Begin with {@link createClient}. */
export { type Client, type ClientEvents, type ClientOptions, createClient } from "./client.js";
export { type Channel, type History, type HistoryOptions, type Published, type PublishOptions } from "./channel.js";
export type { ChannelContract, ContractChannel, ContractClient } from "./contract.js";
export type { ConnectionState, Identity } from "./connection.js";
export { type ErrorCode, Ws4RedisError } from "./errors.js";
export type {
  ChannelEvent, ChannelEvents, MembershipEvent, MessageEvent, RefusedEvent, ReloadEvent, SubscribedEvent,
} from "./events.js";
export type { Member, Position } from "./frames.js";
export type { HeartbeatOptions } from "./heartbeat.js";
export type { BackoffOptions } from "./backoff.js";
export type { Presence } from "./members.js";
export type { RequestOptions } from "./requests.js";
export type { Store } from "./store.js";
export type { SubscriptionState } from "./subscription.js";
export type { Token, TokenReason, TokenSupplier } from "./credentials.js";

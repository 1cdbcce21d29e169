import type { Ws4RedisError } from "./errors.js";
import type { Member } from "./frames.js";

/** A message. */
export interface MessageEvent<Message> {
  readonly type: "message";
  readonly message: Message;
  /** Its number in the channel's history, if there is one. */
  readonly offset?: number | undefined;
  readonly pk?: string | undefined;
}

/** Messages may be missing that will not come any more: load what you show from the application. */
export interface ReloadEvent {
  readonly type: "reload";
  readonly pk?: string | undefined;
}

/** Somebody has come or gone. */
export interface MembershipEvent {
  readonly type: "joined" | "left";
  readonly member: Member;
  readonly version: number;
  readonly pk?: string | undefined;
}

/** The server has acknowledged the subscription: the first time, and after each new connection. */
export interface SubscribedEvent {
  readonly type: "subscribed";
  readonly pk?: string | undefined;
}

/** The server does not permit it, or does not any more. */
export interface RefusedEvent {
  readonly type: "refused";
  readonly error: Ws4RedisError;
  readonly pk?: string | undefined;
}

/** What happens in a channel, by type. */
export interface ChannelEvents<Message> {
  readonly message: MessageEvent<Message>;
  readonly reload: ReloadEvent;
  readonly joined: MembershipEvent;
  readonly left: MembershipEvent;
  readonly subscribed: SubscribedEvent;
  readonly refused: RefusedEvent;
}

/** What happens in a channel. */
export type ChannelEvent<Message> = ChannelEvents<Message>[keyof ChannelEvents<Message>];

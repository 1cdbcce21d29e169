import type { Channel } from "./channel.js";
import type { Client } from "./client.js";
import type { RequestOptions } from "./requests.js";

/** What a channel carries; `ws4redis-types` makes one for each channel of an application. */
export interface ChannelContract {
  readonly message: unknown;
  readonly actions: object;
}

type Action<Contract extends ChannelContract, Name extends keyof Contract["actions"]> = Contract["actions"][Name] extends
  { request: infer Request; result: infer Result } ? { request: Request; result: Result } : never;

/** A channel whose messages and actions are checked by the compiler. */
export type ContractChannel<Contract extends ChannelContract> = Omit<Channel<Contract["message"]>, "call"> & {
  /** See {@link Channel.call}. */
  call<Name extends keyof Contract["actions"] & string>(action: Name, fields: Action<Contract, Name>["request"],
    options?: RequestOptions): Promise<Action<Contract, Name>["result"]>;
};

/** A client that knows the application's channels. */
export type ContractClient<Contract> = Omit<Client, "channel"> & {
  /** See {@link Client.channel}. */
  channel<Name extends keyof Contract & string>(name: Name, pk?: string | number):
    ContractChannel<Contract[Name] extends ChannelContract ? Contract[Name] : never>;
};

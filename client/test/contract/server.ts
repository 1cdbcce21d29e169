import WebSocket from "ws";
import { afterEach } from "vitest";
import { type Client, type ClientOptions, createClient, type TokenReason } from "../../src/index.js";

const { WS4REDIS_CONTROL } = process.env;

export const WS4REDIS_URL = process.env.WS4REDIS_URL as string;

export async function tokenOf(user: number, seconds = 300): Promise<string> {
  return (await fetch(`${WS4REDIS_CONTROL}/token?${user},${seconds}`)).text();
}

const clients: Client[] = [];

/** A client of the real server; closed after the test. */
export function connect(token: (reason: TokenReason) => Promise<string> | { kind: string; token: string }, options: ClientOptions = {}): Client {
  const client = createClient({ url: WS4REDIS_URL, token, WebSocket, backoff: { base: 100, max: 1_000 }, ...options });
  clients.push(client);
  client.connect();
  return client;
}

export const alice = () => connect(() => tokenOf(7));
export const bob = () => connect(() => tokenOf(8));

afterEach(() => clients.splice(0).forEach(client => client.close()));

/** Waits until something is so. */
export async function until(what: string, condition: () => boolean, limit = 90_000): Promise<void> {
  for (const end = Date.now() + limit; !condition();) {
    if (Date.now() > end) {
      throw new Error(`not in time: ${what}`);
    }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

export const statusOf = (client: Client) => client.state.getSnapshot().status;

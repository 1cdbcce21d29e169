import { vi } from "vitest";
import { createClient, type Client, type ClientOptions } from "../../src/index.js";
import type { Frame } from "../../src/frames.js";

/** The server's end of one fake WebSocket. */
export class FakeSocket {
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onerror: (() => void) | null = null;
  /** What the client has sent and the test has not looked at yet. */
  readonly sent: string[] = [];
  closedWith: number | undefined;

  constructor(readonly url: string) {
  }

  send(text: string): void {
    this.sent.push(text);
  }

  close(code = 1005): void {
    this.closedWith = code;
    this.readyState = 3;
  }

  open(): void {
    this.readyState = 1;
    this.onopen?.();
  }

  /** Sends a frame, or a text as it is. */
  receive(frame: object | string): void {
    this.onmessage?.({ data: typeof frame === "string" ? frame : JSON.stringify(frame) });
  }

  serverCloses(code: number, reason = ""): void {
    this.readyState = 3;
    this.onclose?.({ code, reason });
  }

  /** The next request that the client has sent. */
  next(): Frame & { action: string; id: number; [field: string]: unknown } {
    const text = this.sent.shift();
    if (text === undefined) {
      throw new Error("nothing was sent");
    }
    return JSON.parse(text) as never;
  }

  /** Answers the next request with success. */
  async answer(fields: object = {}): Promise<Frame> {
    const request = this.next();
    this.receive({ id: request.id, name: "ok", ...fields });
    await settle();
    return request;
  }

  /** Answers the next request with an error. */
  async refuse(code: number, error = "no"): Promise<Frame> {
    const request = this.next();
    this.receive({ channel: request.channel ?? "system", message: { error, code }, action: request.action, id: request.id });
    await settle();
    return request;
  }

  /** Lets the client in as alice. */
  async letIn(fields: object = {}): Promise<Frame> {
    this.open();
    await settle();
    const request = this.next();
    this.receive({ name: "subscribed", channel: "user", status: 1, pk: "alice", ...fields });
    this.receive({ id: request.id, name: "ok", kind: "member", pk: "7", uuid: "alice", connection: "c1" });
    await settle();
    return request;
  }
}

/** Lets everything happen that waits for nothing but its turn. */
export async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
}

/** A client, and the sockets that it makes. */
export class World {
  readonly sockets: FakeSocket[] = [];
  readonly client: Client;

  constructor(options: ClientOptions = {}) {
    const sockets = this.sockets;
    this.client = createClient({
      url: "http://server.test/ws",
      token: () => "token",
      WebSocket: class extends FakeSocket {
        constructor(url: string) {
          super(url);
          sockets.push(this);
        }
      },
      ...options,
    });
  }

  get socket(): FakeSocket {
    const last = this.sockets.at(-1);
    if (!last) {
      throw new Error("no socket was made");
    }
    return last;
  }

  /** Connects, or waits until the client does so itself, and lets it in. */
  async connected(fields: object = {}): Promise<FakeSocket> {
    this.client.connect();
    await settle();
    await this.socket.letIn(fields);
    return this.socket;
  }

  /** Waits for the next attempt, however late it is, and lets it in. */
  async reconnected(fields: object = {}): Promise<{ socket: FakeSocket; auth: Frame }> {
    const before = this.sockets.length;
    for (let waited = 0; this.sockets.length === before && waited < 60_000; waited += 50) {
      await vi.advanceTimersByTimeAsync(50);
    }
    const auth = await this.socket.letIn(fields);
    return { socket: this.socket, auth };
  }

  get status(): string {
    return this.client.state.getSnapshot().status;
  }
}

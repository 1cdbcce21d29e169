import type { Frame } from "./frames.js";
import { Heartbeat, type HeartbeatOptions } from "./heartbeat.js";

/** What the client needs of a WebSocket: that of browsers and of Node 22, and that of the package `ws`. */
export interface WebSocketLike {
  readonly readyState: number;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  send(data: string): void;
  close(code?: number, reason?: string): void;
}

/** A class of WebSockets. */
export type WebSocketClass = new (url: string) => WebSocketLike;

/** Who is told about a link. */
export interface LinkListener {
  opened(): void;
  received(frame: Frame): void;
  /** Once, for whatever reason; nothing comes after it. The code is 1006 if there was no word of a close. */
  lost(code: number, reason: string): void;
}

const OPEN = 1;
const NO_WORD = 1006;

/** One WebSocket, from its opening to its loss. */
export class Link {
  readonly #heartbeat: Heartbeat;
  #lost = false;

  constructor(private readonly socket: WebSocketLike, heartbeat: HeartbeatOptions, private readonly listener: LinkListener) {
    this.#heartbeat = new Heartbeat(heartbeat, text => this.send(text), () => this.drop());
    socket.onopen = () => {
      if (!this.#lost) {
        listener.opened();
      }
    };
    socket.onmessage = (event: { data: unknown }) => this.#receive(event.data);
    socket.onclose = (event: { code: number; reason: string }) => this.#end(event.code, event.reason);
    socket.onerror = () => {
      // A close follows, and says as much.
    };
  }

  send(text: string): void {
    if (this.socket.readyState === OPEN) {
      this.socket.send(text);
    }
  }

  /** Asks for a sign of life. */
  probe(): void {
    if (this.socket.readyState === OPEN) {
      this.#heartbeat.probe();
    }
  }

  /** Gives it up; the other side is told, if it can still hear. */
  drop(): void {
    this.#end(NO_WORD, "");
    this.socket.close();
  }

  /** Ends it in order, without a word to the listener. */
  close(): void {
    this.#lost = true;
    this.#heartbeat.stop();
    this.socket.close(1000);
  }

  #receive(data: unknown): void {
    if (this.#lost) {
      return;
    }
    this.#heartbeat.heard();
    if (typeof data !== "string" || data === this.#heartbeat.text) {
      return;
    }
    let frame: Frame;
    try {
      frame = JSON.parse(data) as Frame;
    } catch {
      // Not a server of ours, or not a whole one.
      this.drop();
      return;
    }
    this.listener.received(frame);
  }

  #end(code: number, reason: string): void {
    if (!this.#lost) {
      this.#lost = true;
      this.#heartbeat.stop();
      this.listener.lost(code, reason);
    }
  }
}

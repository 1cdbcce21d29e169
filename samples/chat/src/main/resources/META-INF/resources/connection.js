// One connection to ws4redis: requests with ids, a heartbeat, reconnecting with full jitter.

const HEARTBEAT = "--heartbeat--";
const HEARTBEAT_EVERY = 20_000;
const FINAL = new Map([
  [4001, "no credentials"], [4002, "logged out by the server"], [4003, "replaced by a newer window"],
  [4004, "session expired"], [4008, "too many requests"],
]);

export class Connection {
  #socket; #token; #handlers; #pending = new Map(); #nextId = 1; #attempts = 0; #stopped = false; #beat; #answered = true;

  /** handlers: onFrame(frame), onState(connected, text), onReady(), onEnd(reason) */
  constructor(token, handlers) {
    this.#token = token;
    this.#handlers = handlers;
    this.#open();
  }

  request(action, fields = {}) {
    return new Promise((resolve, reject) => {
      if (this.#socket?.readyState !== WebSocket.OPEN) {
        reject(new Error("not connected"));
        return;
      }
      const id = this.#nextId++;
      this.#pending.set(id, { resolve, reject });
      this.#socket.send(JSON.stringify({ action, id, ...fields }));
    });
  }

  stop() {
    this.#stopped = true;
    this.#socket?.close(1000);
  }

  #open() {
    const url = new URL("ws", location.href);
    url.protocol = url.protocol.replace("http", "ws");
    this.#socket = new WebSocket(url);
    this.#socket.onopen = () => this.#authenticate();
    this.#socket.onmessage = event => this.#receive(event.data);
    this.#socket.onclose = event => this.#closed(event.code);
  }

  async #authenticate() {
    try {
      await this.request("auth", { kind: "jwt", token: this.#token });
      this.#attempts = 0;
      this.#answered = true;
      this.#beat = setInterval(() => this.#heartbeat(), HEARTBEAT_EVERY);
      this.#handlers.onState(true, "connected");
      this.#handlers.onReady();
    } catch (error) {
      if (error.code === 401) {
        this.#end(error.message);
      } else {
        this.#socket.close(1000);
      }
    }
  }

  #heartbeat() {
    if (!this.#answered) {
      this.#socket.close(3000, "no heartbeat");
      return;
    }
    this.#answered = false;
    this.#socket.send(HEARTBEAT);
  }

  #receive(data) {
    this.#answered = true;
    if (data === HEARTBEAT) {
      return;
    }
    const frame = JSON.parse(data);
    const waiting = this.#pending.get(frame.id);
    if (waiting) {
      this.#pending.delete(frame.id);
      if (frame.message?.error) {
        waiting.reject(Object.assign(new Error(frame.message.error), { code: frame.message.code }));
      } else {
        waiting.resolve(frame);
      }
    } else {
      this.#handlers.onFrame(frame);
    }
  }

  #closed(code) {
    clearInterval(this.#beat);
    this.#pending.forEach(waiting => waiting.reject(new Error("connection closed")));
    this.#pending.clear();
    if (this.#stopped) {
      return;
    }
    if (FINAL.has(code)) {
      this.#end(FINAL.get(code));
      return;
    }
    const wait = Math.random() * Math.min(15_000, 500 * 2 ** this.#attempts++);
    this.#handlers.onState(false, "connecting again");
    setTimeout(() => this.#open(), wait);
  }

  #end(reason) {
    this.stop();
    this.#handlers.onEnd(reason);
  }
}

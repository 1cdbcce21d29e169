import { connect, createServer, type Server, type Socket } from "node:net";
import type { AddressInfo } from "node:net";

/** A network between a page and the server, which can fail without a word, as networks do. */
export class Network {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #down = false;

  constructor(target: URL) {
    this.#server = createServer(fromPage => {
      const toServer = connect(Number(target.port), target.hostname);
      this.#join(fromPage, toServer);
      this.#join(toServer, fromPage);
    });
  }

  async open(): Promise<string> {
    await new Promise<void>(resolve => this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  /** Nothing comes through any more; nobody is told. */
  down(): void {
    this.#down = true;
  }

  /** New connections work; what was in the old ones is lost. */
  up(): void {
    this.#down = false;
    this.#sockets.forEach(socket => socket.destroy());
  }

  close(): void {
    this.up();
    this.#server.close();
  }

  #join(from: Socket, to: Socket): void {
    this.#sockets.add(from);
    from.on("data", data => this.#down || to.write(data));
    from.on("error", () => {});
    from.on("close", () => {
      this.#sockets.delete(from);
      to.destroy();
    });
  }
}

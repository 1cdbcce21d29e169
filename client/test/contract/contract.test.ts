import { describe, expect, it } from "vitest";
import type { Channel, Client } from "../../src/index.js";
import { control } from "../support/control.js";
import { alice, bob, connect, statusOf, tokenOf, until } from "./server.js";

describe("requests", () => {
  it("publish, and read what was published", async () => {
    const writer = alice().channel<object>("journal", "requests");
    const reader = bob().channel<object>("journal", "requests");
    const got: unknown[] = [];
    reader.on("message", event => got.push(event));
    await reader.subscribe();
    await writer.subscribe();
    expect(await writer.publish({ text: "hi" })).toMatchObject({ offset: 1 });
    await until("the message", () => got.length === 1);
    expect(got).toEqual([{ type: "message", message: { text: "hi" }, offset: 1, pk: "requests" }]);
    expect((await reader.history()).messages).toEqual([{ offset: 1, message: { text: "hi" } }]);
    expect(await reader.history({ limit: 5, since: 1 })).toMatchObject({ offset: 1, messages: [] });
  });

  it("with the same key are one", async () => {
    const channel = alice().channel<string>("journal", "keys");
    await channel.subscribe();
    expect((await channel.publish("once", { key: "k" })).offset).toBe(1);
    expect((await channel.publish("twice", { key: "k" })).offset).toBe(1);
    expect((await channel.publish("other")).offset).toBe(2);
  });

  it("call an action and get its result", async () => {
    const lounge = alice().channel("lounge", "calls");
    expect(await lounge.call("order")).toBe("tea");
    await expect(lounge.call("nothing")).rejects.toMatchObject({ code: 404 });
  });

  it("that are not permitted are rejected", async () => {
    const client = bob();
    await expect(client.channel("group", 3).subscribe()).rejects.toMatchObject({ code: 403 });
    await expect(client.channel("group", 3).publish("x")).rejects.toMatchObject({ code: 403 });
    await expect(client.channel("journal", "not-subscribed").history()).rejects.toMatchObject({ code: 403 });
    await expect(client.channel("none", 1).subscribe()).rejects.toMatchObject({ code: 403 });
  });

  it("subscribe to all that one is granted", async () => {
    const groups = alice().channel("group");
    const pks: (string | undefined)[] = [];
    groups.on("subscribed", event => pks.push(event.pk));
    await groups.subscribe();
    expect(pks).toEqual(["1", "2", "3"]);
  });
});

describe("members", () => {
  it("are those who are there", async () => {
    const lounge = alice().channel("lounge", "members");
    const names = () => lounge.members.getSnapshot().members.map(member => member.uuid).sort();
    lounge.members.subscribe(() => {});
    await lounge.subscribe();
    await until("alice", () => names().join() === "alice");
    const other = bob();
    await other.channel("lounge", "members").subscribe();
    await until("bob too", () => names().join() === "alice,bob");
    expect(lounge.members.getSnapshot()).toMatchObject({ count: 2 });
    other.close();
    await until("bob has left", () => names().join() === "alice");
  });
});

/** Publishes numbers while something happens, and records what a subscriber has been given. */
class Traffic {
  readonly seen: (number | "reload")[] = [];
  readonly #channel: Channel<number>;
  readonly #answers: Promise<unknown>[] = [];
  #stopped = false;
  #running: Promise<void> | undefined;

  constructor(pk: string, private readonly reader: Client = bob(), private readonly writer: Client = alice()) {
    this.#channel = writer.channel<number>("journal", pk);
    const channel = reader.channel<number>("journal", pk);
    channel.on("message", event => this.seen.push(event.message));
    channel.on("reload", () => this.seen.push("reload"));
  }

  async during(task: () => Promise<void>): Promise<void> {
    await this.reader.channel("journal", this.#channel.pk).subscribe();
    this.#running = this.#publish();
    await until("some messages before", () => this.seen.length > 5);
    await task();
    await until("both are back", () => statusOf(this.reader) === "connected" && statusOf(this.writer) === "connected");
    const before = this.seen.length;
    await until("some messages after", () => this.seen.length > before + 5);
    this.#stopped = true;
    await this.#running;
    await Promise.all(this.#answers);
    await until("the last message", () => this.seen.at(-1) === this.#answers.length);
  }

  async #publish(): Promise<void> {
    while (!this.#stopped) {
      // What cannot be answered waits: not more of it than the queue takes.
      const answer = this.#channel.publish(this.#answers.length + 1);
      this.#answers.push(answer);
      await Promise.race([answer, new Promise(resolve => setTimeout(resolve, 1_000))]);
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }

  get published(): number[] {
    return this.#answers.map((_, i) => i + 1);
  }
}

describe("nothing is missing, doubled or out of order", () => {
  it("when the node is killed and started again", async () => {
    const traffic = new Traffic("kill");
    await traffic.during(async () => {
      await control("/node/kill");
      await control("/node/start");
    });
    expect(traffic.seen).toEqual(traffic.published);
  });

  it("when the node is shut down, which tells its clients to come back", async () => {
    const reader = bob();
    const statuses: string[] = [];
    reader.state.subscribe(() => statuses.push(statusOf(reader)));
    const traffic = new Traffic("drain", reader);
    await traffic.during(async () => {
      await control("/node/terminate");
      await control("/node/start");
    });
    expect(traffic.seen).toEqual(traffic.published);
    expect(statuses).toContain("waiting");
    expect(statuses).not.toContain("ended");
  });

  it("when the node loses its link to Redis, and closes with 4006", async () => {
    const reader = bob();
    const traffic = new Traffic("cut", reader);
    await traffic.during(async () => {
      const before = reader.state.getSnapshot().identity?.connection;
      await control("/redis/cut");
      await until("another connection", () => {
        const now = reader.state.getSnapshot().identity?.connection;
        return now !== undefined && now !== before;
      });
    });
    expect(traffic.seen).toEqual(traffic.published);
  });
});

describe("a Redis that was started again, and has forgotten", () => {
  it("is told by one reload, and the messages go on from there", async () => {
    const traffic = new Traffic("forgotten");
    await traffic.during(() => control("/redis/restart"));
    const at = traffic.seen.indexOf("reload");
    expect(traffic.seen.filter(each => each === "reload").length).toBe(1);
    const [before, after] = [traffic.seen.slice(0, at) as number[], traffic.seen.slice(at + 1) as number[]];
    expect(before).toEqual(before.map((_, i) => i + 1));
    expect(after).toEqual(after.map((_, i) => (after[0] as number) + i));
    expect(after.at(-1)).toBe(traffic.published.length);
  });
});

describe("a token", () => {
  it("is renewed on the connection, over and over", async () => {
    const reasons: string[] = [];
    const client = connect(reason => {
      reasons.push(reason);
      return tokenOf(7, 6);
    });
    await until("a connection", () => statusOf(client) === "connected");
    const { connection } = client.state.getSnapshot().identity ?? {};
    const begin = Date.now();
    await until("three lives of a token", () => Date.now() - begin > 20_000);
    expect(client.state.getSnapshot()).toMatchObject({ status: "connected", identity: { connection } });
    const renewals = reasons.filter(reason => reason === "renew").length;
    expect(renewals).toBeGreaterThan(2);
    // The server warns of such tokens as soon as it has them.
    expect(renewals).toBeLessThan(20);
    expect(reasons.filter(reason => reason !== "renew")).toEqual(["connect"]);
  });

  it("that was not renewed in time is replaced by the next connection", async () => {
    const reasons: string[] = [];
    const old = await tokenOf(7, 4);
    const client = connect(async reason => {
      reasons.push(reason);
      return reason === "refused" ? tokenOf(7) : old;
    });
    await until("a connection", () => statusOf(client) === "connected");
    await until("a new token", () => reasons.includes("refused"));
    await until("a connection again", () => statusOf(client) === "connected");
  });

  it("that is wrong ends the client", async () => {
    const client = connect(async () => "nonsense");
    await until("the end", () => statusOf(client) === "ended");
    expect(client.state.getSnapshot().end).toEqual({ code: 401, reason: expect.any(String) });
  });
});

describe("an identity that may have one connection only", () => {
  it("has the newer one, and the older does not fight for it", async () => {
    const terminal = () => connect(() => ({ kind: "terminal", token: "tok-100" }));
    const older = terminal();
    await until("the older", () => statusOf(older) === "connected");
    const newer = terminal();
    await until("the end of the older", () => statusOf(older) === "ended");
    expect(older.state.getSnapshot().end).toMatchObject({ code: 4003 });
    const statuses: string[] = [];
    newer.state.subscribe(() => statuses.push(statusOf(newer)));
    const begin = Date.now();
    await until("time for a fight", () => Date.now() - begin > 3_000);
    expect(statusOf(newer)).toBe("connected");
    expect(statuses.filter(status => status !== "connected" && status !== "connecting")).toEqual([]);
    older.connect();
    await until("the end of the newer", () => statusOf(newer) === "ended");
  });
});

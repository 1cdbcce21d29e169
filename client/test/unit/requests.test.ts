import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { settle, World } from "./fake-server.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("a request", () => {
  it("gets the answer with its id, in whatever order they come", async () => {
    const world = new World();
    const socket = await world.connected();
    const room = world.client.channel("room", 3);
    const first = room.call("add", { a: 1 });
    const second = room.call("add", { a: 2 });
    const [one, two] = [socket.next(), socket.next()];
    expect(one).toMatchObject({ action: "add", channel: "room", pk: "3", a: 1 });
    socket.receive({ id: two.id, name: "ok", result: "two" });
    socket.receive({ id: one.id, name: "ok", result: "one" });
    expect(await Promise.all([first, second])).toEqual(["one", "two"]);
  });

  it("is rejected with the server's error", async () => {
    const world = new World();
    const socket = await world.connected();
    const published = expect(world.client.channel("room", 3).publish("x")).rejects.toMatchObject(
      { code: 403, message: "publish permission denied", uncertain: false });
    await socket.refuse(403, "publish permission denied");
    await published;
  });

  it("that was sent before the client is closed may have taken effect", async () => {
    const world = new World();
    await world.connected();
    const published = expect(world.client.channel("room", 3).publish("x")).rejects.toMatchObject({ code: "ended", uncertain: true });
    world.client.close();
    await published;
  });

  it("is rejected when there is no answer in time, and then may have taken effect", async () => {
    const world = new World({ timeout: 5_000 });
    const socket = await world.connected();
    const called = expect(world.client.channel("room", 3).call("say")).rejects.toMatchObject({ code: "timeout", uncertain: true });
    await vi.advanceTimersByTimeAsync(5_000);
    await called;
    const late = socket.next();
    socket.receive({ id: late.id, name: "ok" });
    expect(world.status).toBe("connected");
  });

  it("that cannot be repeated is rejected when the link is lost before the answer", async () => {
    const world = new World();
    const socket = await world.connected();
    const called = expect(world.client.channel("room", 3).call("say")).rejects.toMatchObject({ code: "disconnected", uncertain: true });
    socket.serverCloses(1006);
    await called;
  });

  it("asks for presence and history", async () => {
    const world = new World();
    const socket = await world.connected();
    const room = world.client.channel<string>("room", 3);
    const presence = room.presence();
    expect(await socket.answer({ version: 4, count: 0, members: [] })).toMatchObject({ action: "presence", channel: "room", pk: "3" });
    expect(await presence).toMatchObject({ version: 4, count: 0, members: [] });
    const history = room.history({ limit: 5, since: 2 });
    expect(await socket.answer({ epoch: "e", offset: 3, messages: [{ offset: 3, message: "hi" }] })).toMatchObject(
      { action: "history", limit: 5, since: 2 });
    expect((await history).messages).toEqual([{ offset: 3, message: "hi" }]);
  });
});

describe("the queue", () => {
  it("sends in order what was asked for without a connection", async () => {
    const world = new World();
    const room = world.client.channel("room", 3);
    const published = [1, 2, 3].map(message => room.publish(message));
    const socket = await world.connected();
    const sent = await Promise.all([1, 2, 3].map(() => socket.answer({ receivers: 1 })));
    expect(sent.map(request => request.message)).toEqual([1, 2, 3]);
    expect((await Promise.all(published)).length).toBe(3);
  });

  it("has a limit", async () => {
    const world = new World({ queue: 2 });
    const room = world.client.channel("room", 3);
    void room.publish(1).catch(() => {});
    void room.publish(2).catch(() => {});
    await expect(room.publish(3)).rejects.toMatchObject({ code: "full" });
    world.client.connect();
    world.client.close();
  });

  it("keeps nothing longer than its time", async () => {
    const world = new World();
    const called = expect(world.client.channel("room", 3).call("say", {}, { timeout: 2_000 })).rejects.toMatchObject(
      { code: "timeout", uncertain: false });
    await vi.advanceTimersByTimeAsync(2_000);
    await called;
    const socket = await world.connected();
    expect(socket.sent).toEqual([]);
  });

  it("does not take what would be stale", async () => {
    const world = new World();
    await expect(world.client.channel("room", 3).call("typing", {}, { queue: false })).rejects.toMatchObject({ code: "disconnected" });
  });

  it("does not send more at once than a server lets wait", async () => {
    const world = new World();
    const room = world.client.channel("room", 3);
    const all = Array.from({ length: 40 }, (_, i) => room.publish(i));
    const socket = await world.connected();
    expect(socket.sent.length).toBe(16);
    for (let i = 0; i < 40; i++) {
      expect((await socket.answer({ receivers: 1 })).message).toBe(i);
    }
    await Promise.all(all);
  });
});

describe("a publish", () => {
  it("whose answer was lost is repeated with the same key, before what came later", async () => {
    const world = new World();
    const socket = await world.connected();
    const room = world.client.channel("room", 3);
    const first = room.publish("one");
    const { key } = socket.next();
    expect(key).toBeTypeOf("string");
    socket.serverCloses(1006);
    const second = room.publish("two");
    const again = (await world.reconnected()).socket;
    expect(await again.answer({ receivers: 1, offset: 5 })).toMatchObject({ message: "one", key });
    expect(await again.answer({ receivers: 1, offset: 6 })).toMatchObject({ message: "two" });
    expect(await first).toMatchObject({ offset: 5 });
    expect(await second).toMatchObject({ offset: 6 });
  });

  it("has a key of its own", async () => {
    const world = new World();
    const socket = await world.connected();
    const room = world.client.channel("room", 3);
    void room.publish("same");
    void room.publish("same");
    void room.publish("mine", { key: "k" });
    const keys = [socket.next(), socket.next(), socket.next()].map(request => request.key);
    expect(new Set(keys).size).toBe(3);
    expect(keys[2]).toBe("k");
  });

  it("is not repeated when the server has failed at it", async () => {
    const world = new World();
    const socket = await world.connected();
    const published = expect(world.client.channel("room", 3).publish("x")).rejects.toMatchObject({ code: 500 });
    await socket.refuse(500, "internal error");
    await published;
  });

  it("is repeated after a while when the server is in trouble, until its time is over", async () => {
    const world = new World();
    const socket = await world.connected();
    const room = world.client.channel("room", 3);
    const published = room.publish("one", { timeout: 20_000 });
    const { key } = await socket.refuse(503, "temporarily unavailable, the request may have taken effect");
    await settle();
    expect(socket.sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(await socket.answer({ receivers: 1 })).toMatchObject({ message: "one", key });
    await published;
    const doomed = expect(room.publish("two", { timeout: 3_000 })).rejects.toMatchObject({ code: "timeout", uncertain: true });
    for (let i = 0; i < 4; i++) {
      if (socket.sent.length > 0) {
        await socket.refuse(503);
      }
      await vi.advanceTimersByTimeAsync(1_500);
    }
    await doomed;
  });
});

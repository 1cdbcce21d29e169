import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ChannelEvent } from "../../src/index.js";
import { type FakeSocket, settle, World } from "./fake-server.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const subscribed = (pk: string, more: object = {}) => ({ name: "subscribed", channel: "room", status: 2, pk, ...more });
const message = (text: string, offset?: number, pk = "3") => ({ channel: "room", pk, message: text, ...(offset && { offset }) });

function record(world: World, pk: number | "all" = 3) {
  const events: string[] = [];
  const room = world.client.channel<string>("room", pk === "all" ? undefined : pk);
  room.on("message", event => events.push(event.message));
  room.on("reload", event => events.push("reload" + (pk === "all" ? " " + event.pk : "")));
  room.on("refused", event => events.push("refused " + event.error.code));
  return { room, events };
}

async function acknowledge(socket: FakeSocket, more: object = {}): Promise<void> {
  socket.receive(subscribed("3", more));
  await socket.answer({ status: 2 });
}

describe("a subscription", () => {
  it("is acknowledged, and gets messages from then on", async () => {
    const world = new World();
    const socket = await world.connected();
    const { room, events } = record(world);
    const promise = room.subscribe();
    expect(room.state.getSnapshot()).toEqual({ status: "subscribing" });
    expect(JSON.parse(socket.sent[0] ?? "")).toMatchObject({ action: "subscribe", channel: "room", pk: "3" });
    await acknowledge(socket);
    await promise;
    expect(room.state.getSnapshot()).toEqual({ status: "subscribed" });
    socket.receive(message("hi"));
    socket.receive(message("not ours", undefined, "4"));
    expect(events).toEqual(["hi"]);
  });

  it("may be wished for before there is a connection", async () => {
    const world = new World();
    const promise = world.client.channel("room", 3).subscribe();
    await acknowledge(await world.connected());
    await promise;
  });

  it("is one for all who ask for the same channel and pk", async () => {
    const world = new World();
    const socket = await world.connected();
    expect(world.client.channel("room", "3")).toBe(world.client.channel("room", 3));
    void world.client.channel("room", 3).subscribe();
    void world.client.channel("room", "3").subscribe();
    expect(socket.sent.length).toBe(1);
  });

  it("that was restored after an end settles, whoever asks for it, before or after", async () => {
    const world = new World();
    const socket = await world.connected();
    const { room } = record(world);
    void room.subscribe();
    await acknowledge(socket);
    world.client.close();
    const before = room.subscribe();
    await acknowledge(await world.connected());
    await before;
    world.client.close();
    await acknowledge(await world.connected());
    await room.subscribe();
  });

  it("that is ended before it was asked for is not asked for", async () => {
    const world = new World();
    const socket = await world.connected();
    const rooms = Array.from({ length: 20 }, (_, pk) => world.client.channel("room", pk));
    rooms.forEach(room => void room.subscribe());
    void rooms[19]?.unsubscribe();
    const actions: string[] = [];
    while (socket.sent.length > 0) {
      const request = await socket.answer();
      if (request.pk === "19") {
        actions.push(request.action ?? "");
      }
    }
    expect(actions).toEqual(["unsubscribe"]);
  });

  it("to a whole channel gets the messages of a pk that nobody has subscribed to", async () => {
    const world = new World();
    const socket = await world.connected();
    const { room, events } = record(world, "all");
    world.client.channel("room", 3);
    void room.subscribe();
    await acknowledge(socket);
    socket.receive(message("hi"));
    expect(events).toEqual(["hi"]);
  });

  it("waits for its turn among many", async () => {
    const world = new World();
    const socket = await world.connected();
    const all = Array.from({ length: 30 }, (_, pk) => world.client.channel("room", pk).subscribe());
    expect(socket.sent.length).toBe(8);
    for (let pk = 0; pk < 30; pk++) {
      expect((await socket.answer()).pk).toBe(String(pk));
    }
    await Promise.all(all);
  });

  it("that is denied is not asked for again", async () => {
    const world = new World();
    const socket = await world.connected();
    const { room, events } = record(world);
    const denied = expect(room.subscribe()).rejects.toMatchObject({ code: 403 });
    await socket.refuse(403, "subscribe permission denied");
    await denied;
    expect(room.state.getSnapshot()).toMatchObject({ status: "refused", error: { code: 403 } });
    expect(events).toEqual(["refused 403"]);
    socket.serverCloses(1006);
    expect((await world.reconnected()).socket.sent).toEqual([]);
  });

  it("is asked for again when the server is in trouble", async () => {
    const world = new World();
    const socket = await world.connected();
    const promise = world.client.channel("room", 3).subscribe();
    await socket.refuse(503);
    await vi.advanceTimersByTimeAsync(1_500);
    await acknowledge(socket);
    await promise;
  });

  it("ends when the application wants it to, and may begin again before that is confirmed", async () => {
    const world = new World();
    const socket = await world.connected();
    const { room, events } = record(world);
    void room.subscribe();
    await acknowledge(socket);
    const left = room.unsubscribe();
    const again = room.subscribe();
    socket.receive({ name: "unsubscribed", channel: "room", status: 1, pk: "3" });
    expect(await socket.answer()).toMatchObject({ action: "unsubscribe", channel: "room", pk: "3" });
    await acknowledge(socket);
    await Promise.all([left, again]);
    expect(events).toEqual([]);
    expect(room.state.getSnapshot().status).toBe("subscribed");
  });

  it("that is not permitted any more is refused once, and not asked for again", async () => {
    const world = new World();
    const socket = await world.connected();
    const { room, events } = record(world);
    const strays: unknown[] = [];
    world.client.on("error", error => strays.push(error));
    void room.subscribe();
    await acknowledge(socket);
    socket.receive({ channel: "room", message: { error: "subscribe permission denied", code: 403 }, action: "subscribe", pk: "3" });
    socket.receive({ name: "unsubscribed", channel: "room", status: 1, pk: "3" });
    expect(events).toEqual(["refused 403"]);
    expect(strays).toEqual([]);
    expect(room.state.getSnapshot()).toMatchObject({ status: "refused", error: { message: "subscribe permission denied" } });
    socket.serverCloses(1006);
    expect((await world.reconnected()).socket.sent).toEqual([]);
  });

  it("whose permission the server cannot find out is asked for again", async () => {
    const world = new World();
    const socket = await world.connected();
    const { room, events } = record(world);
    void room.subscribe();
    await acknowledge(socket, { epoch: "e", offset: 5 });
    socket.receive({ channel: "room", message: { error: "temporarily unavailable", code: 503 }, action: "subscribe", pk: "3" });
    socket.receive({ name: "unsubscribed", channel: "room", status: 1, pk: "3" });
    expect(room.state.getSnapshot().status).toBe("subscribing");
    await vi.advanceTimersByTimeAsync(1_500);
    socket.receive(subscribed("3", { epoch: "e", offset: 5 }));
    expect(await socket.answer()).toMatchObject({ action: "subscribe", pk: "3", recover: { epoch: "e", offset: 5 } });
    expect(room.state.getSnapshot().status).toBe("subscribed");
    expect(events).toEqual([]);
  });

  it("that the server ends is refused", async () => {
    const world = new World();
    const socket = await world.connected();
    const { room, events } = record(world);
    void room.subscribe();
    await acknowledge(socket);
    socket.receive({ name: "unsubscribed", channel: "room", status: 1, pk: "3" });
    expect(events).toEqual(["refused 403"]);
    expect(room.state.getSnapshot().status).toBe("refused");
  });
});

describe("after a new connection", () => {
  async function twice(options: { first?: object; events?: (socket: FakeSocket) => void } = {}) {
    const world = new World();
    const socket = await world.connected();
    const recorded = record(world);
    void recorded.room.subscribe();
    await acknowledge(socket, options.first);
    options.events?.(socket);
    socket.serverCloses(1006);
    expect(recorded.room.state.getSnapshot().status).toBe("subscribing");
    const again = (await world.reconnected()).socket;
    return { world, again, ...recorded };
  }

  it("all channels are subscribed to by one request", async () => {
    const world = new World();
    const socket = await world.connected();
    for (let pk = 1; pk <= 3; pk++) {
      void world.client.channel("room", pk).subscribe();
      socket.receive(subscribed(String(pk), pk === 2 ? { epoch: "e", offset: 7 } : {}));
      await socket.answer();
    }
    socket.serverCloses(1006);
    const { action, channels } = (await world.reconnected()).socket.next();
    expect(action).toBe("resubscribe");
    expect(channels).toEqual([{ channel: "room", pk: "1" }, { channel: "room", pk: "2", recover: { epoch: "e", offset: 7 } },
      { channel: "room", pk: "3" }]);
  });

  it("what was missed comes in order, and no word is said of it", async () => {
    const { again, events, room } = await twice({
      first: { epoch: "e", offset: 5 },
      events: socket => socket.receive(message("six", 6)),
    });
    expect(again.next().channels).toEqual([{ channel: "room", pk: "3", recover: { epoch: "e", offset: 6 } }]);
    again.receive(subscribed("3", { epoch: "e", offset: 8 }));
    again.receive(message("seven", 7));
    again.receive(message("eight", 8));
    again.receive({ name: "recovered", channel: "room", pk: "3", recovered: true, epoch: "e", offset: 8 });
    again.receive(message("nine", 9));
    expect(events).toEqual(["six", "seven", "eight", "nine"]);
    expect(room.position).toEqual({ epoch: "e", offset: 9 });
    expect(room.state.getSnapshot().status).toBe("subscribed");
  });

  it("there is one reload when the server cannot tell what was missed", async () => {
    const { again, events, room } = await twice({ first: { epoch: "e", offset: 5 } });
    again.receive(subscribed("3", { epoch: "f", offset: 2 }));
    again.receive({ name: "recovered", channel: "room", pk: "3", recovered: false, epoch: "f", offset: 2 });
    again.receive(message("three", 3));
    expect(events).toEqual(["reload", "three"]);
    expect(room.position).toEqual({ epoch: "f", offset: 3 });
  });

  it("there is one reload when the channel has no history", async () => {
    const { again, events } = await twice();
    again.receive(subscribed("3"));
    again.receive(message("hi"));
    expect(events).toEqual(["reload", "hi"]);
  });

  it("a recovery that was cut off goes on where it was", async () => {
    const { world, again, events } = await twice({ first: { epoch: "e", offset: 5 } });
    again.receive(subscribed("3", { epoch: "e", offset: 8 }));
    again.receive(message("six", 6));
    again.serverCloses(1006);
    const third = (await world.reconnected()).socket;
    expect(third.next().channels).toEqual([{ channel: "room", pk: "3", recover: { epoch: "e", offset: 6 } }]);
    expect(events).toEqual(["six"]);
  });

  it("a message that came twice is given once, and a hole is not hidden", async () => {
    const { again, events } = await twice({ first: { epoch: "e", offset: 5 } });
    again.receive(subscribed("3", { epoch: "e", offset: 5 }));
    again.receive({ name: "recovered", channel: "room", pk: "3", recovered: true, epoch: "e", offset: 5 });
    again.receive(message("six", 6));
    again.receive(message("six", 6));
    again.receive(message("eight", 8));
    expect(events).toEqual(["six", "reload", "eight"]);
  });

  it("a channel that is not permitted any more is refused, and the others are not", async () => {
    const { again, events, room } = await twice();
    again.receive({ channel: "room", message: { error: "subscribe permission denied", code: 403 }, action: "resubscribe", pk: "3" });
    await again.answer({ status: 1, refused: 1 });
    expect(events).toEqual(["refused 403"]);
    expect(room.state.getSnapshot().status).toBe("refused");
  });

  it("a channel that cannot be had at the moment is asked for again", async () => {
    const { again, events, room } = await twice({ first: { epoch: "e", offset: 5 } });
    again.receive({ channel: "room", message: { error: "temporarily unavailable", code: 503 }, action: "resubscribe", pk: "3" });
    await again.answer({ status: 1, refused: 1 });
    await vi.advanceTimersByTimeAsync(1_500);
    expect(again.next()).toMatchObject({ action: "subscribe", channel: "room", pk: "3", recover: { epoch: "e", offset: 5 } });
    expect(events).toEqual([]);
    expect(room.state.getSnapshot().status).toBe("subscribing");
  });

  it("a server that does not answer to it is left", async () => {
    const { world, again } = await twice();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(again.closedWith).toBeDefined();
    expect(world.status).not.toBe("connected");
  });
});

describe("a whole channel", () => {
  it("goes on without the pk that is not permitted any more", async () => {
    const world = new World();
    const socket = await world.connected();
    const events: string[] = [];
    const rooms = world.client.channel("room");
    rooms.on("refused", event => events.push(`refused ${event.pk}`));
    rooms.on("message", event => events.push(`${event.message}`));
    void rooms.subscribe();
    socket.receive(subscribed("3"));
    socket.receive(subscribed("4"));
    await socket.answer();
    socket.receive({ channel: "room", message: { error: "subscribe permission denied", code: 403 }, action: "subscribe", pk: "3" });
    socket.receive({ name: "unsubscribed", channel: "room", status: 2, pk: "3" });
    socket.receive({ channel: "room", pk: "4", message: "hi" });
    expect(events).toEqual(["refused 3", "hi"]);
    expect(rooms.state.getSnapshot().status).toBe("subscribed");
  });

  it("has the pks that the server grants, each with its place in its history", async () => {
    const world = new World();
    const socket = await world.connected();
    const { room, events } = record(world, "all");
    void room.subscribe();
    socket.receive(subscribed("1", { epoch: "a", offset: 1 }));
    socket.receive(subscribed("2", { epoch: "b", offset: 2 }));
    expect(await socket.answer({ pks: ["1", "2"] })).toEqual({ action: "subscribe", channel: "room", id: expect.anything() });
    socket.receive(message("to two", 3, "2"));
    socket.serverCloses(1006);
    const again = (await world.reconnected()).socket;
    expect(again.next().channels).toEqual([{ channel: "room", pk: "1", recover: { epoch: "a", offset: 1 } },
      { channel: "room", pk: "2", recover: { epoch: "b", offset: 3 } }, { channel: "room" }]);
    again.receive(subscribed("1", { epoch: "a", offset: 1 }));
    again.receive({ name: "recovered", channel: "room", pk: "1", recovered: true, epoch: "a", offset: 1 });
    again.receive(subscribed("2", { epoch: "c", offset: 9 }));
    again.receive({ name: "recovered", channel: "room", pk: "2", recovered: false, epoch: "c", offset: 9 });
    expect(events).toEqual(["to two", "reload 2"]);
  });
});

describe("broadcasts", () => {
  it("come without asking, and those that were missed are told by a reload", async () => {
    const world = new World();
    const broadcast = world.client.channel<string>("broadcast");
    const events: string[] = [];
    broadcast.on("message", event => events.push(event.message));
    broadcast.on("reload", () => events.push("reload"));
    const socket = await world.connected();
    await broadcast.subscribe();
    socket.receive({ channel: "broadcast", message: "hi" });
    socket.serverCloses(1006);
    const again = (await world.reconnected()).socket;
    expect([...socket.sent, ...again.sent]).toEqual([]);
    expect(events).toEqual(["hi", "reload"]);
  });
});

describe("the personal channel", () => {
  it("goes on where it was, by the authentication", async () => {
    const world = new World();
    const events: unknown[] = [];
    const personal = world.client.personal<string>();
    personal.on("message", event => events.push(event.message));
    personal.on("reload", () => events.push("reload"));
    const socket = await world.connected({ epoch: "p", offset: 1 });
    await personal.subscribe();
    expect(socket.sent).toEqual([]);
    socket.receive({ channel: "user", pk: "alice", message: "two", offset: 2 });
    socket.serverCloses(1006);
    const { auth, socket: again } = await world.reconnected({ epoch: "p", offset: 3 });
    expect(auth.recover).toEqual({ epoch: "p", offset: 2 });
    again.receive({ channel: "user", pk: "alice", message: "three", offset: 3 });
    again.receive({ name: "recovered", channel: "user", pk: "alice", recovered: true, epoch: "p", offset: 3 });
    expect(events).toEqual(["two", "three"]);
    expect(personal.position).toEqual({ epoch: "p", offset: 3 });
    expect(again.sent).toEqual([]);
  });

  it("goes on where the application says it was", async () => {
    const world = new World();
    const personal = world.client.personal<string>();
    const events: unknown[] = [];
    personal.on("message", event => events.push(event.message));
    void personal.subscribe({ epoch: "p", offset: 1 });
    world.client.connect();
    await settle();
    expect(await world.socket.letIn({ epoch: "p", offset: 2 })).toMatchObject({ recover: { epoch: "p", offset: 1 } });
    world.socket.receive({ channel: "user", pk: "alice", message: "two", offset: 2 });
    world.socket.receive({ name: "recovered", channel: "user", pk: "alice", recovered: true, epoch: "p", offset: 2 });
    expect(events).toEqual(["two"]);
  });

  it("of somebody else begins anew", async () => {
    const world = new World();
    const reload = vi.fn();
    world.client.personal().on("reload", reload);
    (await world.connected({ epoch: "p", offset: 1 })).serverCloses(1006);
    const { socket } = await world.reconnected({ pk: "bob", epoch: "q", offset: 7 });
    socket.receive({ name: "recovered", channel: "user", pk: "bob", recovered: false, epoch: "q", offset: 7 });
    expect(reload).toHaveBeenCalledTimes(1);
    socket.serverCloses(1006);
    expect((await world.reconnected({ pk: "bob", epoch: "q", offset: 7 })).auth.recover).toEqual({ epoch: "q", offset: 7 });
  });
});

describe("an async iterator", () => {
  it("gives the events in order and ends with the loop", async () => {
    const world = new World();
    const socket = await world.connected();
    const room = world.client.channel<string>("room", 3);
    const seen: string[] = [];
    const loop = (async () => {
      for await (const event of room.events("message", "reload")) {
        seen.push(event.type === "message" ? event.message : event.type);
        if (seen.length === 2) {
          break;
        }
      }
    })();
    void room.subscribe();
    await acknowledge(socket);
    ["one", "two", "three"].forEach(text => socket.receive(message(text)));
    await loop;
    expect(seen).toEqual(["one", "two"]);
  });

  it("that does not keep up gets a reload in place of what it lost", async () => {
    const world = new World();
    const socket = await world.connected();
    const room = world.client.channel<string>("room", 3);
    const events: AsyncIterableIterator<ChannelEvent<string>> = room[Symbol.asyncIterator]();
    void room.subscribe();
    await acknowledge(socket);
    expect((await events.next()).value).toEqual({ type: "subscribed", pk: "3" });
    for (let i = 0; i < 1_001; i++) {
      socket.receive(message("m" + i));
    }
    expect((await events.next()).value).toEqual({ type: "reload", pk: "3" });
    socket.receive(message("later"));
    expect((await events.next()).value).toMatchObject({ message: "later" });
  });
});

describe("the members of a channel", () => {
  const member = (pk: string) => ({ kind: "member", pk, uuid: "u" + pk });
  const change = (name: string, pk: string, version: number) => ({ name, channel: "room", pk: "3", version, member: member(pk) });
  const pks = (world: World) => world.client.channel("room", 3).members.getSnapshot().members.map(each => each.pk);

  async function watched() {
    const world = new World();
    const socket = await world.connected();
    const room = world.client.channel("room", 3);
    const changed = vi.fn();
    const stop = room.members.subscribe(changed);
    void room.subscribe();
    socket.receive(subscribed("3"));
    const subscribe = socket.next();
    socket.receive({ id: subscribe.id, name: "ok" });
    await settle();
    return { world, socket, changed, stop };
  }

  it("are the state, and then each change", async () => {
    const { world, socket, changed, stop } = await watched();
    socket.receive(change("joined", "1", 10));
    socket.receive(change("joined", "2", 11));
    await socket.answer({ version: 10, count: 1, members: [member("1")] });
    expect(pks(world)).toEqual(["1", "2"]);
    const before = world.client.channel("room", 3).members.getSnapshot();
    socket.receive(change("left", "1", 12));
    expect(pks(world)).toEqual(["2"]);
    expect(world.client.channel("room", 3).members.getSnapshot()).not.toBe(before);
    expect(changed).toHaveBeenCalledTimes(3);
    stop();
    socket.receive(change("left", "2", 13));
    expect(pks(world)).toEqual(["2"]);
  });

  it("are asked for again at the next change when the server could not tell", async () => {
    const { world, socket } = await watched();
    socket.receive(change("joined", "1", 10));
    await socket.refuse(500, "internal error");
    expect(socket.sent).toEqual([]);
    socket.receive(change("joined", "2", 11));
    expect(await socket.answer({ version: 11, count: 2, members: [member("1"), member("2")] })).toMatchObject({ action: "presence" });
    expect(pks(world)).toEqual(["1", "2"]);
    socket.receive(change("left", "1", 12));
    expect(pks(world)).toEqual(["2"]);
  });

  it("are asked for again when a change is missing, and on a new connection", async () => {
    const { world, socket } = await watched();
    await socket.answer({ version: 10, count: 1, members: [member("1")] });
    socket.receive(change("joined", "3", 12));
    expect(await socket.answer({ version: 12, count: 3, members: [member("1"), member("2"), member("3")] })).toMatchObject({ action: "presence" });
    expect(pks(world)).toEqual(["1", "2", "3"]);
    socket.serverCloses(1006);
    const again = (await world.reconnected()).socket;
    again.receive(subscribed("3"));
    await again.answer();
    await again.answer({ version: 20, count: 0, members: [] });
    expect(pks(world)).toEqual([]);
  });
});

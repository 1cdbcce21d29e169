import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { TokenReason } from "../../src/index.js";
import { settle, World } from "./fake-server.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("a connection", () => {
  it("authenticates with what the supplier says, and tells who the server says it is", async () => {
    const world = new World();
    world.client.connect();
    await settle();
    expect(world.socket.url).toBe("ws://server.test/ws");
    expect(world.status).toBe("connecting");
    const auth = await world.socket.letIn();
    expect(auth).toMatchObject({ action: "auth", kind: "jwt", token: "token" });
    expect(world.client.state.getSnapshot()).toMatchObject({ status: "connected", identity: { kind: "member", pk: "7", uuid: "alice" } });
  });

  it("asks for the token on every attempt", async () => {
    const token = vi.fn((_reason: TokenReason) => "t" + token.mock.calls.length);
    const world = new World({ token });
    await world.connected();
    world.socket.serverCloses(1006);
    const { auth } = await world.reconnected();
    expect(auth.token).toBe("t2");
    expect(token.mock.calls).toEqual([["connect"], ["connect"]]);
  });

  it("takes all fields of another kind's credentials", async () => {
    const world = new World({ token: () => ({ kind: "terminal", token: "tok", serial: 5 }) });
    world.client.connect();
    await settle();
    expect(await world.socket.letIn()).toMatchObject({ action: "auth", kind: "terminal", token: "tok", serial: 5 });
  });

  it("without a token is ready when the server has recognized the upgrade", async () => {
    const world = new World({ token: () => null });
    world.client.connect();
    await settle();
    world.socket.open();
    expect(world.socket.sent).toEqual([]);
    world.socket.receive({ name: "subscribed", channel: "user", status: 1, pk: "alice" });
    expect(world.status).toBe("connected");
  });

  it("without a token comes back when the server was in trouble", async () => {
    const world = new World({ token: () => null });
    world.client.connect();
    await settle();
    world.socket.open();
    world.socket.receive({ channel: "system", message: { error: "temporarily unavailable", code: 503 }, action: "auth" });
    expect(world.status).toBe("waiting");
  });

  it("without a token ends when the server has not", async () => {
    const world = new World({ token: () => undefined });
    world.client.connect();
    await settle();
    world.socket.open();
    world.socket.receive({ channel: "member", message: { error: "no credentials received", code: 408 } });
    expect(world.client.state.getSnapshot()).toMatchObject({ status: "ended", end: { code: 408 } });
  });

  it.each([1001, 1005, 1006, 1011, 1013, 3000, 4005, 4006, 1012])("is made again after %i", async code => {
    const world = new World();
    (await world.connected()).serverCloses(code);
    expect(world.status).toBe("waiting");
    await world.reconnected();
    expect(world.status).toBe("connected");
  });

  it.each([1002, 1003, 1007, 1009, 4001, 4002, 4003, 4008, 4999])("is not made again after %i", async code => {
    const world = new World();
    const ended = vi.fn();
    world.client.on("ended", ended);
    (await world.connected()).serverCloses(code, "why");
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(world.sockets.length).toBe(1);
    expect(ended.mock.calls).toEqual([[{ code, reason: "why" }]]);
    expect(world.client.state.getSnapshot()).toEqual({ status: "ended", end: { code, reason: "why" } });
  });

  it("that is lost right behind its acceptance is made again", async () => {
    const world = new World();
    world.client.connect();
    await settle();
    world.socket.open();
    await settle();
    const { id } = world.socket.next();
    world.socket.receive({ id, name: "ok", kind: "member", pk: "7", uuid: "alice", connection: "c" });
    world.socket.serverCloses(1006);
    await settle();
    expect(world.status).toBe("waiting");
    await world.reconnected();
    expect(world.status).toBe("connected");
  });

  it("may be made again by who listens to its end", async () => {
    const world = new World();
    world.client.on("ended", () => world.client.connect());
    (await world.connected()).serverCloses(4003);
    await settle();
    const published = world.client.channel("room", 1).publish("x");
    await world.socket.letIn();
    await world.socket.answer({ receivers: 1 });
    await published;
  });

  it("is made again by the application after an end", async () => {
    const world = new World();
    (await world.connected()).serverCloses(4003);
    await world.connected();
    expect(world.status).toBe("connected");
  });

  it("waits at random and longer each time while it cannot be made, up to a limit", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0.999);
    const world = new World({ backoff: { base: 100, max: 1000 } });
    world.client.connect();
    await settle();
    const waits: number[] = [];
    for (let i = 0; i < 6; i++) {
      world.socket.serverCloses(1006);
      waits.push((world.client.state.getSnapshot().retryAt ?? 0) - Date.now());
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(waits.map(Math.round)).toEqual([100, 200, 400, 799, 999, 999]);
    vi.restoreAllMocks();
  });

  it("is made again at once when messages may have been missed, but not again and again at once", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0.999);
    const world = new World({ backoff: { base: 100 } });
    (await world.connected()).serverCloses(4006);
    await settle();
    await world.socket.letIn();
    expect(world.sockets.length).toBe(2);
    world.socket.serverCloses(4006);
    await settle();
    expect(world.sockets.length).toBe(2);
    await world.reconnected();
    await vi.advanceTimersByTimeAsync(20_000);
    world.socket.sent.length = 0;
    world.socket.receive("--heartbeat--");
    world.socket.serverCloses(4006);
    await settle();
    expect(world.sockets.length).toBe(4);
    vi.restoreAllMocks();
  });

  it("spreads over two seconds when a node is shut down", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0.75);
    const world = new World();
    (await world.connected()).serverCloses(1012);
    expect((world.client.state.getSnapshot().retryAt ?? 0) - Date.now()).toBe(1500);
    vi.restoreAllMocks();
  });

  it("is made again when an attempt takes too long", async () => {
    const world = new World({ connectTimeout: 3_000, backoff: { base: 1 } });
    world.client.connect();
    await vi.advanceTimersByTimeAsync(3_100);
    expect(world.sockets.length).toBe(2);
    expect(world.sockets[0]?.closedWith).toBeDefined();
  });

  it("is made again when the supplier fails", async () => {
    const token = vi.fn().mockRejectedValueOnce(new Error("offline")).mockReturnValue("token");
    const world = new World({ token });
    world.client.connect();
    await vi.advanceTimersByTimeAsync(600);
    await world.socket.letIn();
    expect(world.status).toBe("connected");
  });

  it("is closed by the application for good", async () => {
    const world = new World();
    const socket = await world.connected();
    world.client.close();
    expect(socket.closedWith).toBe(1000);
    socket.serverCloses(1000);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(world.sockets.length).toBe(1);
    await expect(world.client.channel("room", 1).publish("x")).rejects.toMatchObject({ code: "ended" });
    const changed = vi.fn();
    world.client.state.subscribe(changed);
    world.client.close();
    expect(changed).not.toHaveBeenCalled();
  });

  it("takes no notice of an attempt that was given up", async () => {
    let give: (token: string) => void = () => {};
    const token = vi.fn(() => new Promise<string>(resolve => give = resolve));
    const world = new World({ token });
    world.client.connect();
    const late = give;
    world.client.close();
    world.client.connect();
    late("old");
    await settle();
    expect(world.sockets.length).toBe(0);
    give("new");
    await settle();
    expect(world.sockets.length).toBe(1);
  });
});

describe("a listener that throws", () => {
  it.each(["connecting", "connected", "waiting", "ended"])("at the state %s disturbs nothing, and its error is reported", async status => {
    const reported = vi.spyOn(globalThis, "queueMicrotask").mockImplementation(() => {});
    const world = new World();
    const seen: string[] = [];
    world.client.state.subscribe(() => {
      if (world.status === status) {
        throw new Error("on purpose");
      }
    });
    world.client.state.subscribe(() => seen.push(world.status));
    (await world.connected()).serverCloses(1006);
    (await world.reconnected()).socket.serverCloses(4003);
    expect(seen).toEqual(["connecting", "connected", "waiting", "connecting", "connected", "ended"]);
    expect(reported).toHaveBeenCalledTimes(seen.filter(each => each === status).length);
    reported.mock.calls.forEach(([report]) => expect(report).toThrow("on purpose"));
    vi.restoreAllMocks();
  });
});

describe("a dead link", () => {
  it("is noticed by the missing heartbeat, and left without waiting for its close", async () => {
    const world = new World({ heartbeat: { interval: 1_000, timeout: 500 } });
    const socket = await world.connected();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(socket.sent).toEqual(["--heartbeat--"]);
    await vi.advanceTimersByTimeAsync(499);
    expect(world.status).toBe("connected");
    await vi.advanceTimersByTimeAsync(2);
    expect(world.status).toBe("waiting");
    expect(socket.closedWith).toBeDefined();
  });

  it("is none as long as anything comes", async () => {
    const world = new World({ heartbeat: { interval: 1_000, timeout: 500 } });
    const socket = await world.connected();
    for (let i = 0; i < 10; i++) {
      await vi.advanceTimersByTimeAsync(900);
      socket.receive({ channel: "broadcast", message: 1 });
    }
    expect(socket.sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(2_000);
    socket.receive("--heartbeat--");
    await vi.advanceTimersByTimeAsync(600);
    expect(world.status).toBe("connected");
  });
});

describe("a token", () => {
  const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

  async function letInUntil(world: World, expiry: number): Promise<void> {
    world.client.connect();
    await settle();
    world.socket.open();
    await settle();
    await world.socket.answer({ kind: "member", pk: "7", uuid: "alice", connection: "c", expiry });
  }

  it("is replaced on the connection a minute before it expires", async () => {
    const token = vi.fn((reason: TokenReason) => `${reason}-${token.mock.calls.length}`);
    const world = new World({ token, heartbeat: { interval: 2_000_000_000 } });
    await letInUntil(world, inSeconds(300));
    await vi.advanceTimersByTimeAsync(238_000);
    expect(world.socket.sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await world.socket.answer({ kind: "member", pk: "7", expiry: inSeconds(300) })).toMatchObject({ action: "auth", token: "renew-2" });
    await vi.advanceTimersByTimeAsync(241_000);
    expect(world.socket.next()).toMatchObject({ action: "auth", token: "renew-3" });
    expect(world.sockets.length).toBe(1);
  });

  it("is replaced when the server says that it is time", async () => {
    let n = 0;
    const world = new World({ token: () => `t${++n}`, heartbeat: { interval: 2_000_000_000 } });
    await letInUntil(world, inSeconds(86_400));
    await vi.advanceTimersByTimeAsync(10_000);
    world.socket.receive({ channel: "system", message: { error: "token expires soon", code: 401 } });
    await settle();
    expect(await world.socket.answer({ kind: "member", pk: "7", expiry: inSeconds(86_400) })).toMatchObject({ action: "auth", token: "t2" });
  });

  it("that lives shorter than the server's warning is not replaced over and over", async () => {
    const token = vi.fn(() => "t" + token.mock.calls.length);
    const world = new World({ token, heartbeat: { interval: 2_000_000_000 } });
    await letInUntil(world, inSeconds(30));
    for (let second = 0; second < 60; second++) {
      world.socket.receive({ channel: "system", message: { error: "token expires soon", code: 401 } });
      await vi.advanceTimersByTimeAsync(1_000);
      if (world.socket.sent.length > 0) {
        await world.socket.answer({ kind: "member", pk: "7", expiry: inSeconds(30) });
      }
    }
    expect(token.mock.calls.length).toBeLessThan(14);
  });

  it("is not sent again when it is the same: the supplier is asked again later", async () => {
    const token = vi.fn(() => token.mock.calls.length > 2 ? "new" : "old");
    const world = new World({ token, heartbeat: { interval: 2_000_000_000 } });
    await letInUntil(world, inSeconds(100));
    await vi.advanceTimersByTimeAsync(51_000);
    expect(token).toHaveBeenCalledTimes(2);
    expect(world.socket.sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(25_000);
    expect(world.socket.next()).toMatchObject({ action: "auth", token: "new" });
  });

  it("that has expired is replaced, and the connection made again", async () => {
    let n = 0;
    const reasons: TokenReason[] = [];
    const world = new World({
      token: reason => {
        reasons.push(reason);
        return `t${++n}`;
      },
    });
    (await world.connected()).serverCloses(4004);
    const { auth } = await world.reconnected();
    expect(auth.token).toBe("t2");
    expect(reasons).toEqual(["connect", "refused"]);
  });

  it("that is refused is not tried again", async () => {
    const world = new World();
    world.client.connect();
    await settle();
    world.socket.open();
    await settle();
    await world.socket.refuse(401, "invalid token");
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(world.sockets.length).toBe(1);
    expect(world.client.state.getSnapshot()).toMatchObject({ status: "ended", end: { code: 401 } });
  });

  it("that is refused is replaced once", async () => {
    let n = 0;
    const world = new World({ token: () => `t${++n}` });
    world.client.connect();
    await settle();
    for (let i = 0; i < 2; i++) {
      world.socket.open();
      await settle();
      await world.socket.refuse(401, "invalid token");
    }
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(world.sockets.length).toBe(2);
    expect(world.status).toBe("ended");
  });

  it.each([429, 500, 503])("is tried again when the server is in trouble: %i", async code => {
    const world = new World();
    world.client.connect();
    await settle();
    world.socket.open();
    await settle();
    await world.socket.refuse(code);
    expect(world.status).toBe("waiting");
    await world.reconnected();
    expect(world.status).toBe("connected");
  });
});

describe("a page", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("that comes online or into view connects at once, and looks whether the link is alive", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0.999);
    const page = new EventTarget();
    const document = Object.assign(new EventTarget(), { visibilityState: "visible" });
    vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
    vi.stubGlobal("document", document);
    const world = new World({ backoff: { base: 60_000, max: 60_000 } });
    (await world.connected()).serverCloses(1006);
    page.dispatchEvent(new Event("online"));
    await settle();
    expect(world.sockets.length).toBe(2);
    await world.socket.letIn();
    for (const happen of [() => document.dispatchEvent(new Event("visibilitychange")), () => page.dispatchEvent(new Event("offline"))]) {
      happen();
      expect(world.socket.sent.splice(0)).toEqual(["--heartbeat--"]);
      world.socket.receive("--heartbeat--");
    }
    world.client.close();
    page.dispatchEvent(new Event("online"));
    await settle();
    expect(world.sockets.length).toBe(2);
    vi.restoreAllMocks();
  });
});

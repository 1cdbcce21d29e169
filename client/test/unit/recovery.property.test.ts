import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Recovery } from "../../src/recovery.js";
import type { Frame } from "../../src/frames.js";

/** A channel as the server keeps it: an epoch, an offset, and the newest messages. */
class ServerChannel {
  epoch = 0;
  offset = 0;
  #stored: number[] = [];

  constructor(private readonly size: number) {
  }

  publish(): number {
    this.#stored = [...this.#stored, ++this.offset].slice(-this.size);
    return this.offset;
  }

  forget(): void {
    this.epoch++;
    this.offset = 0;
    this.#stored = [];
  }

  /** The frames that a subscriber gets at first, as the protocol prescribes. */
  join(recover: { epoch: string; offset: number } | undefined): Frame[] {
    const position = { epoch: "e" + this.epoch, offset: this.offset };
    const subscribed: Frame = { name: "subscribed", ...position };
    if (!recover) {
      return [subscribed];
    }
    const missed = this.offset - recover.offset;
    const complete = recover.epoch === position.epoch && missed >= 0 && missed <= this.#stored.length;
    return [subscribed, ...complete && missed > 0 ? this.#stored.slice(-missed).map(offset => ({ offset })) : [],
      { name: "recovered", recovered: complete, ...position }];
  }
}

type Step = "publish" | "cut" | "forget" | "connect";

describe("recovery", () => {
  it("says that something may be missing if the server was asked before the application said where it was", () => {
    const recovery = new Recovery();
    expect(recovery.start()).toBeUndefined();
    const told = new Recovery({ epoch: "e0", offset: 3 });
    expect(told.subscribed({ name: "subscribed", epoch: "e0", offset: 5 })).toBe(true);
    expect(recovery.subscribed({ name: "subscribed", epoch: "e0", offset: 5 })).toBe(false);
  });

  it("gives every message once and in order, or says that some are missing, whatever happens to the connection", () => {
    fc.assert(fc.property(
      fc.array(fc.tuple(fc.constantFrom<Step>("publish", "publish", "publish", "cut", "connect", "forget"), fc.nat(6)), { maxLength: 80 }),
      fc.integer({ min: 1, max: 6 }),
      (steps, size) => {
        const server = new ServerChannel(size);
        const recovery = new Recovery();
        let connected = false;
        let subscribedBefore = false;
        // What the application shows, were it to load everything at each reload.
        let shown = 0;
        let epoch = 0;
        const reload = () => {
          shown = server.offset;
          epoch = server.epoch;
        };
        const receive = (frame: Frame) => {
          if (frame.name === "subscribed") {
            if (recovery.subscribed(frame) || !subscribedBefore) {
              reload();
            }
            subscribedBefore = true;
          } else if (frame.name === "recovered") {
            if (recovery.recovered(frame)) {
              reload();
            }
          } else {
            const { fresh, missing } = recovery.message(frame.offset);
            expect(fresh).toBe(true);
            expect(missing).toBe(false);
            expect(epoch).toBe(server.epoch);
            expect(frame.offset).toBe(shown + 1);
            shown = frame.offset as number;
          }
        };
        for (const [step, lost] of steps) {
          if (step === "publish") {
            const offset = server.publish();
            if (connected) {
              receive({ offset });
            }
          } else if (step === "connect" && !connected) {
            const frames = server.join(recovery.start());
            // The connection may be lost while it recovers.
            const arrived = lost === 0 ? frames.slice(0, Math.ceil(frames.length / 2)) : frames;
            arrived.forEach(receive);
            connected = arrived.length === frames.length;
          } else if (step === "cut") {
            connected = false;
          } else if (step === "forget") {
            // Redis has forgotten: the server closes the connections (4006).
            server.forget();
            connected = false;
          }
        }
        server.join(recovery.start()).forEach(receive);
        expect({ shown, epoch }).toEqual({ shown: server.offset, epoch: server.epoch });
      }), { numRuns: 2_000 });
  });
});

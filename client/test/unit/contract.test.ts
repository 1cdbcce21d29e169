import { expectTypeOf, describe, expect, it } from "vitest";
import { contractOf } from "../../bin/contract.mjs";
import { createClient } from "../../src/index.js";

const ref = (to: string) => ({ $ref: `#/${to}` });
const receive = (name: string, extra: object = {}) => ({
  action: "receive", channel: ref("channels/room_1"), messages: [ref(`channels/room_1/messages/${name}`)],
  reply: { messages: [ref(`channels/room_1/messages/${name}.answer`)] }, ...extra,
});
const document = {
  channels: {
    connection: { messages: {} },
    room_1: {
      "x-ws4redis-channel": "room 1",
      messages: {
        message: { payload: { properties: { message: ref("components/schemas/Text") } } },
        "action.typing": { payload: { allOf: [ref("components/schemas/Typing"), { type: "object" }] } },
        "action.typing.answer": { payload: { properties: { result: { type: "integer" } } } },
        "action.leave": { payload: { type: "object" } },
        "action.leave.answer": { payload: { properties: { result: {} } } },
      },
    },
  },
  operations: {
    "room_1.publish": receive("publish"),
    "room_1.action.typing": receive("action.typing", { "x-ws4redis-action": "typing" }),
    "room_1.action.leave": receive("action.leave", { "x-ws4redis-action": "leave" }),
  },
  components: {
    schemas: {
      Text: { type: "object", properties: { text: { type: "string" } }, required: ["text"], additionalProperties: false },
      Typing: { type: "object", properties: { active: { type: "boolean" } }, additionalProperties: false },
      Unused: { type: "object" },
    },
  },
};

interface Channels {
  "room 1": { message: { text: string }; actions: { typing: { request: { active?: boolean }; result: number } } };
}

describe("a contract", () => {
  it("has each channel's message and actions, and the classes that they are made of", async () => {
    const types = (await contractOf(document)).replace(/\s+/g, " ");
    expect(types).toContain('export interface Channels { "room 1": { message: Text; actions: {');
    expect(types).toContain("typing: { request: Typing; result: number; };");
    expect(types).toContain("export interface Text { text: string; }");
    expect(types).toContain("export interface Typing { active?: boolean; }");
    expect(types).not.toContain("Unused");
    expect(types).not.toContain("publish");
  });

  it("is what a client is checked against", () => {
    const room = createClient<Channels>().channel("room 1", 3);
    expectTypeOf(room.publish).parameter(0).toEqualTypeOf<{ text: string }>();
    expectTypeOf(room.call<"typing">).parameter(1).toEqualTypeOf<{ active?: boolean }>();
    expectTypeOf(room.call<"typing">).returns.resolves.toEqualTypeOf<number>();
    expectTypeOf(createClient<Channels>().channel).parameter(0).toEqualTypeOf<"room 1">();
    expectTypeOf(createClient().channel<string>("any").publish).parameter(0).toEqualTypeOf<string>();
  });
});

import { Parser } from "@asyncapi/parser";
import { describe, expect, it } from "vitest";
import { contractOf } from "../../bin/contract.mjs";
import { WS4REDIS_URL } from "./server.js";

const text = async () => (await fetch(new URL("/q/asyncapi", WS4REDIS_URL.replace(/^ws/, "http")))).text();

describe("the AsyncAPI document of an application", () => {
  it("is valid for the official parser", async () => {
    const { document, diagnostics } = await new Parser().parse(await text());
    expect(diagnostics.filter(diagnostic => diagnostic.severity === 0)).toEqual([]);
    expect(document?.version()).toBe("3.0.0");
    expect(document?.allChannels().all().map(channel => channel.id())).toEqual(expect.arrayContaining(["connection", "journal"]));
  });

  it("becomes types", async () => {
    const types = await contractOf(JSON.parse(await text()));
    expect(types).toMatch(/export interface Channels \{/);
    expect(types).toMatch(/journal: \{/);
  });
});

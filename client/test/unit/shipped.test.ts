import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { bundle, LIMIT, SHIPPED } from "../../bundle.mjs";

it("the module in the extension is the one that is built from these sources: npm run ship", async () => {
  expect(await readFile(SHIPPED, "utf8")).toBe((await bundle()).text);
});

it("the module is small", async () => {
  expect((await bundle()).gzipped).toBeLessThanOrEqual(LIMIT);
});

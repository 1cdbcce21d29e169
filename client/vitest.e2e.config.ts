import { defineConfig } from "vitest/config";

/** The sample's page in a browser, against a real server, which an integration test of Maven starts: see ChatPageIT. */
export default defineConfig({
  test: { include: ["test/e2e/**/*.test.ts"], testTimeout: 180_000, hookTimeout: 180_000, fileParallelism: false },
});

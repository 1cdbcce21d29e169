import { defineConfig } from "vitest/config";

/** Against a real server, which an integration test of Maven starts: see ClientContractIT. */
export default defineConfig({
  test: { include: ["test/contract/**/*.test.ts"], testTimeout: 180_000, hookTimeout: 180_000, fileParallelism: false },
});

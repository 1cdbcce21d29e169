import { defineConfig } from "vitest/config";

/** The extension's pages in the Dev UI, of an application in dev mode that a test of Maven's starts: see DevUiPagesTest. */
export default defineConfig({
  test: { include: ["test/devui/**/*.test.ts"], testTimeout: 180_000, hookTimeout: 180_000, fileParallelism: false },
});

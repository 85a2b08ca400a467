// How the tests run: two files at a time, each against real HTTP, real files and real DuckDB.
import { defineConfig } from "vitest/config";

export default defineConfig({
  // Files share a worker's modules: loading them anew for each took as long as many a test. What a test changes, it puts back.
  test: {
    globalSetup: ["test/build-first.ts"],
    include: ["test/**/*.test.ts"],
    // A publisher's own publisher.json must not change what the tests expect.
    env: { HELSEREFUSJON_PUBLISHER: "" },
    // undici 7 asserts outside any promise when a server ends a connection that a slow reader has paused (nodejs/undici#5360).
    onUnhandledError: (error) => !error.stack?.includes("undici/lib/dispatcher/client-h1.js"),
    maxWorkers: 2,
    isolate: false,
    testTimeout: 180_000,
    hookTimeout: 60_000,
  },
});

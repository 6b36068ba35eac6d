import { defineConfig } from "vitest/config";

/** GitHub's workflow parser imports JSON without saying so, which Node refuses and Vite does not. */
const server = { deps: { inline: [/@actions\/workflow-parser/] } };

/**
 * unit: beside the code, in parallel, no network and no server.
 * scenes: the whole product on the sandbox, one after the other, on real MySQL servers.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["src/**/*.test.ts", "sandbox/**/*.test.ts", "scripts/**/*.test.ts"],
          server,
        },
      },
      {
        test: {
          name: "scenes",
          include: ["test/**/*.test.ts"],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 300_000,
          server,
        },
      },
    ],
  },
});

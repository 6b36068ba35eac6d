import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** GitHub's workflow parser imports JSON without saying so, which Node refuses and Vite does not. */
const server = { deps: { inline: [/@actions\/workflow-parser/] } };

/** Its source maps name files that it does not ship; without this each of them is a warning. */
const withoutSourceMaps = {
  name: "without-source-maps",
  enforce: "pre" as const,
  load: (id: string) =>
    /@actions\/workflow-parser\/.*\.js$/.test(id)
      ? readFileSync(id, "utf8").replace(/\n\/\/# sourceMappingURL=.*/, "")
      : undefined,
};

/** Vitest would leave one core to itself, which is half of two. */
const maxWorkers = availableParallelism();

/** Each scene starts servers, a bot and Actions of its own. Servers of TOLLGATE_MYSQL_URL are the same for all. */
const scenesAtOnce = process.env.TOLLGATE_MYSQL_URL ? 1 : Math.min(maxWorkers, 4);

/**
 * unit: beside the code, no network and no server. Files share a process, which would else import the same again for
 * each; nock stays in it, so that nothing here may speak real HTTP.
 * sandbox: what the sandbox itself promises, over HTTP on loopback; no database.
 * scenes: the product on the sandbox, and what it says of MySQL held against real servers.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["src/**/*.test.ts", "scripts/**/*.test.ts"],
          isolate: false,
          maxWorkers,
          // Properties take seconds where the machine has other work.
          testTimeout: 60_000,
        },
      },
      {
        plugins: [withoutSourceMaps],
        test: {
          name: "sandbox",
          include: ["sandbox/**/*.test.ts"],
          isolate: false,
          maxWorkers,
          sequence: { groupOrder: 1 },
          // Each step is several requests and git processes.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          server,
        },
      },
      {
        plugins: [withoutSourceMaps],
        test: {
          name: "scenes",
          include: ["test/**/*.test.ts"],
          globalSetup: "test/first-server.ts",
          maxWorkers: scenesAtOnce,
          sequence: { groupOrder: 2 },
          testTimeout: 180_000,
          hookTimeout: 300_000,
          server,
        },
      },
    ],
  },
});

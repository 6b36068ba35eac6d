import { readFileSync } from "node:fs";
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

/**
 * unit: beside the code, no network and no server.
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
          // Properties take seconds where the machine has other work.
          testTimeout: 60_000,
        },
      },
      {
        plugins: [withoutSourceMaps],
        test: {
          name: "sandbox",
          include: ["sandbox/**/*.test.ts"],
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
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 300_000,
          server,
        },
      },
    ],
  },
});

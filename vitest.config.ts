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
 * unit: beside the code, in parallel, no network and no server.
 * scenes: the whole product on the sandbox, one after the other, on real MySQL servers.
 */
export default defineConfig({
  test: {
    projects: [
      {
        plugins: [withoutSourceMaps],
        test: {
          name: "unit",
          include: ["src/**/*.test.ts", "sandbox/**/*.test.ts", "scripts/**/*.test.ts"],
          // Properties take seconds where the machine has other work.
          testTimeout: 60_000,
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

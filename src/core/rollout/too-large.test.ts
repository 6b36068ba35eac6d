import { expect, test } from "vitest";
import { plannedMigration } from "../../testing/planned.ts";
import type { Task } from "./rollout.ts";
import { tooLarge } from "./too-large.ts";

const target = {
  ...{ environment: "test", instance: "server", database: "shop" },
  ...{ engine: "mysql-8.4", connection: "URL", labels: {} },
};
const migration = plannedMigration("V1", `DO 1;\nINSERT INTO t VALUES ('${"é".repeat(2_000)}')`);
const task = (next: number): Task => ({
  ...{ target, migration, next, status: "not-started", record: undefined, note: undefined },
});

test.each([
  ["fits", 8_192, 0, undefined],
  ["does not, in bytes", 4_096, 0, "statement-too-large"],
  ["is done already", 4_096, 2, undefined],
  ["may fit: the server does not say", Number.NaN, 0, undefined],
] as const)("a statement that %s", (_, packet, next, code) => {
  expect(tooLarge([task(next)], packet, Buffer.byteLength)?.code).toBe(code);
});

test("the setting and the line are named", () => {
  expect(tooLarge([task(0)], 4_096, Buffer.byteLength)?.what).toMatch(
    /V1, line 2.* 4\d+ bytes.*4096 at once \(max_allowed_packet\)/,
  );
});

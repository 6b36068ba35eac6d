import { expect, test } from "vitest";
import { limitsOf } from "../../core/policy/limits.ts";
import type { ObjectName } from "../../core/rollout/object-name.ts";
import { memoryTargets } from "../../testing/memory-targets.ts";
import { unitTables } from "./unit-tables.ts";

const table = { database: "shop", name: "t" };
const target = {
  ...{ environment: "test", instance: "a", database: "shop", engine: "mysql-8.4", connection: "URL" },
  labels: {},
};

test("an answer about tables is good for a second, and not for longer", async () => {
  const session = await memoryTargets("a").targets.open(target, {
    cancel: new AbortController().signal,
    say: () => undefined,
    limits: limitsOf({}),
  });
  const asked: string[][] = [];
  let now = 0;
  const running = {
    session: {
      ...session,
      storage: (tables: readonly ObjectName[]) => {
        asked.push(tables.map(({ name }) => name));
        return session.storage(tables);
      },
    },
    storage: new Map(),
    clock: { now: () => new Date(now) },
    migration: {
      ...{ project: "app", path: "1.sql", version: "1" },
      ...{ repeatable: false, sha256: "", blob: "", statements: [] },
    },
  };
  const ask = async (at: number, ...writes: ObjectName[]) => {
    now = at;
    await unitTables(running, { writes, reads: [] });
  };
  await ask(5_000, table);
  await ask(5_999, table, { ...table, name: "u" });
  await ask(6_000, table);
  // A clock that was set back says nothing of how old an answer is.
  await ask(1_000, table);
  expect(asked).toEqual([["t"], ["u"], ["t"], ["t"]]);
});

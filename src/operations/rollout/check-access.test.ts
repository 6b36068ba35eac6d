import { expect, test } from "vitest";
import type { PlannedMigration, Task } from "../../core/rollout/rollout.ts";
import { memoryAccounts } from "../../testing/memory-accounts.ts";
import { checkAccess } from "./check-access.ts";

const target = {
  ...{ environment: "prod", instance: "db-1", database: "shop", engine: "mysql-8.4", labels: {} },
  connection: "PROD_URL",
};
const statements = ["CREATE_TABLE", "CREATE_TRIGGER"].map((type, i) => ({ type, line: i + 1 }));
const migration = { path: "V1.sql", statements } as unknown as PlannedMigration;
const task = (status: Task["status"], next = 0): Task => ({
  ...{ target, migration, status, next, replay: [], record: undefined, note: undefined },
});
const plans = (...tasks: Task[]) => [{ target, tasks }];
const grants = [
  { privileges: ["SELECT", "INSERT", "CREATE"], on: { level: "global" }, to: "account", revoked: false },
] as const;
const limited = { privileges: { grants, wildcards: true, foldsCase: false } };
const codes = async (...input: Parameters<typeof checkAccess>) =>
  (await checkAccess(...input)).map(({ code, what }) => `${code}: ${what}`);

test("an account that may do everything is let through", async () => {
  expect(await checkAccess(memoryAccounts(), plans(task("not-started")))).toEqual([]);
});

test("a read-only server is refused before anything else, and no privilege is advised", async () => {
  const mode = { readOnly: ["read_only"], replicatesFrom: ["db-0:3306"] };
  expect(await codes(memoryAccounts({ ...limited, mode }), plans(task("not-started")))).toEqual([
    "server-is-replica: The server of db-1 is a replica of db-0:3306 (read_only is on), and takes no changes of its own.",
  ]);
});

test("a statement that the server is bound to refuse is named with its line", async () => {
  expect(await codes(memoryAccounts(limited), plans(task("not-started")))).toEqual([
    "rights-missing: 'ada'@'%' may not TRIGGER, which V1.sql, line 2 (CREATE TRIGGER) asks for.",
  ]);
});

test("what has run asks for nothing; where nothing is pending nobody is asked", async () => {
  expect(await codes(memoryAccounts(limited), plans(task("failed", 2)))).toEqual([]);
  const unasked = { access: () => Promise.reject(new Error("asked")) };
  expect(await checkAccess(unasked, plans(task("done", 2)))).toEqual([]);
});

import { expect, test } from "vitest";
import { plannedMigration } from "../../../testing/planned.ts";
import type { LedgerRow } from "../ledger/row.ts";
import type { UndoPlan, UndoRow } from "./kept.ts";
import { undoneStatements } from "./undone-statements.ts";

const migration = plannedMigration(
  "001.sql",
  "DELETE FROM t WHERE a = 1; CREATE TABLE s (a INT); SET @a = 1;",
);
const plan = { kind: "delete", keptIn: "kept_1", marks: ["Rows of c."] } as unknown as UndoPlan;
const tables = new Set(["kept_1"]);

const row = (id: number, event: LedgerRow["event"], statement: number, detail: object = {}) =>
  ({ id, event, path: "001.sql", statement, through: statement, detail }) as unknown as LedgerRow;
const kept = (token: number, more: Partial<UndoRow> = {}): UndoRow => ({
  ...{ token, statement: 1, path: "001.sql", rows: 2, plan, why: undefined, at: "" },
  ...more,
});
const find = (ledger: LedgerRow[], undo: UndoRow[], next = 3) =>
  undoneStatements({ task: { migration, next }, ledger, undo, tables });

test("kept rows, a definition, and nothing of what only set the session up", () => {
  expect(find([row(2, "done", 1), row(3, "done", 2)], [kept(2)])).toMatchObject([
    { type: "DELETE", plans: [plan], rows: 2, lost: ["Rows of c."] },
    { type: "CREATE_TABLE", plans: [], lost: [expect.stringContaining("definition")] },
  ]);
});

test.each<[string, LedgerRow[], UndoRow[], number, object | undefined]>([
  ["nothing was kept", [row(2, "done", 1)], [], 1, { plans: [], lost: [expect.stringContaining("policy")] }],
  ["it has not run", [], [], 0, undefined],
  [
    "batches, the last of them not yet",
    [row(2, "batch", 1), row(3, "batch", 1)],
    [kept(2), kept(3)],
    0,
    { plans: [plan], rows: 4 },
  ],
  [
    "a batch over the limit",
    [row(2, "batch", 1), row(3, "done", 1)],
    [kept(2), kept(3, { plan: undefined, rows: 0, why: "Too much." })],
    1,
    { rows: 2, lost: ["Too much.", "Rows of c."] },
  ],
  [
    "the newest time that it ran",
    [row(2, "done", 1), row(3, "done", 1)],
    [kept(2, { rows: 9 }), kept(3)],
    1,
    { rows: 2 },
  ],
  [
    "undone by hand, and run again without",
    [row(2, "done", 1), row(3, "decided", 1, { next: 0 }), row(4, "done", 1)],
    [kept(2)],
    1,
    { plans: [] },
  ],
  ["undone by hand", [row(2, "done", 1), row(3, "decided", 1, { next: 0 })], [kept(2)], 0, undefined],
  [
    "a transaction that was rolled back is in no row of the ledger",
    [row(2, "done", 1)],
    [kept(7)],
    1,
    { plans: [] },
  ],
  [
    "not what was touched",
    [row(2, "done", 1)],
    [kept(2, { why: "Other rows." })],
    1,
    { plans: [], rows: 0, lost: ["Other rows."] },
  ],
])("%s", (_, ledger, undo, next, wanted) => {
  const [found] = find(ledger, undo, next);
  if (wanted) expect(found).toMatchObject(wanted);
  else expect(found).toBeUndefined();
});

test("dropped since", () => {
  const gone = undoneStatements({
    task: { migration, next: 1 },
    ledger: [row(2, "done", 1)],
    undo: [kept(2)],
    tables: new Set(),
  });
  expect(gone).toMatchObject([
    { plans: [], rows: 0, lost: ["Rows of c.", expect.stringContaining("dropped")] },
  ]);
});

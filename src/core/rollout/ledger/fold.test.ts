import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plannedMigration, plainHash as sha256 } from "../../../testing/planned.ts";
import type { PlannedMigration } from "../rollout.ts";
import type { Unit } from "../units/unit.ts";
import { chainRows, emptyHead } from "./chain.ts";
import { answerFile, skipFile, whyNotMovedTo, whyNotPassed } from "./decide.ts";
import { aboutFile, entriesOf, ofFile } from "./entries.ts";
import { foldLedger, ledgerIn } from "./fold.ts";
import type { LedgerEntry, LedgerRow, SettleVerdict } from "./row.ts";

const v1 = plannedMigration("V1", "CREATE TABLE a (id INT); INSERT INTO a VALUES (1); CALL p(); DO 1");
const by = { actor: "ada", run: "r", commit: "c", reason: "because" };
const unit = (first: number, last = first): Unit => ({ first, last, protocol: "observed", why: undefined });
const of = (migration: PlannedMigration) => entriesOf(migration, sha256);
const { sent, done, failed, inDoubt } = of(v1);
const said = { said: "no", at: 1 };
const at = "2026-01-01T00:00:00.000Z";

const rowsOf = (...entries: LedgerEntry[]): LedgerRow[] => chainRows(emptyHead, entries, at, sha256);
const fold = (...entries: LedgerEntry[]) => foldLedger(rowsOf(...entries), sha256);
const file = (...entries: LedgerEntry[]) => {
  const { files, damage } = fold(...entries);
  expect(damage).toBeUndefined();
  return [...files.values()][0];
};

function decided(
  verdict: SettleVerdict,
  answers: number,
  next: number,
  statement = 1,
  through = statement,
): LedgerEntry {
  const about = { ...aboutFile(v1), statement, through };
  return { event: "decided", ...about, detail: { ...ofFile(v1), ...by, verdict, answers, next } };
}

test("a ledger without a row has been emptied; a database without a ledger is new", () => {
  expect(ledgerIn({ ledgerVersion: 2, rows: [] }, sha256).damage).toMatch(/no row any more/);
  expect(ledgerIn({ ledgerVersion: 1, rows: [] }, sha256).damage).toMatch(/no row any more/);
  expect(ledgerIn({ ledgerVersion: undefined, rows: [] }, sha256).damage).toBeUndefined();
  expect(ledgerIn({ ledgerVersion: 2, rows: rowsOf(done(unit(0))) }, sha256).damage).toBeUndefined();
});

describe("how far a file has come", () => {
  test.each([
    ["announced", [sent(unit(0), {})], 0, "sent"],
    ["done", [sent(unit(0), {}), done(unit(0))], 1, undefined],
    ["a token", [done(unit(0)), done(unit(1))], 2, undefined],
    ["refused", [done(unit(0)), failed(unit(1), said)], 1, "failed"],
    ["refused and sent again", [failed(unit(0), said), sent(unit(0), {}), done(unit(0))], 1, undefined],
    ["in doubt", [done(unit(0)), sent(unit(1), {}), inDoubt(unit(1), "?")], 1, "in-doubt"],
    ["a unit that ended sooner", [sent(unit(0, 3), {}), done(unit(0, 1))], 2, undefined],
    ["a unit that went on", [sent(unit(0), {}), sent(unit(0, 3), {}), done(unit(0, 2))], 3, undefined],
    ["a token that is taken back", [done(unit(0)), done(unit(1)), inDoubt(unit(1), "?")], 1, "in-doubt"],
    ["in doubt, and it ran", [sent(unit(0), {}), inDoubt(unit(0), "?"), decided("ran", 2, 1)], 1, undefined],
    [
      "in doubt, and it did not",
      [sent(unit(0), {}), inDoubt(unit(0), "?"), decided("none-ran", 2, 0)],
      0,
      undefined,
    ],
    ["undone by hand", [done(unit(0)), done(unit(1)), decided("none-ran", 2, 0)], 0, undefined],
  ] as [string, LedgerEntry[], number, string | undefined][])("%s", (_, entries, next, open) => {
    expect(file(...entries)).toMatchObject({ next, newest: entries.length });
    expect(file(...entries)?.open?.event).toBe(open);
  });

  test("a repeatable file with other bytes begins anew", () => {
    const again = (sql: string) => of({ ...plannedMigration("R", sql), repeatable: true });
    const [one, two] = [again("DO 1"), again("DO 2")];
    expect(file(one.done(unit(0)), two.sent(unit(0), {}))).toMatchObject({
      next: 0,
      open: { event: "sent" },
    });
  });

  test("the schema is known until a statement runs", () => {
    const schema: LedgerEntry = { event: "schema", ...aboutFile(v1), detail: { schemaSha256: "s" } };
    expect(fold(done(unit(0)), schema).left?.schemaSha256).toBe("s");
    expect(fold(schema, sent(unit(0), {})).left).toBeUndefined();
  });
});

describe("what cannot be believed", () => {
  test.each([
    ["done after a hole", [done(unit(0)), done(unit(2))]],
    ["announced twice", [sent(unit(0), {}), sent(unit(0), {})]],
    ["another statement announced before an outcome", [sent(unit(0), {}), sent(unit(1), {})]],
    ["done twice", [done(unit(0)), done(unit(0))]],
    ["more done than was announced", [sent(unit(0), {}), done(unit(0, 1))]],
    [
      "another text done than was announced",
      [sent(unit(0), {}), { ...done(unit(0)), statementSha256: "other" }],
    ],
    ["done where a person was asked", [sent(unit(0), {}), inDoubt(unit(0), "?"), done(unit(0))]],
    ["an answer to an older row", [sent(unit(0), {}), inDoubt(unit(0), "?"), decided("ran", 1, 1)]],
    ["an answer to nothing", [decided("rest-ran", 0, 4)]],
    ["a second answer", [failed(unit(0), said), decided("none-ran", 1, 0), decided("rest-ran", 1, 4)]],
    ["ran, where nothing waited", [done(unit(0)), decided("ran", 1, 2)]],
    ["statements after the end", [done(unit(0)), decided("rest-ran", 1, 4), done(unit(1))]],
    ["skipped, where statements ran", [done(unit(0)), { ...decided("skipped", 1, 4) }]],
  ] as [string, LedgerEntry[]][])("%s", (_, entries) => {
    expect(fold(...entries).damage).toMatch(/^Row \d+ .*V1/);
  });

  const good = rowsOf(sent(unit(0), {}), done(unit(0)), done(unit(1)), failed(unit(2), said));
  test.each([
    ["a row is missing", good.filter(({ id }) => id !== 2)],
    ["the first row is missing", good.slice(1)],
    ["a row was edited", good.map((row) => (row.id === 4 ? { ...row, event: "done" } : row))],
    ["a detail was edited", good.map((row) => (row.id === 3 ? { ...row, detail: { of: 9 } } : row))],
    [
      "a time was edited",
      good.map((row) => (row.id === 1 ? { ...row, at: "2027-01-01T00:00:00.000Z" } : row)),
    ],
    [
      "two rows changed places",
      good.map((row) => ({ ...row, id: row.id === 2 ? 3 : row.id === 3 ? 2 : row.id })),
    ],
  ])("%s", (_, rows) => {
    expect(foldLedger(rows as LedgerRow[], sha256).damage).toBeDefined();
  });
});

describe("a person's answer", () => {
  const recordOf = (...entries: LedgerEntry[]) => [...fold(...entries).files.values()][0];
  const answer = (
    entries: LedgerEntry[],
    verdict: Exclude<SettleVerdict, "skipped">,
    statement: number,
    movedTo?: string,
  ) =>
    answerFile({ migration: v1, record: recordOf(...entries), sha256 }, { verdict, statement, movedTo }, by);
  const doubtful = [done(unit(0)), sent(unit(1, 2), {}), inDoubt(unit(1, 2), "?")];

  test.each([
    ["all of a unit", doubtful, "ran", 2, { next: 3, answers: 3 }],
    ["a unit up to its end", doubtful, "ran", 3, { next: 3, answers: 3 }],
    ["nothing of a unit", doubtful, "none-ran", 2, { next: 1, answers: 3 }],
    ["the rest by hand", doubtful, "rest-ran", 2, { next: 4, answers: 3 }],
    ["a refused one, by hand", [done(unit(0)), failed(unit(1), said)], "ran", 2, { next: 2, answers: 2 }],
    ["a refused one, and all undone", [done(unit(0)), failed(unit(1), said)], "none-ran", 2, { next: 0 }],
    [
      "a file that stands still, all undone",
      [done(unit(0)), done(unit(1))],
      "none-ran",
      3,
      { next: 0, answers: 2 },
    ],
    [
      "a file that stands still, moved",
      [done(unit(0)), done(unit(1))],
      "rest-moved",
      3,
      { next: 4, answers: 2 },
    ],
  ] as const)("%s", (_, entries, verdict, statement, detail) => {
    const row = answer([...entries], verdict, statement);
    expect(row).toMatchObject({ event: "decided", detail });
    if ("event" in row) expect(fold(...entries, row).damage).toBeUndefined();
  });

  test.each([
    ["nothing has begun", [], "none-ran", 1],
    ["everything is done", [done(unit(0, 3))], "none-ran", 1],
    ["another statement is asked about", doubtful, "ran", 1],
    ["one after it is", doubtful, "none-ran", 3],
    ["no statement waits", [done(unit(0))], "ran", 2],
    ["the file is over", [done(unit(0)), decided("rest-ran", 1, 4)], "none-ran", 1],
  ] as const)("is refused where %s", (_, entries, verdict, statement) => {
    expect(answer([...entries], verdict, statement)).toMatchObject({ code: "nothing-to-settle" });
  });

  test.each([
    ["the file itself", v1, "not-started", "usage"],
    ["one that began", plannedMigration("V2", "DO 2"), "running", "usage"],
    ["one that is skipped", plannedMigration("V2", "DO 2"), "skipped", "usage"],
    ["one that will run", plannedMigration("V2", "DO 2"), "not-started", undefined],
  ] as const)("the rest is moved to %s", (_, migration, status, code) => {
    expect(whyNotMovedTo(v1, { migration, status })?.code).toBe(code);
  });

  test("what holds the rest of another file is not passed over", () => {
    const moved = answer([...doubtful], "rest-moved", 2, "V2");
    const record = "event" in moved ? recordOf(...doubtful, moved) : undefined;
    const held = plannedMigration("V2", "DO 2");
    expect(whyNotPassed(held, record ? [record] : [])).toMatchObject({ code: "nothing-to-settle" });
    expect(whyNotPassed(plannedMigration("V3", "DO 2"), record ? [record] : [])).toBeUndefined();
  });

  test("skip is for what has not begun", () => {
    expect(skipFile(v1, undefined, by)).toMatchObject({ event: "decided", detail: { verdict: "skipped" } });
    expect(skipFile(v1, recordOf(done(unit(0))), by)).toMatchObject({ code: "nothing-to-settle" });
  });
});

/** Any step that a run or a person may take, from where the file stands. */
type Step = "sent" | "done" | "failed" | "in-doubt" | "ran" | "none-ran" | "rest-ran";

test("whatever a run and a person do in whatever order: read back, no statement is done twice, and every cut shows", () => {
  const steps = fc.array(
    fc.constantFrom<Step>("sent", "done", "failed", "in-doubt", "ran", "none-ran", "rest-ran"),
    {
      maxLength: 25,
    },
  );
  fc.assert(
    fc.property(steps, fc.nat(), (taken, where) => {
      const entries: LedgerEntry[] = [];
      for (const step of taken) {
        const entry = entryFor(step, [...fold(...entries).files.values()][0]);
        if (!entry) continue;
        entries.push(entry);
        const after = file(...entries);
        expect(after?.done.map(({ statement }) => statement)).toEqual(after?.done.map((_, i) => i + 1));
      }
      const rows = rowsOf(...entries);
      if (rows.length < 2) return;
      const cut = where % (rows.length - 1);
      expect(
        foldLedger(
          rows.filter((_, i) => i !== cut),
          sha256,
        ).damage,
      ).toBeDefined();
      // A cut tail alone cannot be seen from inside: the head is kept elsewhere.
      expect(foldLedger(rows.slice(0, -1), sha256).damage).toBeUndefined();
    }),
    { numRuns: 1_000 },
  );
});

function entryFor(step: Step, record: Parameters<typeof skipFile>[1]): LedgerEntry | undefined {
  const [next, open] = [record?.next ?? 0, record?.open?.event];
  if (record?.end !== undefined || (next >= 4 && !open)) return undefined;
  const can: Partial<Record<string, readonly Step[]>> = {
    "in-doubt": [],
    sent: ["done", "failed", "in-doubt"],
  };
  const byRun = { sent: sent(unit(next), {}), done: done(unit(next)), failed: failed(unit(next), said) };
  const steps = { ...byRun, "in-doubt": inDoubt(unit(next), "?") };
  if (step in steps) {
    const may = (can[open ?? ""] ?? ["sent", "done", "failed"]).includes(step);
    return may ? steps[step as keyof typeof steps] : undefined;
  }
  const verdict = step as "ran" | "none-ran" | "rest-ran";
  const answer = answerFile({ migration: v1, record, sha256 }, { verdict, statement: next + 1 }, by);
  return "event" in answer ? answer : undefined;
}

import { describe, expect, test } from "vitest";
import { parseEngine } from "../../sql/engine.ts";
import { reachedFrom, whyNotUndone } from "./may-hold-token.ts";
import { readTrigger } from "./read-trigger.ts";
import type { TableStorage } from "./table-storage.ts";

const engine = parseEngine("mysql-9.7");
const trigger = (body: string | undefined, sqlMode = "") => ({ name: "tr", body, sqlMode });
const read = (body: string | undefined, sqlMode?: string) =>
  readTrigger(trigger(body, sqlMode), "shop", engine);
const table = (name: string, more: Partial<TableStorage> = {}): TableStorage => ({
  ...{ database: "shop", name, engine: "InnoDB", triggers: [], showsTriggers: true, expressions: [] },
  ...more,
});
const why = (written: TableStorage[], reached: TableStorage[] = [], others: TableStorage[] = []) =>
  whyNotUndone({ written, reached, read: others }, engine);

describe("a trigger that changes rows alone", () => {
  test.each([
    ["INSERT INTO log (id) VALUES (NEW.id);", ["shop.log"], []],
    ["SET NEW.name = UPPER(NEW.name)", [], []],
    ["SET @actor = NEW.id", [], []],
    [
      "BEGIN DECLARE v INT DEFAULT 1; IF NEW.id > v THEN UPDATE other.t SET n = 1; END IF; SELECT MAX(id) INTO v FROM u; SIGNAL SQLSTATE '45000'; END",
      ["other.t"],
      ["shop.u"],
    ],
    ["REPLACE INTO a SELECT id FROM b WHERE id IN (SELECT id FROM c)", ["shop.a"], ["shop.b", "shop.c"]],
  ])("%s", (body, writes, reads) => {
    const found = read(body);
    if (found.kind !== "rows") throw new Error(found.why);
    const names = (of: readonly { database: string; name: string }[]) =>
      of.map(({ database, name }) => `${database}.${name}`);
    expect([names(found.writes), names(found.reads)]).toEqual([writes, reads]);
  });
});

describe("a trigger that may do more", () => {
  test.each([
    ["SET NEW.a = f(NEW.b)", "calls f, which may do anything"],
    ["BEGIN IF other.f(1) THEN SET NEW.a = 1; END IF; END", "calls f, which may do anything"],
    ["BEGIN DECLARE v INT DEFAULT g(); END", "calls g, which may do anything"],
    ["CALL p(NEW.id)", "calls p, which may do anything"],
    ["BEGIN CREATE TEMPORARY TABLE x (id INT); END", "does more than to change rows"],
    ["BEGIN COMMIT; END", "does more than to change rows"],
    ["DO GET_LOCK('a', 1)", "calls GET_LOCK"],
    ["SET @a = RELEASE_ALL_LOCKS()", "calls RELEASE_ALL_LOCKS"],
    ["SET GLOBAL max_connections = 5", "does more than to change rows"],
    ["SET completion_type = 1", "sets completion_type"],
    ["INSERT INTO a SELECT 1 INTO OUTFILE '/tmp/x'", "writes a file of the server's"],
    ["FROBNICATE", "is not understood whole"],
    [undefined, "is not shown to this account"],
  ])("%s", (body, says) => {
    expect(read(body)).toEqual({ kind: "unclear", why: `its trigger tr ${says}` });
  });

  test("is read by its own mode", () => {
    const body = 'INSERT INTO "log" VALUES (1)';
    expect(read(body, "ANSI_QUOTES")).toMatchObject({
      kind: "rows",
      writes: [{ database: "shop", name: "log" }],
    });
    expect(read(body, "").kind).toBe("unclear");
    expect(read("SET NEW.a = 1", "PIPES_AS_CONCAT,ORACLE").kind).toBe("unclear");
  });
});

describe("rows can be undone", () => {
  const logs = table("t", { triggers: [trigger("INSERT INTO log VALUES (NEW.id)")] });

  test("where all that triggers reach can", () => {
    expect(why([logs], [table("log")], [table("old", { engine: "MyISAM" })])).toBeUndefined();
    expect(why([table("missing", { engine: undefined })])).toBeUndefined();
  });

  test.each([
    [[table("log", { engine: "MyISAM" })], "log is stored in MyISAM, which cannot undo rows."],
    [
      [table("log", { engine: undefined })],
      "log, which a trigger changes, is not there, or this account is not shown it.",
    ],
    // Whoever may change a table's rows is shown its triggers; that a trigger may is no proof that the account may.
    [[table("log", { showsTriggers: false })], "This account is not shown whether log has triggers."],
    [[table("log", { engine: "" })], "log is a view, and what it may call cannot be seen here."],
    [
      [table("log", { triggers: [trigger("SET NEW.a = f()")] })],
      "log changes, and its trigger tr calls f, which may do anything.",
    ],
  ])("and not where one of them cannot: %#", (reached, says) => {
    expect(why([logs], reached)).toBe(says);
  });

  test("and not where a trigger of a table that is named is not shown", () => {
    expect(why([table("t", { triggers: undefined })])).toBe(
      "This account is not shown whether t has triggers.",
    );
    expect(why([table("t", { triggers: [trigger(undefined)] })])).toMatch(/is not shown to this account/);
  });
});

test("what triggers reach", () => {
  const body = "INSERT INTO log SELECT id FROM old";
  expect(reachedFrom([table("t", { triggers: [trigger(body)] })], engine)).toEqual({
    writes: [{ database: "shop", name: "log" }],
    reads: [{ database: "shop", name: "old" }],
  });
});

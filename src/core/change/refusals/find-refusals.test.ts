import { describe, expect, it } from "vitest";
import { refusedScripts, takenScripts } from "../../../testing/refused-scripts.ts";
import { emptyCatalog } from "../../schema/catalog.ts";
import { replayScript } from "../replay-script.ts";

const mysql = { flavour: "mysql", version: 90700 } as const;

function refusalsOf(script: string, engine: { flavour: "mysql" | "mariadb"; version: number } = mysql) {
  const setting = "CREATE DATABASE d CHARACTER SET utf8mb4; USE d; ";
  return replayScript(setting + script, { engine, catalog: emptyCatalog() }).statements.at(-1)?.refusals;
}

describe("what the history proves that the server refuses", () => {
  it.each(refusedScripts)("error %i: %s", (error, script) => {
    expect(refusalsOf(script)?.map((one) => one.error)).toEqual([error]);
  });

  it.each(takenScripts)("not: %s", (script) => {
    expect(refusalsOf(script)).toEqual([]);
  });

  it("says what is in the way", () => {
    expect(refusalsOf("CREATE TABLE t (a INT); ALTER TABLE t ADD a INT, DROP b")).toEqual([
      { error: 1091, why: "t has no column b." },
      { error: 1060, why: "t would have two columns a." },
    ]);
  });
});

describe("nothing is proven", () => {
  it.each([
    ["of a table that is not known", "ALTER TABLE t DROP COLUMN a"],
    ["of a table whose columns a query gave", "CREATE TABLE t AS SELECT 1 AS a; ALTER TABLE t DROP COLUMN b"],
    ["after SQL that is not read here", "CREATE TABLE t (a INT); CALL mend(); ALTER TABLE t DROP COLUMN b"],
    ["after a prepared statement", "CREATE TABLE t (a INT); EXECUTE s; CREATE TABLE t (a INT)"],
    ["after what cannot be read", "CREATE TABLE t (a INT); FROBNICATE t; ALTER TABLE t DROP COLUMN b"],
    [
      "of what runs later",
      "CREATE TABLE t (a INT); CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO ALTER TABLE t DROP COLUMN b",
    ],
  ])("%s", (_, script) => {
    expect(refusalsOf(script)).toEqual([]);
  });

  it("of MariaDB, which has rules of its own", () => {
    const script = "CREATE TABLE t (a INT); ALTER TABLE t ADD a INT";
    expect(refusalsOf(script, { flavour: "mariadb", version: 101100 })).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { parseStatement } from "../sql/grammar/parse-statement.ts";
import { applyStatement } from "./apply.ts";
import { draftOf, emptyCatalog, findTable } from "./catalog.ts";
import { newSession } from "./session.ts";

const engine = { flavour: "mysql", version: 90700 } as const;

function replay(script: readonly string[], isNew = false) {
  const work = {
    catalog: draftOf(emptyCatalog()),
    session: newSession(),
    snapshot: undefined,
    engine,
    isNew,
    past: false,
    named: undefined,
  };
  for (const sql of script) {
    const syntax = parseStatement(sql, { ansiQuotes: false, noBackslashEscapes: false, engine });
    expect(syntax.parsed, sql).toBe(true);
    applyStatement(work, syntax);
  }
  const table = (name: string, database?: string) =>
    findTable(work.catalog, { database, table: name }, newSession().scope);
  return { table, catalog: work.catalog };
}

const columns = (table: ReturnType<ReturnType<typeof replay>["table"]>) =>
  table?.columns.map(({ name }) => name);
const indexes = (table: ReturnType<ReturnType<typeof replay>["table"]>) =>
  table?.indexes.map(({ name, parts }) => `${name}(${parts.map(({ column }) => column).join()})`);

describe("the catalog", () => {
  it("places columns, and names indexes, foreign keys and checks as the server does", () => {
    const { table } = replay([
      "CREATE TABLE t (a INT PRIMARY KEY, b INT UNIQUE, c INT, KEY (b), KEY b_9 (c), CHECK (a > 0), FOREIGN KEY (c) REFERENCES p (id)) CHARSET=latin1",
      "ALTER TABLE t ADD d VARCHAR(5) FIRST, ADD e INT AFTER a, ADD INDEX (b), ADD FOREIGN KEY (e) REFERENCES p (id)",
    ]);
    expect(columns(table("t"))).toEqual(["d", "a", "e", "b", "c"]);
    expect(indexes(table("t"))).toEqual(["PRIMARY(a)", "b(b)", "b_2(b)", "b_9(c)", "b_3(b)", "e(e)"]);
    expect(table("t")?.foreignKeys.map(({ name }) => name)).toEqual(["t_ibfk_1", "t_ibfk_2"]);
    expect(table("t")?.checks.map(({ name }) => name)).toEqual(["t_chk_1"]);
    expect(table("t")?.columns[0]?.type).toMatchObject({ charset: "latin1" });
    expect(table("t")?.columns[1]?.nullable).toBe(false);
  });

  it("settles types, prefixes and partitions as the server does", () => {
    const { table } = replay([
      "CREATE TABLE t (a FLOAT(25), b TEXT(50), c TEXT(100) CHARACTER SET utf8mb4, d BLOB(70000), e VARCHAR(8), KEY (e(8)), KEY f (b(5))) CHARSET=latin1 PARTITION BY HASH (a)",
      "ALTER TABLE t MODIFY b INT",
    ]);
    expect(table("t")?.columns.map(({ type }) => type.name)).toEqual([
      "double",
      "int",
      "text",
      "mediumblob",
      "varchar",
    ]);
    expect(table("t")?.indexes.map(({ parts }) => parts[0]?.length)).toEqual([undefined, undefined]);
    expect(table("t")?.partitioning?.count).toBe(1);
    const { table: converted } = replay([
      "CREATE TABLE t (a TINYTEXT, b MEDIUMTEXT, c TEXT CHARACTER SET utf8mb4) CHARSET=latin1",
      "ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4",
    ]);
    expect(converted("t")?.columns.map(({ type }) => type.name)).toEqual(["text", "longtext", "text"]);
  });

  it("brings an index along with a foreign key, and lets it go where another one serves", () => {
    const { table } = replay([
      "CREATE TABLE t (a INT, b INT, KEY (a DESC, b), FOREIGN KEY of_a (a) REFERENCES p (id), CONSTRAINT fk FOREIGN KEY (b) REFERENCES p (id))",
      "ALTER TABLE t ADD UNIQUE u (b, a), DROP CONSTRAINT t_ibfk_1",
    ]);
    expect(indexes(table("t"))).toEqual(["a(a,b)", "of_a(a)", "u(b,a)"]);
    expect(table("t")?.foreignKeys.map(({ name }) => name)).toEqual(["fk"]);
  });

  it("gives new columns the character set of the same statement, and converts all of them", () => {
    const { table } = replay([
      "CREATE TABLE t (a VARCHAR(5)) CHARSET=latin1",
      "ALTER TABLE t ADD b VARCHAR(5), DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, ADD c CHAR(1) CHARACTER SET ascii",
      "CREATE TABLE u (a VARCHAR(5) CHARACTER SET ascii) COLLATE utf8mb4_bin",
      "ALTER TABLE u ADD b NCHAR(5), CONVERT TO CHARACTER SET utf8mb4",
    ]);
    const collations = (name: string) =>
      table(name)?.columns.map(({ type }) => [type.charset, type.collation]);
    expect(collations("t")).toEqual([
      ["latin1", undefined],
      ["utf8mb4", "utf8mb4_bin"],
      ["ascii", undefined],
    ]);
    expect(collations("u")).toEqual([
      ["utf8mb4", undefined],
      ["utf8mb4", undefined],
    ]);
  });

  it("forgets a default of an AUTO_INCREMENT column, and NOT NULL with the primary key", () => {
    const { table } = replay([
      "CREATE TABLE t (a INT AUTO_INCREMENT UNIQUE, b INT PRIMARY KEY)",
      "ALTER TABLE t ALTER a SET DEFAULT 7, DROP PRIMARY KEY, MODIFY b INT",
    ]);
    expect(table("t")?.columns.map((one) => [one.default, one.nullable])).toEqual([
      [undefined, false],
      [undefined, true],
    ]);
  });

  it("swaps names, and renames in keys", () => {
    const { table } = replay([
      "CREATE TABLE t (a INT, b INT, KEY k (a))",
      "ALTER TABLE t RENAME COLUMN a TO b, RENAME COLUMN b TO a",
    ]);
    expect(columns(table("t"))).toEqual(["b", "a"]);
    expect(indexes(table("t"))).toEqual(["k(b)"]);
  });

  it("takes a dropped column out of its indexes and its own check", () => {
    const { table } = replay([
      "CREATE TABLE t (a INT, b INT CHECK (b > 0), KEY k (a, b), KEY only (b))",
      "ALTER TABLE t DROP B",
    ]);
    expect(indexes(table("t"))).toEqual(["k(a)"]);
    expect(table("t")?.checks).toEqual([]);
  });

  it("knows a string in a check from a column", () => {
    const { table } = replay([
      "CREATE TABLE t (a VARCHAR(9), v INT, CHECK (a <> 'v'), CHECK (v > 1))",
      "ALTER TABLE t DROP COLUMN a",
    ]);
    expect(table("t")?.checks.map(({ name }) => name)).toEqual(["t_chk_2"]);
  });

  it("takes no other column away where a statement moves the one that it drops", () => {
    const { table } = replay([
      "CREATE TABLE t (a INT, b INT, c INT)",
      "ALTER TABLE t DROP COLUMN a, MODIFY a BIGINT FIRST",
    ]);
    expect(columns(table("t"))).toEqual(["a", "b", "c"]);
  });

  it("drops a check without columns with any column, and keeps no foreign key on MyISAM", () => {
    const { table } = replay([
      "CREATE TABLE t (a INT, b INT, CHECK (1 > 0), CHECK (a > 0)) ENGINE=InnoDB",
      "ALTER TABLE t DROP b, ADD FOREIGN KEY (a) REFERENCES p (id), ENGINE=MyISAM",
    ]);
    expect(table("t")?.checks.map(({ name }) => name)).toEqual(["t_chk_2"]);
    expect(table("t")?.foreignKeys).toEqual([]);
    expect(indexes(table("t"))).toEqual(["a(a)"]);
  });

  it("follows renames, also into other tables' foreign keys", () => {
    const { table } = replay([
      "CREATE TABLE p (id INT PRIMARY KEY)",
      "CREATE TABLE t (a INT, FOREIGN KEY (a) REFERENCES p (id))",
      "RENAME TABLE p TO q, t TO u",
    ]);
    expect(table("p")).toBeUndefined();
    expect(table("u")?.foreignKeys).toMatchObject([{ name: "u_ibfk_1", references: { table: "q" } }]);
  });

  it("follows a rename from where a table with its foreign key has moved, and not into one that has lost it", () => {
    const { table } = replay([
      "CREATE TABLE p (id INT PRIMARY KEY, up INT, FOREIGN KEY (up) REFERENCES p (id))",
      "CREATE TABLE t (a INT, FOREIGN KEY (a) REFERENCES p (id))",
      "CREATE TABLE s (a INT, CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id))",
      "RENAME TABLE t TO u",
      "ALTER TABLE s DROP FOREIGN KEY f",
      "RENAME TABLE p TO q",
      "ALTER TABLE q RENAME TO r",
    ]);
    expect(table("u")?.foreignKeys).toMatchObject([{ references: { table: "r" } }]);
    expect(table("r")?.foreignKeys).toMatchObject([{ references: { table: "r" } }]);
    expect(table("s")?.foreignKeys).toEqual([]);
  });

  it("keeps apart what a name does not say", () => {
    const { table } = replay([
      "CREATE TABLE t (a INT)",
      "USE d",
      "CREATE TABLE t (b INT)",
      "ALTER TABLE x.t ADD c INT",
    ]);
    expect(columns(table("t"))).toEqual(["a"]);
    expect(columns(table("t", "d"))).toEqual(["b"]);
    expect(table("t", "x")).toBeUndefined();
  });

  it("never guesses: unknown tables, LIKE of an unknown one, a dropped database, a temporary table", () => {
    const { table, catalog } = replay([
      "ALTER TABLE never_seen ADD a INT",
      "CREATE TABLE copy LIKE never_seen",
      "CREATE TABLE kept (a INT)",
      "CREATE TEMPORARY TABLE kept (z INT)",
      "ALTER TABLE kept ADD b INT",
      "DROP TABLE kept",
      "CREATE DATABASE d",
      "CREATE TABLE d.t (a INT)",
      "DROP DATABASE other",
    ]);
    expect(table("never_seen")).toBeUndefined();
    expect(table("copy")).toBeUndefined();
    expect(columns(table("t", "d"))).toEqual(["a"]);
    expect(table("kept")).toBeUndefined();
    expect(catalog.databases.has("d")).toBe(true);
  });

  it("forgets the tables of a procedure that is called", () => {
    const { table } = replay([
      "CREATE TABLE t (a INT)",
      "CREATE PROCEDURE p() BEGIN IF 1 THEN ALTER TABLE t MODIFY a BIGINT; END IF; END",
      "CALL p()",
    ]);
    expect(table("t")).toBeUndefined();
  });

  it("knows what the pull request creates", () => {
    const { catalog } = replay(
      ["CREATE TABLE a (x INT)", "CREATE TABLE IF NOT EXISTS b (x INT)", "RENAME TABLE a TO c"],
      true,
    );
    expect([...catalog.created]).toEqual(["c"]);
  });
});

import { describe, expect, it } from "vitest";
import type { Source } from "../../words/source.ts";
import { columnOf } from "../clause-parts.ts";
import type { LexMode } from "../mode.ts";
import { statementKinds } from "./kinds/kinds.ts";
import { parseStatement } from "./parse-statement.ts";

const mysql: LexMode = {
  ansiQuotes: false,
  noBackslashEscapes: false,
  engine: { flavour: "mysql", version: 90700 },
};
const mariadb: LexMode = { ...mysql, engine: { flavour: "mariadb", version: 101100 } };
const read = (sql: string, mode = mysql) => parseStatement(sql, mode);

describe("what a statement is", () => {
  const cases: [sql: string, type: string, source: Source][] = [
    ["CREATE TABLE t (a INT)", "CREATE_TABLE", "ddl"],
    ["CREATE TEMPORARY TABLE t (a INT)", "CREATE_TABLE", "ddl"],
    ["ALTER TABLE t ADD a INT", "ALTER_TABLE", "ddl"],
    ["DROP TABLE IF EXISTS a, d.b", "DROP_TABLE", "ddl"],
    ["RENAME TABLE a TO b", "RENAME_TABLE", "ddl"],
    ["TRUNCATE t", "TRUNCATE", "ddl"],
    ["CREATE UNIQUE INDEX i ON t (a)", "CREATE_INDEX", "ddl"],
    ["CREATE SCHEMA d", "CREATE_DATABASE", "create-database"],
    ["DROP DATABASE d", "DROP_DATABASE", "ddl"],
    ["CREATE OR REPLACE VIEW v AS SELECT 1", "CREATE_VIEW", "ddl"],
    ["CREATE PROCEDURE p() SELECT 1", "CREATE_PROCEDURE", "ddl"],
    ["INSERT INTO t VALUES (1)", "INSERT", "dml"],
    ["REPLACE t SET a = 1", "REPLACE", "dml"],
    ["WITH x AS (SELECT 1) UPDATE t, x SET t.a = 1", "UPDATE", "dml"],
    ["DELETE FROM t WHERE a = 1", "DELETE", "dml"],
    ["((SELECT 1) UNION (SELECT 2))", "SELECT", "dml"],
    ["LOAD DATA INFILE 'x' INTO TABLE t", "LOAD_DATA", "unknown"],
    ["CALL p()", "CALL", "unknown"],
    ["PREPARE s FROM @sql", "PREPARE", "unknown"],
    ["PREPARE s FROM 'DELETE FROM t'", "PREPARE", "dml"],
    ["PREPARE s FROM 'CALL p()'", "PREPARE", "unknown"],
    ["EXECUTE s", "EXECUTE", "unknown"],
    ["SELECT COUNT(*), NOW(), ST_X(p), `id` FROM t", "SELECT", "dml"],
    ["SELECT purge_everything()", "SELECT", "unknown"],
    ["SET @a = d.`purge`(1)", "SET", "unknown"],
    ["DO f()", "DO", "unknown"],
    ["INSERT INTO t VALUES (f(1))", "INSERT", "unknown"],
    ["CREATE VIEW v AS SELECT f(1)", "CREATE_VIEW", "ddl"],
    ["GRANT SELECT ON d.* TO u", "GRANT", "dcl"],
    ["CREATE USER u", "CREATE_USER", "dcl"],
    ["SET NAMES utf8mb4", "SET", "admin"],
    ["START TRANSACTION", "START_TRANSACTION", "admin"],
    ["OPTIMIZE TABLE t", "OPTIMIZE_TABLE", "admin"],
    ["/*!50000 DROP TABLE users */", "DROP_TABLE", "ddl"],
  ];
  it.each(cases)("%s", (sql, type, source) => {
    expect(read(sql)).toMatchObject({ type, source, parsed: true });
  });

  it("knows every kind by one line of the table", () => {
    const types = new Set(statementKinds.map(({ type }) => type));
    expect(types.size).toBeGreaterThan(100);
    expect(statementKinds.every(({ type }) => /^[A-Z_]+$/.test(type))).toBe(true);
  });
});

describe("what is not understood", () => {
  it.each([
    "",
    "FOO BAR",
    "DROP TABLE",
    "CREATE TABLE t ()",
    "CREATE TABLE t (a INT,)",
    "CREATE TABLE t (rank INT)",
    "ALTER TABLE t ADD COLUMN (a INT FIRST)",
    "ALTER TABLE t1 ,",
    "ALTER TABLE t DROP",
    "SELECT 1 1",
    "SELECT a, * FROM t",
    "INSERT INTO t VALUES (1,)",
    "UPDATE t SET a",
    "DELETE FROM t WHERE",
    "SELECT 'abc",
    "DROP TABLE a; DROP TABLE b",
  ])("is never parsed: %s", (sql) => {
    expect(read(sql)).toMatchObject({ parsed: false, source: "unknown" });
  });

  it("says where reading stopped and keeps what is known", () => {
    expect(read("ALTER TABLE t ADD COLUMN a INT WHATEVER x")).toMatchObject({
      type: "ALTER_TABLE",
      unparsed: "WHATEVER x",
      clauses: [{ kind: "add-column" }, { kind: "unreadable" }],
    });
  });

  it("reads the other engine's syntax on that engine only", () => {
    expect(read("ALTER TABLE t ADD COLUMN IF NOT EXISTS a INT").parsed).toBe(false);
    expect(read("ALTER TABLE t ADD COLUMN IF NOT EXISTS a INT", mariadb).parsed).toBe(true);
    expect(read("RESET MASTER").parsed).toBe(false);
    expect(read("RESET MASTER", mariadb).parsed).toBe(true);
  });

  it("gives up on nesting that would exhaust the stack", () => {
    expect(read(`SELECT ${"(".repeat(20_000)}1${")".repeat(20_000)}`).parsed).toBe(false);
    expect(read(`SELECT ${"(".repeat(100)}1${")".repeat(100)}`).parsed).toBe(true);
  });
});

describe("clauses", () => {
  it("reads the parenthesised list", () => {
    expect(read("ALTER TABLE `t1` ADD COLUMN (`age` INT NOT NULL)")).toMatchObject({
      parsed: true,
      tables: [{ table: "t1", use: "alter" }],
      clauses: [
        {
          kind: "add-column",
          table: "t1",
          column: "age",
          definition: { type: { name: "int" }, nullable: false, position: undefined },
        },
      ],
    });
  });

  it("reads several clauses, options and requests of one statement", () => {
    const sql = `ALTER TABLE d.t ADD a INT FIRST, DROP COLUMN b, CHANGE c e VARCHAR(10) AFTER f, ADD UNIQUE u (a(5) DESC),
      ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES p (id) ON DELETE CASCADE, RENAME INDEX x TO y, ENGINE=InnoDB COMMENT 'n',
      ALTER g SET DEFAULT 5, DROP PRIMARY KEY, CONVERT TO CHARACTER SET utf8mb4, ALGORITHM=INPLACE, LOCK=NONE, RENAME d.u`;
    const { clauses, requested, parsed } = read(sql);
    expect(parsed).toBe(true);
    expect(clauses.map(({ kind }) => kind)).toEqual([
      "add-column",
      "drop-column",
      "modify-column",
      "add-index",
      "add-foreign-key",
      "rename-index",
      "change-engine",
      "table-comment",
      "change-default",
      "drop-primary-key",
      "convert-charset",
      "rename-table",
    ]);
    expect(clauses[2]).toMatchObject({ table: "d.t", column: "c", to: "e" });
    expect(clauses[3]).toMatchObject({
      indexDefinition: { kind: "unique", parts: [{ column: "a", length: 5, descending: true }] },
    });
    expect(clauses[4]).toMatchObject({
      foreignKey: { name: "k", references: { table: "p" }, onDelete: "cascade" },
    });
    expect(requested).toEqual({ algorithm: "INPLACE", lock: "NONE" });
  });

  it("reads a column definition in full", () => {
    const sql =
      "CREATE TABLE t (a DECIMAL(10,2) UNSIGNED NOT NULL DEFAULT 1.5 COMMENT 'x' INVISIBLE, b ENUM('x','y') CHARSET latin1, c INT AS (a*2) STORED UNIQUE, d DATETIME(3) DEFAULT NOW(3) ON UPDATE NOW(3), e JSON DEFAULT (JSON_ARRAY()) CHECK (e IS NOT NULL) NOT ENFORCED)";
    const columns = [
      {
        name: "a",
        type: { name: "decimal", length: 10, scale: 2, unsigned: true },
        nullable: false,
        default: "1.5",
        comment: "x",
        invisible: true,
      },
      { name: "b", type: { name: "enum", members: ["x", "y"], charset: "latin1" } },
      { name: "c", generated: { expression: "(a*2)", stored: true }, inline: { unique: true } },
      { name: "d", type: { length: 3 }, default: "NOW(3)", onUpdate: "NOW(3)" },
      { name: "e", defaultIsExpression: true, inline: { check: { enforced: false } } },
    ];
    expect(read(sql).clauses).toMatchObject([{ tableDefinition: { columns } }]);
  });

  it("sees code inside executable comments, and says so", () => {
    const { clauses, hidden } = read("ALTER TABLE t ADD a INT /*!80000 , DROP COLUMN secret */");
    expect(clauses.map((clause) => [clause.kind, columnOf(clause)])).toEqual([
      ["add-column", "a"],
      ["drop-column", "secret"],
    ]);
    expect(hidden).toBe(true);
    expect(read("DROP TABLE bp /*! , bq */").clauses.map(({ table }) => table)).toEqual(["bp", "bq"]);
  });

  it("counts a version comment both ways where the engine is not known", () => {
    const open: LexMode = { ...mysql, engine: undefined };
    expect(read("DROP TABLE a /*! , b */", open).clauses.map(({ table }) => table)).toEqual(["a", "b"]);
    expect(read("SELECT 1 /*!80000 INTO @a */", open).clauses).toHaveLength(1);
  });

  it("reads nesting in linear time, and gives up where it is too deep", () => {
    const nest = (n: number) => `SELECT ${"((SELECT ".repeat(n)}1${")+1)".repeat(n)}`;
    expect(read(nest(60)).parsed).toBe(true);
    expect(read(nest(5000)).parsed).toBe(false);
    expect(read(`SELECT * FROM ((SELECT 1) UNION (SELECT 2)) AS x, ((a JOIN b))`).parsed).toBe(true);
    expect(read(`CREATE PROCEDURE p() ${"BEGIN ".repeat(5000)}${"END; ".repeat(5000)}`).parsed).toBe(false);
  });

  it("gives up where a FROM has more tables than a server joins", () => {
    const joined = (n: number) =>
      `SELECT 1 FROM ${Array.from({ length: n }, (_, i) => `t a${i}`).join(" JOIN ")}`;
    expect(read(joined(61)).parsed).toBe(true);
    expect(read(joined(62)).parsed).toBe(false);
    expect(read(`${joined(61)} UNION ${joined(61)}`).parsed).toBe(true);
    expect(read(`UPDATE ${"t, ".repeat(100_000)}t SET a = 1`).parsed).toBe(false);
  });

  it("reads what bodies do, as done later", () => {
    const { clauses, tables } = read(
      "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO BEGIN DELETE FROM logs; INSERT INTO seen SELECT id FROM users; END",
    );
    expect(clauses).toMatchObject([
      { kind: "create-event", object: "e" },
      { kind: "delete", table: "logs", deferred: true },
      { kind: "insert", table: "seen", deferred: true },
    ]);
    expect(tables.map(({ table, use }) => [table, use])).toEqual([
      ["logs", "write"],
      ["seen", "write"],
      ["users", "read"],
    ]);
  });
});

it.each([
  ["GRANT SELECT ON t TO u", ["undefined.t"]],
  ["GRANT SELECT (a), UPDATE ON TABLE `s`.t TO u, v WITH GRANT OPTION", ["s.t"]],
  ["REVOKE IF EXISTS INSERT ON s.t FROM u IGNORE UNKNOWN USER", ["s.t"]],
  ["GRANT ALL ON *.* TO u", []],
  ["GRANT ALL ON * TO u", []],
  ["GRANT ALL ON s.* TO u", []],
  ["GRANT EXECUTE ON PROCEDURE s.p TO u", []],
  ["GRANT EXECUTE ON FUNCTION f TO u", []],
  ["GRANT r TO u", []],
  ["GRANT PROXY ON a TO u", []],
])("%s names %j and changes none of it", (sql, names) => {
  const { parsed, tables, clauses } = read(sql);
  expect(parsed).toBe(true);
  expect(tables.map(({ database, table }) => `${database}.${table}`)).toEqual(names);
  expect(tables.filter(({ use }) => use !== "read")).toEqual([]);
  expect(clauses).toMatchObject([{ kind: "privilege", table: "" }]);
});

describe("tables of DML", () => {
  const uses = (sql: string) => read(sql).tables.map(({ table, use }) => `${table}:${use}`);
  it("tells written from read ones, through aliases and WITH", () => {
    expect(uses("UPDATE a x JOIN b y ON x.id = y.id SET y.n = 1")).toEqual(["a:read", "b:write"]);
    expect(uses("UPDATE a, b SET n = 1")).toEqual(["a:write", "b:write"]);
    expect(uses("DELETE x FROM a AS x, b WHERE x.id = b.id")).toEqual(["a:write", "b:read"]);
    expect(uses("WITH c AS (SELECT * FROM d) SELECT * FROM c JOIN e USING (id)")).toEqual([
      "d:read",
      "e:read",
    ]);
    expect(uses("EXPLAIN DELETE FROM a")).toEqual(["a:read"]);
  });
});

import { describe, expect, test } from "vitest";
import { plannedStatements } from "../../../testing/planned.ts";

const factsOf = (sql: string, engine?: string) => plannedStatements(sql, engine).at(-1)?.facts;
const table = (name: string, becomes: string, database = "shop") => ({
  database,
  name,
  kind: "table",
  becomes,
});

function evidenceOf(sql: string, engine?: string) {
  const role = factsOf(sql, engine)?.role;
  return role?.kind === "definition" ? role.evidence : role;
}

describe("what tells that a definition ran", () => {
  test.each([
    ["CREATE TABLE t (id INT)", [table("t", "there")], "existence", "harmful"],
    ["CREATE TABLE other.t AS SELECT 1 AS one", [table("t", "there", "other")], "existence", "harmful"],
    ["DROP TABLE a, b", [table("a", "gone"), table("b", "gone")], "existence", "harmful"],
    ["RENAME TABLE a TO b", [table("a", "gone"), table("b", "there")], "existence", "harmful"],
    [
      "RENAME TABLE a TO a_old, a_new TO a",
      [table("a_old", "there"), table("a_new", "gone")],
      "existence",
      "harmful",
    ],
    [
      "RENAME TABLE a TO tmp, b TO a, tmp TO b",
      [table("a", "other"), table("b", "other")],
      "places",
      "harmful",
    ],
    [
      "ALTER TABLE t RENAME TO u, ADD COLUMN a INT",
      [table("t", "gone"), table("u", "there")],
      "existence",
      "harmful",
    ],
    ["ALTER TABLE t ADD COLUMN a INT", [table("t", "other")], "text", "harmless"],
    ["CREATE INDEX i ON t (id)", [table("t", "other")], "text", "harmless"],
    ["ALTER TABLE t DROP COLUMN a, ADD COLUMN b INT", [table("t", "other")], "text", "harmless"],
    ["ALTER TABLE t DROP COLUMN a, ADD COLUMN a INT", [table("t", "other")], "columns", "harmful"],
    ["ALTER TABLE t DROP COLUMN a, ADD COLUMN A INT", [table("t", "other")], "columns", "harmful"],
    ["ALTER TABLE t DROP INDEX i, ADD INDEX (id)", [table("t", "other")], "time", "harmless"],
    ["ALTER TABLE t MODIFY a BIGINT", [table("t", "other")], "time", "harmless"],
    ["ALTER TABLE t MODIFY a BIGINT, ADD COLUMN b INT", [table("t", "other")], "text", "harmless"],
    ["ALTER TABLE t ENGINE = InnoDB", [table("t", "other")], "time", "harmless"],
    ["ALTER TABLE t ADD PARTITION PARTITIONS 4", [table("t", "other")], "text", "harmless"],
    ["ALTER TABLE t COALESCE PARTITION 2", [table("t", "other")], "text", "harmless"],
    ["TRUNCATE TABLE t", [table("t", "other")], "ids", "harmful"],
    ["ALTER TABLE t TRUNCATE PARTITION p", [table("t", "other")], "ids", "harmful"],
    [
      "ALTER TABLE t EXCHANGE PARTITION p WITH TABLE u",
      [table("t", "other"), table("u", "other")],
      "ids",
      "harmful",
    ],
    ["CREATE OR REPLACE VIEW v AS SELECT 1", [{ ...table("v", "other"), kind: "view" }], "text", "harmless"],
    ["CREATE VIEW v AS SELECT 1", [{ ...table("v", "there"), kind: "view" }], "existence", "harmful"],
    [
      "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1",
      [{ database: "shop", name: "g", kind: "trigger", becomes: "other" }],
      ...(["text", "harmless"] as const),
    ],
    [
      "DROP PROCEDURE x.p",
      [{ database: "x", name: "p", kind: "routine", becomes: "gone" }],
      "existence",
      "harmful",
    ],
    ["ANALYZE TABLE t", [], "none", "harmless"],
    ["GRANT SELECT ON shop.* TO reader", [], "none", "harmless"],
    ["CREATE USER IF NOT EXISTS u", [], "none", "harmless"],
    [
      "CREATE DATABASE d",
      [{ database: "d", name: "d", kind: "database", becomes: "there" }],
      "existence",
      "harmful",
    ],
  ])("%s", (sql, objects, sign, twice) => {
    expect(evidenceOf(sql)).toMatchObject({ objects, sign, twice });
  });

  test("after a USE, names without a database are in that one", () => {
    expect(evidenceOf("USE other; DROP TABLE a")).toMatchObject({ objects: [table("a", "gone", "other")] });
  });

  test("MariaDB's CREATE OR REPLACE TABLE loses rows, which only its time tells", () => {
    const sql = "CREATE OR REPLACE TABLE t (id INT)";
    expect(evidenceOf(sql, "mariadb-10.11")).toMatchObject({ sign: "time", twice: "harmful" });
  });
});

describe("what a statement does", () => {
  test.each([
    ["INSERT INTO a SELECT * FROM b", "rows"],
    ["UPDATE a SET n = RAND()", "rows"],
    ["SELECT 1", "session"],
    ["SET @a = 1", "session"],
    ["CREATE TEMPORARY TABLE t (id INT)", "session"],
    ["CREATE TEMPORARY TABLE t (id INT); INSERT INTO t VALUES (1)", "session"],
    ["PREPARE p FROM 'DROP TABLE t'", "session"],
    ["LOCK TABLES t WRITE", "session"],
    ["BEGIN", "opens"],
    ["COMMIT", "ends"],
    ["ROLLBACK TO s", "session"],
    ["COMMIT AND CHAIN", "unclear"],
    ["CALL p()", "unclear"],
    ["EXECUTE p", "unclear"],
    ["INSERT INTO a VALUES (f(1))", "unclear"],
    ["SELECT f(1)", "unclear"],
    ["SELECT 1 INTO OUTFILE '/tmp/x'", "unclear"],
    ["LOAD DATA INFILE 'x' INTO TABLE t", "unclear"],
    ["REVOKE SELECT ON shop.* FROM reader", "unclear"],
    ["CREATE USER u", "unclear"],
    ["EXPLAIN ANALYZE SELECT 1", "unclear"],
    ["this is no SQL", "unclear"],
  ])("%s: %s", (sql, kind) => {
    expect(factsOf(sql)?.role.kind).toBe(kind);
  });
});

describe("a number of a sequence, which nothing gives back", () => {
  test.each([
    ["SELECT NEXTVAL(s)", "unclear", true],
    ["SET @x = (NEXT VALUE FOR s)", "unclear", true],
    ["DO SETVAL(s, 5)", "unclear", false],
    ["INSERT INTO t VALUES (NEXTVAL(s))", "rows", false],
    ["SELECT LASTVAL(s)", "session", true],
    ["CREATE TABLE t (id INT DEFAULT NEXTVAL(s))", "definition", false],
    ["CREATE VIEW v AS SELECT NEXTVAL(s)", "definition", false],
  ])("%s: %s", (sql, kind, staysInside) => {
    expect(factsOf(sql, "mariadb-10.11")).toMatchObject({ role: { kind }, staysInside });
  });
});

describe("text that the server reads in another character set than it was written in", () => {
  test.each([
    ["SET NAMES latin1; INSERT INTO t VALUES ('é')", "unclear"],
    ["SET CHARACTER SET latin1; CREATE TABLE t (é INT)", "unclear"],
    ["SET @@session.character_set_client = 'cp1252'; INSERT INTO t VALUES ('é')", "unclear"],
    ["SET NAMES DEFAULT; INSERT INTO t VALUES ('é')", "unclear"],
    ["SET NAMES latin1; SELECT 'é'", "session"],
    ["SET NAMES latin1; INSERT INTO t VALUES ('e')", "rows"],
    ["SET NAMES latin1; SET NAMES utf8mb4; INSERT INTO t VALUES ('é')", "rows"],
    ["SET NAMES utf8; INSERT INTO t VALUES ('é')", "rows"],
    [
      "SET @a = @@character_set_client; SET NAMES latin1; SET character_set_client = @a; INSERT INTO t VALUES ('é')",
      "rows",
    ],
    [
      "SET NAMES latin1; SET @a = @@character_set_client; SET character_set_client = @a; INSERT INTO t VALUES ('é')",
      "unclear",
    ],
    ["SET character_set_results = latin1; INSERT INTO t VALUES ('é')", "rows"],
  ])("%s: %s", (sql, kind) => {
    expect(factsOf(sql)?.role.kind).toBe(kind);
  });
});

describe("what a rollout never sends", () => {
  test.each([
    "XA START 'a'",
    "COMMIT RELEASE",
    "ROLLBACK WORK RELEASE",
    "SET completion_type = 1",
    "SET @@SESSION.sql_log_bin = 0",
    "SET gtid_next = 'a:1'",
    "SET pseudo_thread_id = 7",
    "FLUSH TABLES WITH READ LOCK",
    "FLUSH TABLES t FOR EXPORT",
    "LOCK INSTANCE FOR BACKUP",
    "SELECT RELEASE_ALL_LOCKS()",
    "DELIMITER //\nINSERT INTO a VALUES (1); INSERT INTO a VALUES (2) //",
    "DELIMITER //\nCREATE PROCEDURE p() BEGIN DO 1; DO 2; END; INSERT INTO a VALUES (2) //",
    "DELIMITER $$\nDO 1; /* and */ this is no SQL $$",
    "KILL 7",
    "SET NAMES swe7",
    "DELETE FROM tollgate_ledger",
    "UPDATE a SET t = 'TOLLGATE_LEDGER'",
  ])("%s", (sql) => {
    expect(factsOf(sql)?.refused).toBeDefined();
  });

  test.each([
    "COMMIT NO RELEASE",
    "FLUSH TABLES t",
    "SET NAMES utf8mb4 COLLATE utf8mb4_bin",
    "SET NAMES latin1",
    "SET character_set_client = @OLD",
    "SET CHARACTER SET utf8",
    "SELECT RELEASE_LOCK('a')",
    "DELIMITER //\nINSERT INTO a VALUES (';'); -- one\n //",
    "DELIMITER //\nCREATE PROCEDURE p() BEGIN DO 1; this is no SQL; END //",
    "DELIMITER //\nCREATE PROCEDURE p() BEGIN DO 1; DO 2; END; //",
  ])("but %s", (sql) => {
    expect(factsOf(sql)?.refused).toBeUndefined();
  });
});

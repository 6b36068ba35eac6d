/** SQL that looks milder than it is, or worse; and what a real MySQL 9.7 server did with it. */
export interface EvasionCase {
  trick: string;
  sql: string;
  /**
   * What differs afterwards in a database with the tables t and u (id INT PRIMARY KEY, secret INT, toKen INT; three
   * rows each), each statement sent by itself, up to the first error. "nothing" where nothing differs.
   */
  does: string;
  /**
   * What a reading must say at least: kind and table of one clause (with `: every row` where it says so), or `unknown`
   * for a statement that is not understood. "" where the server does nothing.
   */
  seen: string;
}

const quoteTrick = "SELECT '\\'; DROP TABLE t; -- '";

export const evasionCases: readonly EvasionCase[] = [
  // Version comments are code.
  { trick: "a version comment", sql: "/*!40000 DROP TABLE t */;", does: "t is gone", seen: "drop-table t" },
  { trick: "one without a version", sql: "/*! DROP TABLE t */", does: "t is gone", seen: "drop-table t" },
  {
    trick: "a table hidden in a list",
    sql: "DROP TABLE u /*! , t */",
    does: "t is gone, u is gone",
    seen: "drop-table t",
  },
  {
    trick: "a clause hidden in a list",
    sql: "ALTER TABLE t ADD COLUMN a INT /*!80000 , DROP COLUMN secret */",
    does: "t has other columns",
    seen: "drop-column t",
  },
  {
    trick: "words in pieces",
    sql: "/*!50000 DROP*/ /*!50000 TABLE*/ t",
    does: "t is gone",
    seen: "drop-table t",
  },
  {
    trick: "a WHERE that no server of today runs",
    sql: "DELETE FROM t /*!99999 WHERE id = 1 */",
    does: "t lost 3 rows",
    seen: "delete t: every row",
  },
  {
    trick: "a WHERE widened",
    sql: "DELETE FROM t WHERE id = 1 /*! OR 1=1 */",
    does: "t lost 3 rows",
    seen: "delete t: every row",
  },
  {
    trick: "five digits and code that begins with one",
    sql: "DELETE FROM t WHERE /*!500001=1 OR*/ id = 1",
    does: "t lost 3 rows",
    seen: "delete t: every row",
  },
  {
    trick: "six digits and white space",
    sql: "DELETE FROM t WHERE /*!500001 =1 OR*/ id = 1",
    does: "t lost 1 row",
    seen: "delete t",
  },
  {
    trick: "six digits and no white space",
    sql: "/*!080000DROP TABLE t*/",
    does: "error 1064",
    seen: "unknown",
  },
  { trick: "a version of four digits", sql: "/*!8000 DROP TABLE t*/", does: "error 1064", seen: "unknown" },
  { trick: "MariaDB's comment", sql: "/*M! DROP TABLE t */ SELECT 1", does: "nothing", seen: "" },
  {
    trick: "a skipped comment that nests",
    sql: "/*!99999 a /* b */ c */ DROP TABLE t",
    does: "t is gone",
    seen: "drop-table t",
  },
  {
    trick: "a skipped comment with a quote",
    sql: "SELECT 1 /*!99999 ' */; DROP TABLE t -- '",
    does: "error 1064",
    seen: "unknown",
  },
  {
    trick: "a comment's end in a string of a version comment",
    sql: "/*!50000 SELECT '*/ DROP TABLE t -- ' */",
    does: "nothing",
    seen: "",
  },
  {
    trick: "a comment's end in a comment of a version comment",
    sql: "/*!50000 SELECT 1 # */ DROP TABLE t\n */",
    does: "nothing",
    seen: "",
  },
  {
    trick: "a version comment that never ends",
    sql: "/*!50000 DROP TABLE t",
    does: "error 1064",
    seen: "unknown",
  },
  {
    trick: "a semicolon inside a skipped comment",
    sql: "SELECT 1 /*!99999 ; DROP TABLE t; */",
    does: "error 1064",
    seen: "drop-table t",
  },
  {
    trick: "keys switched off as dumps do",
    sql: "/*!40000 ALTER TABLE t DISABLE KEYS, DROP COLUMN secret */",
    does: "t has other columns",
    seen: "drop-column t",
  },
  // Comments.
  {
    trick: "two dashes that are arithmetic",
    sql: "UPDATE t SET secret = 9 WHERE id = 1 --1 OR 1=1",
    does: "t has other rows",
    seen: "update t: every row",
  },
  {
    trick: "two dashes and a control character",
    sql: "DELETE FROM t WHERE id = 1 --\u0001 OR 1=1",
    does: "t lost 1 row",
    seen: "delete t",
  },
  { trick: "a lone carriage return", sql: "SELECT 1 -- \rDROP TABLE t", does: "nothing", seen: "" },
  {
    trick: "comments for spaces",
    sql: "/**/DROP/**/TABLE/**/t/**/",
    does: "t is gone",
    seen: "drop-table t",
  },
  {
    trick: "an end that is no end",
    sql: "/*/ SELECT 1; */ DROP TABLE t",
    does: "t is gone",
    seen: "drop-table t",
  },
  {
    trick: "a comment line inside",
    sql: "DROP # SELECT 1;\nTABLE -- ;\n t",
    does: "t is gone",
    seen: "drop-table t",
  },
  {
    trick: "a hint where none is read",
    sql: "/*+ x */ DROP TABLE t",
    does: "t is gone",
    seen: "drop-table t",
  },
  {
    trick: "a comment's end in a hint's name",
    sql: "SELECT /*+ QB_NAME(`*/ 1; DROP TABLE t -- `) */",
    does: "t is gone",
    seen: "drop-table t",
  },
  {
    trick: "plain comments that nest",
    sql: "/* /* */ DROP TABLE t -- */",
    does: "t is gone",
    seen: "drop-table t",
  },
  // Delimiters.
  {
    trick: "two statements as one",
    sql: "DELIMITER //\nSELECT 1; DROP TABLE t//",
    does: "error 1064",
    seen: "unknown",
  },
  {
    trick: "a delimiter that cuts off the WHERE",
    sql: "DELIMITER WHERE\nDELETE FROM t WHERE id = 1 WHERE",
    does: "t lost 3 rows",
    seen: "delete t: every row",
  },
  {
    trick: "a delimiter inside a word",
    sql: "DELIMITER x\nDROP TABLE txu",
    does: "t is gone",
    seen: "drop-table t",
  },
  {
    trick: "a delimiter that swallows the rest",
    sql: "DELIMITER //\nSELECT 1;\ndelimiter ;\nDROP TABLE t;",
    does: "error 1064",
    seen: "unknown",
  },
  {
    trick: "\\G for a semicolon",
    sql: "SELECT 1\\GDROP TABLE t\\G",
    does: "t is gone",
    seen: "drop-table t",
  },
  // Quoting.
  {
    trick: "ANSI_QUOTES",
    sql: "SET sql_mode='ANSI_QUOTES'; DROP TABLE \"t\"",
    does: "t is gone",
    seen: "drop-table t",
  },
  {
    trick: "ANSI_QUOTES by number",
    sql: 'SET sql_mode=4; ALTER TABLE "t" DROP COLUMN "secret"',
    does: "t has other columns",
    seen: "drop-column t",
  },
  {
    trick: "ANSI_QUOTES by CONCAT",
    sql: "SET @@sql_mode = CONCAT(@@sql_mode, ',ANSI_QUOTES'); DROP TABLE \"t\"",
    does: "t is gone",
    seen: "drop-table t",
  },
  {
    trick: "NO_BACKSLASH_ESCAPES",
    sql: `SET sql_mode='NO_BACKSLASH_ESCAPES'; ${quoteTrick}`,
    does: "t is gone",
    seen: "drop-table t",
  },
  {
    trick: "NO_BACKSLASH_ESCAPES in a version comment",
    sql: `/*!40101 SET sql_mode='NO_BACKSLASH_ESCAPES' */; ${quoteTrick}`,
    does: "t is gone",
    seen: "drop-table t",
  },
  {
    trick: "NO_BACKSLASH_ESCAPES second in a list",
    sql: `SET @x = 1, sql_mode = 1048576; ${quoteTrick}`,
    does: "t is gone",
    seen: "drop-table t",
  },
  {
    trick: "NO_BACKSLASH_ESCAPES by variable",
    sql: `SET @m = 'NO_BACKSLASH_ESCAPES'; SET SESSION sql_mode = @m; ${quoteTrick}`,
    does: "t is gone",
    seen: "drop-table t",
  },
  {
    trick: "NO_BACKSLASH_ESCAPES by a SELECT",
    sql: `SET sql_mode = (SELECT CONCAT('NO_BACKSLASH', '_ESCAPES')); ${quoteTrick}`,
    does: "t is gone",
    seen: "drop-table t",
  },
  {
    trick: "backslash before a quote",
    sql: "SELECT '\\\\'; DROP TABLE t; -- '",
    does: "t is gone",
    seen: "drop-table t",
  },
  {
    trick: "a doubled quote",
    sql: "SELECT 'a'''; DROP TABLE t; -- '",
    does: "t is gone",
    seen: "drop-table t",
  },
  {
    trick: "a backslash in a name",
    sql: "SELECT 1 AS `\\`; DROP TABLE t; -- `",
    does: "t is gone",
    seen: "drop-table t",
  },
  {
    trick: "a quote in dollar quotes",
    sql: "SELECT 1 AS a$$; DROP TABLE t; -- $$",
    does: "t is gone",
    seen: "drop-table t",
  },
  { trick: "a national string", sql: "SELECT N'\\'; DROP TABLE t; -- '", does: "nothing", seen: "" },
  {
    trick: "an introducer and a hex string",
    sql: "SELECT _utf8mb4 x'27'; DROP TABLE t",
    does: "t is gone",
    seen: "drop-table t",
  },
  {
    trick: "a table named like a number",
    sql: "RENAME TABLE t TO 0xt",
    does: "0xt is new, t is gone",
    seen: "rename-table t",
  },
  {
    trick: "a table named like a float",
    sql: "RENAME TABLE t TO evasion.1e5",
    does: "1e5 is new, t is gone",
    seen: "rename-table t",
  },
  {
    trick: "spaces around the dot",
    sql: "DROP TABLE evasion . `t`",
    does: "t is gone",
    seen: "drop-table evasion.t",
  },
  // Characters.
  { trick: "a byte order mark", sql: "\ufeffDROP TABLE t", does: "t is gone", seen: "drop-table t" },
  {
    trick: "vertical tab and form feed",
    sql: "DROP\u000bTABLE\u000ct",
    does: "t is gone",
    seen: "drop-table t",
  },
  { trick: "a no-break space", sql: "DROP\u00a0TABLE t", does: "error 1064", seen: "unknown" },
  { trick: "fullwidth letters", sql: "ＤＲＯＰ TABLE t", does: "error 1064", seen: "unknown" },
  { trick: "a long s", sql: "ſELECT 1", does: "error 1064", seen: "unknown" },
  {
    trick: "the Kelvin sign, which is a k in a column's name",
    sql: "ALTER TABLE t DROP COLUMN to\u212Aen",
    does: "t has other columns",
    seen: "drop-column t",
  },
  {
    trick: "a zero-width space in a name",
    sql: "DROP TABLE t\u200b",
    does: "error 1051",
    seen: "drop-table t\u200b",
  },
  // Prepared statements and stored programs.
  {
    trick: "PREPARE from a literal",
    sql: "PREPARE s FROM 'DROP TABLE t'; EXECUTE s",
    does: "t is gone",
    seen: "unknown",
  },
  {
    trick: "PREPARE from a variable",
    sql: "SET @q = CONCAT('DROP', ' TABLE t'); PREPARE s FROM @q; EXECUTE s",
    does: "t is gone",
    seen: "unknown",
  },
  {
    trick: "PREPARE from a version comment in a literal",
    sql: "PREPARE s FROM '/*!40000 DROP TABLE t */'; EXECUTE s",
    does: "t is gone",
    seen: "unknown",
  },
  {
    trick: "PREPARE with escapes",
    sql: "PREPARE s FROM 'DROP T\\ABLE t'; EXECUTE s",
    does: "t is gone",
    seen: "unknown",
  },
  {
    trick: "a procedure",
    sql: "CREATE PROCEDURE p() DROP TABLE t; CALL p()",
    does: "t is gone",
    seen: "drop-table t",
  },
  {
    trick: "a procedure in a procedure's IF, without DELIMITER",
    sql: "CREATE PROCEDURE p() BEGIN IF 1 THEN BEGIN DROP TABLE t; END; END IF; END; CALL p();",
    does: "t is gone",
    seen: "drop-table t",
  },
  {
    trick: "a trigger",
    sql: "CREATE TRIGGER g BEFORE INSERT ON u FOR EACH ROW DELETE FROM t; INSERT INTO u VALUES (9, 9, 9)",
    does: "t lost 3 rows, u has other rows",
    seen: "delete t: every row",
  },
  {
    trick: "a function in a SELECT",
    sql: "CREATE FUNCTION f() RETURNS INT BEGIN DELETE FROM t; RETURN 1; END; SELECT f()",
    does: "t lost 3 rows",
    seen: "delete t: every row",
  },
  {
    trick: "a function in EXPLAIN ANALYZE",
    sql: "CREATE FUNCTION f() RETURNS INT BEGIN DELETE FROM t; RETURN 1; END; EXPLAIN ANALYZE SELECT f()",
    does: "t lost 3 rows",
    seen: "delete t: every row",
  },
  {
    trick: "a function in SET",
    sql: "CREATE FUNCTION f() RETURNS INT BEGIN DELETE FROM t; RETURN 1; END; SET @x = f()",
    does: "t lost 3 rows",
    seen: "delete t: every row",
  },
  {
    trick: "a view",
    sql: "CREATE VIEW v AS SELECT * FROM t; DELETE FROM v",
    does: "t lost 3 rows, v is new",
    seen: "delete v: every row",
  },
  {
    trick: "a body that ends early",
    sql: "CREATE PROCEDURE p() BEGIN SELECT 1; END; DROP TABLE t; END",
    does: "t is gone",
    seen: "drop-table t",
  },
  {
    trick: "a column called end",
    sql: "CREATE PROCEDURE p() BEGIN SELECT u.end FROM u; DROP TABLE t; END; CALL p()",
    does: "error 1054",
    seen: "drop-table t",
  },
  // Forms of statements.
  {
    trick: "ALTER without COLUMN",
    sql: "ALTER TABLE t DROP `secret`",
    does: "t has other columns",
    seen: "drop-column t",
  },
  {
    trick: "a drop after an add",
    sql: "ALTER TABLE t ADD (a INT, b INT), DROP secret, ALGORITHM=INSTANT",
    does: "t has other columns",
    seen: "drop-column t",
  },
  {
    trick: "two tables of one DELETE",
    sql: "DELETE u, t FROM u JOIN t",
    does: "t lost 3 rows, u lost 3 rows",
    seen: "delete t",
  },
  { trick: "DELETE USING", sql: "DELETE FROM t USING t JOIN u", does: "t lost 3 rows", seen: "delete t" },
  {
    trick: "DELETE after a WITH",
    sql: "WITH x AS (SELECT 1) DELETE FROM t",
    does: "t lost 3 rows",
    seen: "delete t: every row",
  },
  {
    trick: "UPDATE of two tables",
    sql: "UPDATE u, t SET t.secret = 0",
    does: "t has other rows",
    seen: "update t",
  },
  {
    trick: "an INSERT that updates",
    sql: "INSERT INTO t VALUES (1, 0, 0) ON DUPLICATE KEY UPDATE secret = 99",
    does: "t has other rows",
    seen: "insert t",
  },
  { trick: "REPLACE", sql: "REPLACE INTO t VALUES (1, 0, 0)", does: "t has other rows", seen: "replace t" },
  { trick: "TRUNCATE without TABLE", sql: "TRUNCATE t", does: "t lost 3 rows", seen: "truncate-table t" },
  { trick: "DROP TABLES", sql: "DROP TABLES IF EXISTS x, t", does: "t is gone", seen: "drop-table t" },
  {
    trick: "a rename by ALTER",
    sql: "ALTER TABLE t RENAME AS x",
    does: "t is gone, x is new",
    seen: "rename-table t",
  },
  {
    trick: "an engine that keeps nothing",
    sql: "ALTER TABLE t ENGINE=BLACKHOLE",
    does: "t lost 3 rows",
    seen: "change-engine t",
  },
  {
    trick: "a temporary table in front",
    sql: "CREATE TEMPORARY TABLE t (a INT); DROP TABLE t; DROP TABLE t",
    does: "t is gone",
    seen: "drop-table t",
  },
  {
    trick: "a WHERE that is always true",
    sql: "DELETE FROM t WHERE 1",
    does: "t lost 3 rows",
    seen: "delete t: every row",
  },
  {
    trick: "a WHERE that is true in words",
    sql: "DELETE FROM t WHERE NOT FALSE",
    does: "t lost 3 rows",
    seen: "delete t: every row",
  },
  {
    trick: "a partition emptied",
    sql: "ALTER TABLE t PARTITION BY HASH (id) PARTITIONS 2; ALTER TABLE t TRUNCATE PARTITION ALL",
    does: "t lost 3 rows",
    seen: "truncate-partition t",
  },
  {
    trick: "a database by its other name",
    sql: "DROP SCHEMA evasion",
    does: "t is gone, u is gone",
    seen: "drop-database",
  },
];

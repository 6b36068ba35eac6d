import { expect, test } from "vitest";
import { replayScript } from "../../change/replay-script.ts";
import { emptyCatalog } from "../../schema/catalog.ts";
import type { Engine } from "../../sql/engine.ts";
import { changeFields } from "./change-fields.ts";

const mysql: Engine = { flavour: "mysql", version: 80400 };
const mariadb: Engine = { flavour: "mariadb", version: 101100 };

/** Of a script's changes, what JSON says beside the cost. */
function fields(sql: string, engine = mysql) {
  const { statements } = replayScript(sql, { engine, catalog: emptyCatalog() });
  return statements
    .flatMap(({ changes }) => changes.map(changeFields))
    .map((all) => {
      const { cost: _, dataLoss: __, ...rest } = JSON.parse(JSON.stringify(all));
      return rest;
    });
}

const t = { table: "t", target: { table: "t" } };

test.each<[sql: string, expected: object, engine?: Engine]>([
  [
    "ALTER TABLE t RENAME TO d.u",
    { kind: "rename-table", ...t, to: "d.u", toTable: { database: "d", table: "u" } },
  ],
  [
    "ALTER TABLE t EXCHANGE PARTITION p WITH TABLE u",
    { kind: "exchange-partition", ...t, partitions: ["p"], to: "u", toTable: { table: "u" } },
  ],
  ["ALTER TABLE t ALTER a DROP DEFAULT", { kind: "change-default", ...t, column: "a", default: "" }],
  ["ALTER TABLE t ALTER a SET INVISIBLE", { kind: "column-visibility", ...t, column: "a", to: "INVISIBLE" }],
  ["ALTER TABLE t ALTER INDEX k VISIBLE", { kind: "index-visibility", ...t, index: "k", to: "VISIBLE" }],
  [
    "ALTER TABLE t ALTER KEY k NOT IGNORED",
    { kind: "index-visibility", ...t, index: "k", to: "IGNORED" },
    mariadb,
  ],
  [
    "ALTER TABLE t ALTER CHECK k NOT ENFORCED",
    { kind: "alter-check", ...t, index: "k", check: { name: "k", expression: "", enforced: false } },
  ],
  ["ALTER TABLE t DROP FOREIGN KEY k", { kind: "drop-foreign-key", ...t, index: "k" }],
  [
    "ALTER TABLE t ANALYZE PARTITION ALL",
    { kind: "maintain-partition", ...t, object: "ANALYZE", partitions: "all" },
  ],
  ["ALTER TABLE t DISCARD TABLESPACE", { kind: "tablespace", ...t }],
  ["ALTER TABLESPACE s ENCRYPTION = 'Y'", { kind: "tablespace", table: "", object: "s" }],
  ["SET GLOBAL Max_Connections = 5", { kind: "set-global", table: "", object: "max_connections", to: "5" }],
  ["DROP TEMPORARY TABLE IF EXISTS t", { kind: "drop-table", ...t, condition: "if-exists", temporary: true }],
  ["SELECT 1 INTO OUTFILE 'f'", { kind: "select", table: "", object: "OUTFILE" }],
  ["INSERT IGNORE INTO t VALUES (1)", { kind: "insert", ...t }],
  ["REPLACE t VALUES (1)", { kind: "replace", ...t }],
  ["UPDATE IGNORE t SET a = 1", { kind: "update", ...t }],
  ["DELETE IGNORE FROM t", { kind: "delete", ...t }],
  ["DROP USER u", { kind: "account", table: "", object: "u" }],
])("%s", (sql, expected, engine) => expect(fields(sql, engine)).toEqual([expected]));

test("what stands in a program's body names the program", () => {
  expect(fields("CREATE PROCEDURE p() SELECT 1")).toEqual([
    { kind: "create-routine", table: "", object: "p" },
    { kind: "select", table: "", object: "p", deferred: true },
  ]);
});

test("what an earlier migration of the same pull request created is marked", () => {
  const { statements } = replayScript("CREATE TABLE t (a INT); TRUNCATE t", {
    engine: mysql,
    catalog: emptyCatalog(),
    isNew: true,
  });
  expect(statements[1]?.changes.map(changeFields)).toMatchObject([{ kind: "truncate-table", created: true }]);
});

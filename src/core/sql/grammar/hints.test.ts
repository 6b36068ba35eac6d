import { expect, it } from "vitest";
import { isOf } from "../clause.ts";
import { parseEngine } from "../engine.ts";
import { parseStatement } from "./parse-statement.ts";

const settingsOf = (sql: string, engine = "mysql-9.7") =>
  parseStatement(sql, {
    ansiQuotes: false,
    noBackslashEscapes: false,
    engine: parseEngine(engine),
  }).clauses.flatMap((clause) =>
    isOf(clause, "set-session")
      ? [`${clause.deferred ? "later " : ""}${clause.variable}=${clause.value}`]
      : [],
  );

it.each([
  ["INSERT /*+ SET_VAR(foreign_key_checks=0) */ INTO t VALUES (1)", ["foreign_key_checks=0"]],
  ["INSERT INTO t SELECT /*+ NO_BNL(t) set_var ( `Unique_Checks` = 'OFF' ) */ 1", ["unique_checks=OFF"]],
  ["DELETE /*+ SET_VAR(a=1) SET_VAR(b=2), SET_VAR(c=x) */ FROM t", ["a=1", "b=2", "c=x"]],
  ["WITH q AS (SELECT /*+ SET_VAR(a=1) */ 1) SELECT * FROM q", ["a=1"]],
  ["PREPARE p FROM 'UPDATE /*+ SET_VAR(a=1) */ t SET b = 1'", ["a=1"]],
  ["CREATE PROCEDURE p() UPDATE /*+ SET_VAR(a=1) */ t SET b = 1", ["later a=1"]],
  ["INSERT INTO /*+ SET_VAR(a=1) */ t VALUES (1)", []],
  ["SELECT /*+ QB_NAME(set_var) MRR(t) */ 1 FROM t", []],
  ["SELECT /*+ SET_VAR(a */ 1", []],
])("what SET_VAR sets: %s", (sql, settings) => {
  expect(settingsOf(sql)).toEqual(settings);
});

it("MariaDB takes hints for comments; where nobody knows the engine, they may count", () => {
  const hinted = "UPDATE /*+ SET_VAR(a=1) */ t SET b = 1";
  expect(settingsOf(hinted, "mariadb-10.11")).toEqual([]);
  expect(settingsOf(hinted, "unknown")).toEqual(["a=1"]);
});

import { describe, expect, test } from "vitest";
import { plannedStatements } from "../../../testing/planned.ts";
import { freshSession, type SessionState } from "./unit.ts";
import { unitAt, unitsFrom } from "./unit-at.ts";

const letters = { token: "T", evidence: "E", observed: "O", session: "S" };

/** `T1 E2-4`: protocol and statements, from 1. */
function unitsOf(sql: string): string {
  const { units } = unitsFrom(plannedStatements(sql), 0, freshSession);
  return units
    .map(
      ({ protocol, first, last }) => `${letters[protocol]}${first + 1}${last > first ? `-${last + 1}` : ""}`,
    )
    .join(" ");
}

describe("which protocol each unit takes", () => {
  test.each([
    ["INSERT INTO a VALUES (1); CREATE TABLE b (id INT); SET @x = 1; CALL p()", "T1 E2 S3 O4"],
    ["BEGIN; INSERT INTO a VALUES (1); SELECT 1; SAVEPOINT s; UPDATE a SET n = 1; COMMIT", "T1-6"],
    ["INSERT /*+ SET_VAR(unique_checks = 0) */ INTO a VALUES (1); INSERT INTO a VALUES (2)", "T1 T2"],
    ["BEGIN; INSERT INTO a VALUES (1); ROLLBACK", "S1-3"],
    ["START TRANSACTION READ ONLY; SELECT 1; COMMIT", "S1-3"],
    ["BEGIN; SELECT 1; COMMIT", "S1-3"],
    ["BEGIN; INSERT INTO a VALUES (1); CALL p(); COMMIT; INSERT INTO a VALUES (2)", "O1-4 O5"],
    ["BEGIN; INSERT INTO a VALUES (1); CREATE TABLE b (id INT); COMMIT", "O1-3 S4"],
    ["BEGIN; SET @a = 1; CREATE TABLE b (id INT); INSERT INTO b VALUES (1); COMMIT", "S1 S2 E3 T4 S5"],
    ["BEGIN; INSERT INTO a VALUES (1)", "O1-2"],
    ["BEGIN; INSERT INTO a VALUES (1); COMMIT AND CHAIN; COMMIT", "O1-4"],
    ["BEGIN; CREATE TEMPORARY TABLE x (id INT); INSERT INTO a VALUES (1); COMMIT", "O1-4"],
    ["SET autocommit = 0; INSERT INTO a VALUES (1); INSERT INTO a VALUES (2); COMMIT", "S1 O2-4"],
    [
      "LOCK TABLES a WRITE; INSERT INTO a VALUES (1); ALTER TABLE a ADD b INT; UNLOCK TABLES; INSERT INTO a VALUES (2)",
      "S1 O2 O3 S4 T5",
    ],
    ["UPDATE a SET n = 1; INSERT INTO b VALUES (ROW_COUNT()); INSERT INTO b VALUES (1)", "O1 O2 T3"],
    ["UPDATE a SET n = 1; SELECT ROW_COUNT(); SHOW WARNINGS", "T1 S2 S3"],
    ["UPDATE a SET n = 1; SELECT ROW_COUNT() INTO @n", "O1 S2"],
    ["BEGIN; INSERT INTO b VALUES (ROW_COUNT()); COMMIT", "O1-3"],
    ["BEGIN; UPDATE a SET n = 1; INSERT INTO b VALUES (ROW_COUNT()); COMMIT", "T1-4"],
    ["CREATE TEMPORARY TABLE x (id INT); INSERT INTO x VALUES (1); DROP TABLE x", "S1 S2 S3"],
    ["CREATE TEMPORARY TABLE x (id INT); CALL p(); INSERT INTO x VALUES (1)", "S1 O2 O3"],
    ["INSERT INTO a VALUES (1); XYZ; INSERT INTO a VALUES (2)", "O1 O2 O3"],
  ])("%s: %s", (sql, units) => {
    expect(unitsOf(sql)).toBe(units);
  });

  test("what the server says of the session counts for more than what the file does", () => {
    const statements = plannedStatements("INSERT INTO a VALUES (1); COMMIT; CREATE TABLE b (id INT)");
    const state = (more: Partial<SessionState>) => ({ ...freshSession, ...more });
    expect(unitAt(statements, 0, state({ inTransaction: true }))).toMatchObject({
      protocol: "observed",
      last: 1,
    });
    expect(unitAt(statements, 0, state({ autocommit: false }))).toMatchObject({
      protocol: "observed",
      last: 1,
    });
    expect(unitAt(statements, 0, state({ opaque: true }))).toMatchObject({ protocol: "observed", last: 0 });
    expect(unitAt(statements, 2, state({ inTransaction: true }))).toMatchObject({ protocol: "observed" });
    expect(unitAt(statements, 2, state({ inTransaction: true, isEmpty: true }))).toMatchObject({
      protocol: "evidence",
    });
  });
});

test.each([
  ["BEGIN; INSERT INTO a VALUES (1)", true],
  ["BEGIN; INSERT INTO a VALUES (1); COMMIT", false],
  ["BEGIN; CREATE TABLE a (id INT)", false],
  ["SET autocommit = 0; INSERT INTO a VALUES (1)", true],
  ["SET autocommit = 0; INSERT INTO a VALUES (1); COMMIT", false],
  ["SET autocommit = 0; INSERT INTO a VALUES (1); SET autocommit = 1", false],
])("%s ends with its transaction open: %s", (sql, isOpen) => {
  const { end } = unitsFrom(plannedStatements(sql), 0, freshSession);
  expect(end.inTransaction && !end.isEmpty).toBe(isOpen);
});

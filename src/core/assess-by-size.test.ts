import { array, assert, constantFrom, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { aTable } from "../testing/a-snapshot.ts";
import { onProd, verdictBySize } from "../testing/verdict-by-size.ts";
import type { Statistics } from "./schema/known-statistics.ts";

const copies = "ALTER TABLE users MODIFY age BIGINT";

describe("a pull request judged by size", () => {
  it("says how large its tables are, what that took off, as of when, and what is not known", () => {
    const { statistics, migrations } = verdictBySize(copies, onProd({ users: aTable(8000) }));
    expect(statistics).toEqual({
      branch: "tollgate-stats",
      environments: [
        { environment: "test", unknown: "test.json is not JSON", takenAt: undefined },
        { environment: "prod", unknown: undefined, takenAt: "2026-11-20T03:00:00Z" },
      ],
    });
    const verdicts = migrations[0]?.statements[0]?.verdicts ?? [];
    const [prod, test] = ["prod", "test"].map((name) => verdicts.find((one) => one.environment === name));
    // copy-alter 40 and metadata-lock 5: a quarter of the 40 for a small table, and half of it all on Test.
    expect(prod).toMatchObject({
      score: 15,
      level: "low",
      sizes: [{ table: "users", rows: 8000, bytes: 800_000, takenAt: "2026-11-20T03:00:00Z" }],
      unsized: [],
      eased: [{ id: "copy-alter", points: 10, of: 40 }],
    });
    expect(test).toMatchObject({ score: 23, sizes: [], unsized: ["users"], eased: [] });
  });

  it("keeps its findings' own points, and is the same as ever where the policy names no branch", () => {
    const points = (statistics: Statistics | undefined) =>
      verdictBySize(copies, statistics).migrations[0]?.statements[0]?.findings.map((one) => [
        one.id,
        one.points,
      ]);
    expect(points(onProd({ users: aTable(1) }))).toEqual(points(undefined));
    expect(verdictBySize(copies, undefined)).not.toHaveProperty("statistics");
    expect(verdictBySize(copies, undefined).decidedBy?.verdict).not.toHaveProperty("sizes");
    expect(verdictBySize(copies, undefined).score).toBe(45);
  });

  it.each([
    ["a table that is missing", copies, { orders: aTable(1) }, 45],
    ["one of two that is missing", "INSERT INTO users (id) SELECT id FROM orders", { users: aTable(1) }, 10],
    [
      "the larger of two",
      "INSERT INTO users (id) SELECT id FROM orders",
      { users: aTable(1), orders: aTable(1) },
      3,
    ],
    ["a trigger", "DELETE FROM users WHERE born = 1", { users: { ...aTable(1), triggers: 1 } }, 10],
    ["triggers out of sight", "DELETE FROM users WHERE born = 1", { users: { rows: 1, bytes: 1 } }, 10],
    [
      "a child",
      "DELETE FROM users WHERE born = 1",
      { users: { ...aTable(1), referencedBy: ["orders"] } },
      10,
    ],
    ["a small table", "DELETE FROM users WHERE born = 1", { users: aTable(1) }, 3],
    ["what size has no part in", "ALTER TABLE users DROP COLUMN age", { users: aTable(1) }, 65],
  ])("weighs %s", (_, sql, tables, score) => {
    const { migrations } = verdictBySize(sql, onProd(tables));
    const verdict = migrations[0]?.statements[0]?.verdicts.find((one) => one.environment === "prod");
    expect(verdict?.score).toBe(score);
  });

  it("counts row versions that the history does not know of", () => {
    const algorithm = (rowVersions: number) =>
      verdictBySize("ALTER TABLE users ADD note INT", onProd({ users: { ...aTable(1), rowVersions } }))
        .migrations[0]?.statements[0]?.algorithm;
    expect(algorithm(63)).toBe("INSTANT");
    expect(algorithm(64)).toBe("INPLACE");
  });
});

const statement = constantFrom(
  copies,
  "ALTER TABLE users ADD note INT",
  "ALTER TABLE users ENGINE = InnoDB",
  "ALTER TABLE users ADD FULLTEXT INDEX (name)",
  "UPDATE orders SET total = 1 WHERE total = 2",
  "DELETE FROM users WHERE age = 3",
  "INSERT INTO users (id) SELECT id FROM orders",
  "RENAME TABLE orders TO bills",
  "DROP TABLE orders",
  "CREATE INDEX by_age ON users (age)",
);
const rows = integer({ min: 0, max: 1_000_000 });
const tables = (users: number, orders: number) => onProd({ users: aTable(users), orders: aTable(orders) });
const script = (statements: readonly string[]) => statements.join(";\n");

describe("the score", () => {
  it("never falls when a statement is added, whatever the sizes", () => {
    assert(
      property(array(statement, { maxLength: 4 }), statement, rows, rows, (some, one, users, orders) => {
        const known = tables(users, orders);
        return verdictBySize(script([...some, one]), known).score >= verdictBySize(script(some), known).score;
      }),
      { numRuns: 60 },
    );
  });

  it("never falls when a table is larger, and is highest where no size is known", () => {
    assert(
      property(array(statement, { maxLength: 4 }), rows, rows, rows, (some, users, orders, more) => {
        const small = verdictBySize(script(some), tables(users, orders)).score;
        const large = verdictBySize(script(some), tables(users + more, orders + more)).score;
        return small <= large && large <= verdictBySize(script(some), undefined).score;
      }),
      { numRuns: 60 },
    );
  });
});

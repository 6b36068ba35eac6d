import { assert, boolean, constantFrom, integer, property, record } from "fast-check";
import { describe, expect, it } from "vitest";
import { compileCondition } from "./compile-condition.ts";
import { ConditionError } from "./condition-error.ts";
import type { Condition, ConditionFacts } from "./policy.ts";

const facts: ConditionFacts = {
  environment: "prod",
  project: "shop",
  database: "shop_1",
  engine: "mysql-8.4",
  instance: "mysql-prod",
  labels: { tier: "core" },
  source: "dml",
  statement_type: "UPDATE",
  change_kinds: ["update"],
  table: "payment_1",
  tables: ["payment_1", "customer"],
  affected_rows: 5,
  table_rows: 1000,
  table_bytes: 65536,
  algorithm: "",
  score: 30,
  pr_labels: ["urgent"],
  author: "octocat",
};

function compile(text: string): Condition {
  const compiled = compileCondition(text);
  if ("error" in compiled) throw new Error(compiled.error.what);
  return compiled.condition;
}

const holds = (text: string, over: Partial<ConditionFacts> = {}): boolean =>
  compile(text).matches({ ...facts, ...over });

describe("a condition", () => {
  it("reads every variable", () => {
    expect(holds('environment == "prod" && project == "shop" && database.startsWith("shop_")')).toBe(true);
    expect(holds('engine == "mysql-8.4" && instance.endsWith("prod") && labels.tier == "core"')).toBe(true);
    expect(
      holds('source == "dml" && statement_type in ["UPDATE", "DELETE"] && "update" in change_kinds'),
    ).toBe(true);
    expect(holds('table.matches("^payment_[0-9]+$") && tables.exists(t, t == "customer")')).toBe(true);
    expect(holds("affected_rows < 10 && table_rows == 1000 && table_bytes > 65535 && score >= 30")).toBe(
      true,
    );
    expect(holds('algorithm == "" && "urgent" in pr_labels && author != "hubot"')).toBe(true);
  });

  it("fires over an unknown fact wherever some value of it would make it fire", () => {
    const unknown = {
      affected_rows: undefined,
      algorithm: undefined,
      author: undefined,
      pr_labels: undefined,
    };
    expect(holds("affected_rows > 10000", unknown)).toBe(true);
    expect(holds("affected_rows < 10", unknown)).toBe(true);
    expect(holds("!(affected_rows > 10000)", unknown)).toBe(true);
    expect(holds('environment == "test" && affected_rows > 10000', unknown)).toBe(false);
    expect(holds('affected_rows > 10000 ? environment == "test" : environment == "prod"', unknown)).toBe(
      true,
    );
    expect(holds('!("reviewed" in pr_labels)', unknown)).toBe(true);
    expect(holds('algorithm == "COPY" || author == "octocat"', unknown)).toBe(true);
    expect(holds("tables.exists(t, affected_rows % 7 == 3)", unknown)).toBe(true);
  });

  it("fails over data that is not there, and does not hide it", () => {
    expect(() => holds('labels.region == "eu"')).toThrow(ConditionError);
    expect(holds('has(labels.region) && labels.region == "eu"')).toBe(false);
    expect(() => holds("score / (score - 30) == 1")).toThrow(ConditionError);
    expect(holds('has(labels.constructor) || "toString" in labels')).toBe(false);
  });

  it("keeps its meaning when it is taken apart", () => {
    for (const text of [
      "score - (10 - 5) == 25 && score - 10 - 5 == 15 && -score < -29",
      'double(score) > 29.5 && double(score) == 30.0 && [1, 2].size() == 2 && {"a": 1}["a"] == 1',
      'table.matches(r"^payment_\\d$") && "a\\"b\\n".contains("\\n") && b"\\x01".size() == 1',
      "(score + 1) * 2 == 62 && score % 7 == 2 && uint(score) == 30u && dyn(score) != null",
    ]) {
      expect([text, holds(text)]).toEqual([text, true]);
    }
  });

  it("must compile to true or false, with every variable known", () => {
    expect(compileCondition("tabel == 'x'")).toEqual({
      error: { what: "Unknown variable: tabel", index: 0, variable: "tabel" },
    });
    expect(compileCondition("score")).toMatchObject({
      error: { what: "the condition yields int, not true or false" },
    });
    expect(compileCondition("score == 'high'")).toHaveProperty("error");
    expect(compileCondition(`${"score > 1 && ".repeat(2000)}true`)).toHaveProperty("error");
  });
});

const atoms = [
  "affected_rows > 100",
  "affected_rows == table_rows",
  "affected_rows * 2 <= table_rows + 7",
  "table_rows % 3 == 1",
  "table_rows != 12",
  'environment == "prod"',
  'algorithm == "COPY"',
  'algorithm.startsWith("IN")',
  '!(algorithm in ["INSTANT", "INPLACE"])',
  "score > 10",
  "tables.all(t, affected_rows > 3 || t == table)",
  "[affected_rows, table_rows].exists(n, n > 90)",
];
const expressions = (depth: number): string[] =>
  depth === 0
    ? atoms
    : atoms.flatMap((atom, i) => {
        const other = expressions(depth - 1)[(i * 7 + 3) % atoms.length] ?? "true";
        return [
          `(${atom}) && (${other})`,
          `(${atom}) || !(${other})`,
          `(${other}) ? (${atom}) : !(${atom})`,
          `((${atom}) == (${other}))`,
        ];
      });
const conditions = [0, 1, 2].flatMap(expressions).map(compile);

it("what fires with every fact known still fires when any of them is not", () => {
  assert(
    property(
      constantFrom(...conditions),
      record({
        affected_rows: integer({ min: 0, max: 200 }),
        table_rows: integer({ min: 0, max: 200 }),
        algorithm: constantFrom("INSTANT", "INPLACE", "COPY", "" as const),
        environment: constantFrom("test", "prod"),
        score: integer({ min: 0, max: 100 }),
      }),
      record({ affected_rows: boolean(), table_rows: boolean(), algorithm: boolean() }),
      (condition, known, hidden) => {
        const whole = { ...facts, ...known };
        const partly = {
          ...whole,
          ...(hidden.affected_rows ? { affected_rows: undefined } : {}),
          ...(hidden.table_rows ? { table_rows: undefined } : {}),
          ...(hidden.algorithm ? { algorithm: undefined } : {}),
        };
        return !condition.matches(whole) || condition.matches(partly);
      },
    ),
    { numRuns: 2000 },
  );
});

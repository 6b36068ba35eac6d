import { expect, test } from "vitest";
import { sceneTwo } from "../../../testing/scene-two.ts";
import { renderTerminal } from "./render-terminal.ts";
import { width } from "./text.ts";

const problem = {
  code: "policy-no-flow",
  what: "A change of high risk has no flow.",
  fix: "Add to the policy:\napproval:\n  rules:\n    ddl: { high: owner-dba }",
  file: ".github/tollgate.yml",
};

test("scene 2", () => {
  expect(renderTerminal(sceneTwo, { colour: false })).toMatchInlineSnapshot(`
    "High risk: needs Project Owner -> DBA

    High because of migrations/V002__add_age.sql:1 on prod (test_db @ mysql-prod): the rule
    "prod-is-high".

    migrations/V002__add_age.sql
          1  ALTER TABLE t1: add column age
             High on prod, Low on test, INSTANT
               add-required-column: The new column t1.age is NOT NULL and has no default.
               Running code does not name the new column, so its INSERTs fail (error 1364); the rows
               that exist get an invented value such as 0.
               Instead: Give the column a DEFAULT, or add it as NULL, fill it, and set NOT NULL in a
               later migration.
               metadata-lock: t1 is locked for a moment, behind whatever uses it.
               Even an instant change waits for every open transaction on the table, and everybody else
               then waits behind it.
               Instead: Keep \`lock_wait_timeout\` small and retry, as Tollgate's rollout does; keep it
               away from long transactions.

    Digest 3f2a9c1b7de0.
    "
  `);
});

test("what blocks", () => {
  const blocked = { ...sceneTwo, decision: "blocked" as const, problems: [problem], migrations: [] };
  expect(renderTerminal(blocked, { colour: false })).toMatchInlineSnapshot(`
    "Blocked: 1 thing to fix

    High because of migrations/V002__add_age.sql:1 on prod (test_db @ mysql-prod): the rule
    "prod-is-high".

    policy-no-flow  .github/tollgate.yml
      A change of high risk has no flow.
      Add to the policy:
          approval:
            rules:
              ddl: { high: owner-dba }
    "
  `);
});

test("colour only when asked, and no escape sequence of anybody else's", () => {
  const [migration] = sceneTwo.migrations;
  if (!migration) throw new Error("scene 2 has a migration");
  const hostile = { ...sceneTwo, migrations: [{ ...migration, file: "a\u001b[31mb" }] };
  expect(renderTerminal(hostile, { colour: false })).not.toContain("\u001b");
  expect(renderTerminal(sceneTwo, { colour: true })).toContain("\u001b[31m");
});

test("no line is longer than 100 columns", () => {
  const lines = renderTerminal(
    { ...sceneTwo, problems: [problem], decision: "blocked" },
    { colour: false },
  ).split("\n");
  expect(Math.max(...lines.map(width))).toBeLessThanOrEqual(100);
});

test("the query that proves a finding harmless can be copied as it is", () => {
  const [migration] = sceneTwo.migrations;
  const [statement] = migration?.statements ?? [];
  const [finding] = statement?.findings ?? [];
  if (!migration || !statement || !finding) throw new Error("the scene has no finding");
  const check = `SELECT 1 FROM \`t\` WHERE a = '${"x".repeat(90)}\u001b[2J  y' LIMIT 1`;
  const statements = [{ ...statement, findings: [{ ...finding, check }] }];
  const assessment = { ...sceneTwo, migrations: [{ ...migration, statements }] };
  const shown = `             SELECT 1 FROM \`t\` WHERE a = '${"x".repeat(90)}⟨U+001B⟩[2J  y' LIMIT 1\n`;
  expect(renderTerminal(assessment, { colour: false })).toContain(
    `           Check first (no row = the data is no obstacle):\n${shown}`,
  );
});

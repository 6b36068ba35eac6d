import { expect, test } from "vitest";
import { type EvasionCase, evasionCases } from "../../../test/scripts/evasion-cases.ts";
import { tablesMetWhole } from "../../testing/read-trees.ts";
import type { Engine } from "./engine.ts";
import { parseStatement } from "./grammar/parse-statement.ts";
import { split } from "./split/split.ts";

const engine: Engine = { flavour: "mysql", version: 90799 };

/** `kind table` of every clause, with `: every row`; `unknown` for what is not understood. */
function read(sql: string): string[] {
  return split(sql, { mode: { engine } }).statements.flatMap(({ text, mode }) => {
    const { clauses, parsed, source } = parseStatement(text, mode);
    const whole = tablesMetWhole(text, mode);
    const seen = clauses.map(({ kind, table }) => {
      const changesAll = /^(update|delete)$/.test(kind) && whole.includes(table);
      return `${kind} ${table}`.trim() + (changesAll ? ": every row" : "");
    });
    return parsed && source !== "unknown" ? seen : [...seen, "unknown"];
  });
}

/** What test/attacks/evasion.test.ts sees a real server do, the reading sees too. */
test.each(evasionCases.map((one): [string, EvasionCase] => [one.trick, one]))("%s", (_, { sql, seen }) => {
  if (seen !== "")
    expect(read(sql).map((line) => (seen.includes(":") ? line : line.replace(": every row", "")))).toContain(
      seen,
    );
});

test("there are enough tricks, and each does what it is there for", () => {
  expect(evasionCases.length).toBeGreaterThanOrEqual(60);
  expect(evasionCases.filter(({ does, seen }) => does !== "nothing" && seen === "")).toEqual([]);
  expect(new Set(evasionCases.map(({ trick }) => trick)).size).toBe(evasionCases.length);
});

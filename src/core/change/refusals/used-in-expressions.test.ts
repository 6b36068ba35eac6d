import { describe, expect, it } from "vitest";
import { refusedExpressions, takenExpressions } from "../../../testing/expression-scripts.ts";
import { emptyCatalog } from "../../schema/catalog.ts";
import { replayScript } from "../replay-script.ts";

const engine = { flavour: "mysql", version: 90700 } as const;

function refusalsOf(script: string) {
  return replayScript(script, { engine, catalog: emptyCatalog() }).statements.at(-1)?.refusals;
}

describe("a column that an expression reads", () => {
  it.each(refusedExpressions)("error %i: %s", (error, script) => {
    expect(refusalsOf(script)?.map((one) => one.error)).toEqual([error]);
  });

  it.each(takenExpressions)("not: %s", (script) => {
    expect(refusalsOf(script)).toEqual([]);
  });

  it("every use of it is told, by name", () => {
    const both = "CREATE TABLE t (a INT, g INT AS (a + 1), CONSTRAINT k CHECK (a > 0))";
    expect(refusalsOf(`${both}; ALTER TABLE t RENAME COLUMN a TO z`)).toEqual([
      { error: 3108, why: "The generated column g of t needs the column a." },
      { error: 3959, why: "The CHECK k of t needs the column a." },
    ]);
  });

  it("a name in a string is none", () => {
    const text = "CREATE TABLE t (a INT, v VARCHAR(9), CHECK (v <> 'a'))";
    expect(refusalsOf(`${text}; ALTER TABLE t DROP COLUMN a`)).toEqual([]);
  });
});

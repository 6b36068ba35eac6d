import type { DescribedStatement } from "../../change/change.ts";
import { replayScript } from "../../change/replay-script.ts";
import { emptyCatalog } from "../../schema/catalog.ts";
import type { Table } from "../../schema/table.ts";
import type { Engine } from "../../sql/engine.ts";
import { treesOf } from "../../sql/grammar/trees-of.ts";
import { split } from "../../sql/split/split.ts";
import type { PlannedStatement } from "../rollout.ts";
import type { TableFacts } from "./table-facts.ts";

/** An ALTER against the table as the server has it. */
export interface AlterationNow {
  /** From the first clause to the last, byte for byte as the file has it. */
  clauses: string;
  described: DescribedStatement;
  table: Table;
}

/** The clauses of an ALTER as its text has them, or why they cannot be taken out of it. */
function cutClauses({
  text,
  mode,
}: Pick<PlannedStatement, "text" | "mode">): { clauses: string } | { why: string } {
  const trees = treesOf({ text, mode });
  const [tree, other] = trees;
  const [alteration, more] = tree?.alterations ?? [];
  if (!tree || other || !alteration || more) return { why: "It is not understood whole." };
  const [first, last] = [alteration.parts[0], alteration.parts.at(-1)];
  if (!alteration.plain || alteration.partitions || !first || !last)
    return {
      why: "It is no ALTER TABLE of one table with nothing before its clauses and nothing after them.",
    };
  const own = alteration.parts.flatMap(({ passages }) => passages);
  if (own.some(({ part }) => part === "algorithm" || part === "lock"))
    return { why: "It says how the server is to do it: leave ALGORITHM and LOCK out." };
  return { clauses: text.slice(first.start, last.end) };
}

/** The statement replayed on the definition that the server shows. */
export function readAlteration(
  statement: Pick<PlannedStatement, "text" | "mode" | "line">,
  { definition = "", database }: TableFacts,
  engine: Engine | undefined,
): AlterationNow | { why: string } {
  const cut = cutClauses(statement);
  if ("why" in cut) return cut;
  const { text, mode } = statement;
  const start = { offset: 0, line: 1, column: 1 };
  const shown = split(definition, { mode: { engine } }).statements;
  const script = [...shown, { text, mode, start, end: start, delimiter: "" }];
  const home = { names: new Set([database]), isKnown: true };
  const { statements } = replayScript(script, { engine, catalog: emptyCatalog(), home });
  const described = statements.at(-1);
  const table = described?.known[0];
  if (statements.length !== 2 || !described?.parsed || !table?.complete)
    return { why: "The definition that the server shows is not understood whole." };
  return described.hidden
    ? { why: "Some of it stands in an executable comment." }
    : { clauses: cut.clauses, described, table };
}

import { foldName } from "../fold-name.ts";
import type { LexMode } from "../mode.ts";
import type { Expression } from "../tree/expression.ts";
import { expressionsIn } from "../tree/walk.ts";
import { parseTrees } from "./parse-statement.ts";

/**
 * An expression of a table's own definition, from the text that the definition keeps: a CHECK, a default, a generated
 * column, a key part, what PARTITION BY has in its parentheses (a row, where these are several columns). undefined = it
 * cannot be read.
 */
export function definedExpression(text: string, mode: LexMode): Expression | undefined {
  return parseTrees(`DO ${text}`, mode)[0]?.others[0];
}

/** How a table keeps the text of its expressions. Which server it is for matters to functions, not to names. */
export function keptMode(engine: LexMode["engine"]): LexMode {
  return { ansiQuotes: false, noBackslashEscapes: false, engine };
}

/** The columns that it names, folded. */
export function columnsNamed(expression: Expression): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of expressionsIn(expression)) if (node.kind === "column") names.add(foldName(node.name));
  return names;
}

import type { SplitStatement } from "../statement.ts";
import type { Tree } from "../tree/statement.ts";
import { parseTrees } from "./parse-statement.ts";

const made = new WeakMap<object, readonly Tree[]>();

/**
 * The trees of a statement, read when they are first asked for and kept as long as the statement is: one, or two where
 * nobody knows whether the code in its executable comments runs (the worse of both counts); none where it is not
 * understood whole.
 */
export function treesOf(statement: Pick<SplitStatement, "text" | "mode">): readonly Tree[] {
  const known = made.get(statement);
  if (known) return known;
  const trees = parseTrees(statement.text, statement.mode);
  made.set(statement, trees);
  return trees;
}

import type { DescribedStatement } from "../../change/change.ts";
import { treesOf } from "../../sql/grammar/trees-of.ts";
import type { Span } from "../../sql/tree/node.ts";
import type { DataStatement, Tree } from "../../sql/tree/statement.ts";

/** What is put in place of a part of a statement. */
interface Edit extends Span {
  text: string;
}

export function cut(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}

/** The tree by whose places a statement may be cut: not where code stands in a comment, which would be cut with it. */
export function ownTree(statement: DescribedStatement): Tree | undefined {
  return statement.hidden ? undefined : treesOf(statement)[0];
}

const ofRows: ReadonlySet<string> = new Set(["INSERT", "REPLACE", "UPDATE", "DELETE"]);

/** A statement that changes rows by itself, and not in a body, an EXPLAIN or a text that is prepared. */
export function ownRows(statement: DescribedStatement): { tree: Tree; rows: DataStatement } | undefined {
  const tree = ofRows.has(statement.type) ? ownTree(statement) : undefined;
  const rows = tree?.statements.at(-1);
  return tree && rows ? { tree, rows } : undefined;
}

/** The statement without what leads and trails it, and with these edits, which stand in their order. */
export function edited({ text }: DescribedStatement, { code }: Tree, edits: readonly Edit[]): string {
  let [written, at] = ["", code.start];
  for (const edit of edits) {
    written += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return written + text.slice(at, code.end);
}

/** Leaves a part out, and the white space after it. */
export function without({ text }: DescribedStatement, { start, end }: Span): Edit {
  const gap = /^\s*/.exec(text.slice(end))?.[0].length ?? 0;
  return { start, end: end + gap, text: "" };
}

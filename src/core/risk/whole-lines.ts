import { codeFrom, codeStart } from "../sql/split/code-start.ts";
import type { SplitStatement } from "../sql/statement.ts";

/**
 * The lines of a file that the statements fill by themselves, and what to write there instead; undefined = something
 * else stands on them too, or the file does not hold the statements as they run (placeholders).
 */
export function wholeLines(
  file: string,
  statements: readonly SplitStatement[],
  now: readonly string[],
): { start: number; end: number; text: string } | undefined {
  const [first] = statements;
  const last = statements.at(-1);
  if (first === undefined || last === undefined) return undefined;
  if (statements.length + now.length > 2 && statements.some(({ delimiter }) => delimiter !== ";"))
    return undefined;
  const [start, end] = [codeStart(first).line, last.end.line];
  const lines = file.split("\n").slice(start - 1, end);
  const found = lines.join("\n");
  const indent = /^[ \t]*/.exec(found)?.[0] ?? "";
  const tail = textAfter(found.slice(indent.length), statements);
  if (tail === undefined || tail.trim() !== last.delimiter.trim() || found.includes("\r")) return undefined;
  const text = now.map((sql) => `${indent}${sql}`).join(";\n") + tail;
  return { start, end, text };
}

/** What stands after the last of the statements, where there is nothing else before and between them. */
function textAfter(text: string, statements: readonly SplitStatement[]): string | undefined {
  let rest = text;
  for (const [i, statement] of statements.entries()) {
    const code = codeFrom(statement);
    const gap = i > 0 ? (/^\s*;\s*/.exec(rest)?.[0] ?? "") : "";
    if (!rest.startsWith(code, gap.length) || (i > 0 && gap === "")) return undefined;
    rest = rest.slice(gap.length + code.length);
  }
  return rest;
}

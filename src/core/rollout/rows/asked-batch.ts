import type { PlannedStatement } from "../rollout.ts";

/** `-- tollgate:batch 5000`, on a line of its own before a statement. */
export type AskedBatch = { size: number } | { fault: string };

const mark = "tollgate:batch";
const greatestBatch = 1_000_000;

/** What may lead a statement: white space, and comments that no server reads as code. */
const piece = /\s+|--(?:[\s\p{Cc}][^\n]*|$)|#[^\n]*|\/\*(?![!+]|M!)[\s\S]*?\*\//uy;
const directive = /^--\s+tollgate:batch\b(.*)$/;

/** undefined = the file does not ask for batches here. A comment that asks in a way that cannot be read is a fault. */
export function askedBatch({ text }: Pick<PlannedStatement, "text">): AskedBatch | undefined {
  if (!text.includes(mark)) return undefined;
  piece.lastIndex = 0;
  let said: string | undefined;
  for (let [read] = piece.exec(text) ?? []; read !== undefined; [read] = piece.exec(text) ?? [])
    said = directive.exec(read.trimEnd())?.[1]?.trim() ?? said;
  if (said === undefined)
    return /(--|#|\*)[^\n]*tollgate:batch/.test(text)
      ? { fault: "`tollgate:batch` has to stand in a `--` comment of its own before the statement." }
      : undefined;
  const size = /^\d+$/.test(said) ? Number(said) : 0;
  if (size >= 1 && size <= greatestBatch) return { size };
  return { fault: `\`tollgate:batch ${said}\` names no number of rows from 1 to ${greatestBatch}.` };
}

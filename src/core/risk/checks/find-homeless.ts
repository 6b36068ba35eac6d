import type { Partitioning, TableName } from "../../sql/definition.ts";
import { lex } from "../../sql/lex/lex.ts";
import type { LexMode, Token } from "../../sql/lex/token.ts";
import { findRow } from "./find-row.ts";
import { plainSql } from "./plain-sql.ts";

/**
 * The first row that no partition takes (error 1526), for RANGE and LIST over one column or expression. A NULL goes into
 * the lowest range, but into a list only where it stands (manual 26.2.7).
 */
export function findHomeless(
  table: TableName,
  { method, by }: Partitioning,
  { text, mode }: { text: string; mode: LexMode },
): string | undefined {
  const value = plainSql(by.replace(/^\w+(\s+(COLUMNS|FIELDS))?\s*/i, ""), mode);
  if (value === undefined || (method !== "range" && method !== "list")) return undefined;
  const tokens = lex(text, mode);
  const groups = tokens.flatMap((token, i) => {
    const opens =
      method === "range" ? token.upper === "THAN" : token.upper === "IN" && tokens[i - 1]?.upper === "VALUES";
    return opens ? [inside(tokens, i + 1)] : [];
  });
  const bounds = groups.map((group) => plainSql(sliceOf(text, group), mode));
  const last = bounds.at(-1);
  // Several columns are compared as rows, which a bound does not show.
  if (last === undefined || bounds.includes(undefined) || /^\(.*,.*\)$/.test(value)) return undefined;
  if (method === "range") return /MAXVALUE/i.test(last) ? undefined : findRow(table, `${value} >= ${last}`);
  const listed = bounds.map((bound) => bound?.slice(1, -1)).join(", ");
  const homeless = `${value} NOT IN (${listed.replace(/\bNULL\b(,\s*)?/gi, "") || "NULL"})`;
  return findRow(table, /\bNULL\b/i.test(listed) ? homeless : `${homeless} OR ${value} IS NULL`);
}

/** From an opening parenthesis to the one that closes it; MAXVALUE may stand alone. */
function inside(tokens: readonly Token[], from: number): readonly Token[] {
  let depth = 0;
  for (let i = from; i < tokens.length; i++) {
    if (tokens[i]?.value === "(") depth++;
    if (tokens[i]?.value === ")") depth--;
    if (depth === 0) return tokens.slice(from, i + 1);
  }
  return [];
}

function sliceOf(text: string, tokens: readonly Token[]): string {
  return text.slice(tokens[0]?.start, tokens.at(-1)?.end);
}

import type { DescribedStatement } from "../../change/change.ts";
import { type Clause, type ClauseKind, type ClauseOf, isOf } from "../../sql/clause.ts";
import { clauseFacts } from "../../sql/clause-facts.ts";
import { parseStatement } from "../../sql/grammar/parse-statement.ts";
import { lex } from "../../sql/lex/lex.ts";
import type { Token } from "../../sql/lex/token.ts";

/** An ALTER TABLE taken apart by its commas, every piece as it is written. */
export interface Alteration {
  /** `ALTER TABLE name`. */
  head: string;
  parts: readonly Part[];
}

export interface Part {
  text: string;
  /** Of this part; their places count in the statement's text. */
  tokens: readonly Token[];
  /** What it does; nothing where it only says how to do it. */
  clauses: readonly Clause[];
}

/** undefined = it is no ALTER TABLE, or none that can be taken apart. */
export function takeApart(statement: DescribedStatement): Alteration | undefined {
  const { text, mode, type, parsed, hidden, changes } = statement;
  if (type !== "ALTER_TABLE" || !parsed || hidden) return undefined;
  if (changes.some(({ clause }) => clauseFacts[clause.kind].inAlterTable === "whole")) return undefined;
  const tokens = lex(text, mode);
  const behind = behindName(tokens);
  const first = tokens[0];
  const last = tokens[behind - 1];
  if (first === undefined || last === undefined || behind >= tokens.length) return undefined;
  const head = text.slice(first.start, last.end);
  const parts = atCommas(tokens.slice(behind)).map((part) => {
    const written = textOf(text, part);
    const read = parseStatement(`${head} ${written}`, mode);
    return { text: written, tokens: part, clauses: read.clauses, parsed: read.parsed };
  });
  return parts.every((part) => part.parsed) ? { head, parts } : undefined;
}

/** `ALTER TABLE [db.]name`; with any word more in between (IGNORE, IF EXISTS, WAIT) it is left alone. */
function behindName(tokens: readonly Token[]): number {
  if (tokens[1]?.upper !== "TABLE" || (tokens[2]?.upper === "IF" && tokens[3]?.upper === "EXISTS")) return 0;
  const behind = tokens[3]?.value === "." && tokens[3].kind === "operator" ? 5 : 3;
  return /^(WAIT|NOWAIT)$/.test(tokens[behind]?.upper ?? "") ? 0 : behind;
}

/** Tokens between the commas that stand in no parentheses. */
export function atCommas(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    const mark = token.kind === "operator" ? token.value : "";
    if (mark === "(") depth++;
    if (mark === ")") depth--;
    if (mark === "," && depth === 0) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

/** What stands in the text from the first of the tokens to the last. */
export function textOf(text: string, tokens: readonly Token[]): string {
  return text.slice(tokens[0]?.start ?? 0, tokens.at(-1)?.end ?? 0);
}

/** One ALTER TABLE of these parts. */
export function putTogether(head: string, parts: readonly string[]): string {
  return `${head} ${parts.join(", ")}`;
}

/** The statement's own text without the comments that lead it and what trails it. */
export function codeOf({ text, mode }: Pick<DescribedStatement, "text" | "mode">): string {
  return textOf(text, lex(text, mode));
}

/** What the part does, where it is of that kind and nothing else. */
export function onlyClause<K extends ClauseKind>({ clauses }: Part, kind: K): ClauseOf<K> | undefined {
  const [clause, ...others] = clauses;
  return clause && others.length === 0 && isOf(clause, kind) ? clause : undefined;
}

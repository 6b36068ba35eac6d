import { aggregates, harmlessFunctions } from "../grammar/expressions/harmless-functions.ts";
import type { Token } from "../lex/token.ts";

/**
 * Why a server might run a part of a query while it only explains it; undefined = nothing in it can run. To tell how
 * many rows an index holds, the optimizer computes what is constant, and that is more than literals: MySQL 9.7 takes
 * the lock of `a = GET_LOCK('x', 0)`, sleeps in `(SELECT SLEEP(9)) d`, sets `a = (@x := 5)`, and reads a million rows for
 * `a = (SELECT COUNT(*) …)`, `NOT EXISTS (SELECT …)` or a derived table of one row; MariaDB 11.8 burns BENCHMARK.
 */
export function runsInExplain(tokens: readonly Token[]): string | undefined {
  for (const [at, token] of tokens.entries()) {
    const why = ofToken(token) ?? ofCall(tokens, at) ?? ofQuery(tokens, at) ?? ofWords(tokens, at);
    if (why !== undefined) return why;
  }
  return undefined;
}

function ofToken({ kind, value, hidden }: Token): string | undefined {
  if (hidden) return "a part of it stands in an executable comment";
  if (kind === "variable") return `only the session that runs it knows ${value}`;
  if (kind === "parameter") return "it has a parameter";
  if (kind === "hint") return /SET_VAR|RESOURCE_GROUP|MAX_EXECUTION_TIME/i.test(value) ? unfit : undefined;
  return undefined;
}

const unfit = "its hint changes the session that would ask";

/** Words that a parenthesis may follow without being a function's name. */
const structural = new Set(
  "AGAINST ALL AND ANY AS BETWEEN BINARY BY CASE DISTINCT DIV ELSE ESCAPE EXCEPT EXISTS FROM GROUP HAVING IN INDEX INTERSECT JOIN KEY LATERAL LIKE MATCH MOD NOT ON OR OVER PARTITION RECURSIVE REGEXP RLIKE ROW SELECT SOME STRAIGHT_JOIN THEN UNION USING VALUES WHEN WHERE WITH XOR".split(
    " ",
  ),
);

function ofCall(tokens: readonly Token[], at: number): string | undefined {
  const token = tokens[at] as Token;
  if (!isOperator(tokens[at + 1], "(") || (token.kind !== "word" && token.kind !== "name")) return undefined;
  const before = tokens[at - 1];
  const foreign = token.kind === "name" || isOperator(before, ".");
  if (!foreign && (structural.has(token.upper) || harmlessFunctions.has(token.upper))) return undefined;
  // `CAST(a AS DECIMAL(5))`, `JOIN (…) AS d (a, b)`, `WITH c (a) AS (…)`.
  if (isWord(before, "AS") || isWord(before, "WITH") || isWord(before, "RECURSIVE")) return undefined;
  return `${token.value}() might be run to explain it`;
}

const openers = new Set(["SELECT", "TABLE", "VALUES", "WITH"]);
const tableIsNext = new Set(["FROM", "JOIN", "STRAIGHT_JOIN", "AS", "LATERAL"]);

/** A query in parentheses. One that a column is sought in, and a table of many rows, are planned and left alone. */
function ofQuery(tokens: readonly Token[], at: number): string | undefined {
  const token = tokens[at] as Token;
  if (token.kind !== "word" || !openers.has(token.upper) || !isOperator(tokens[at - 1], "("))
    return undefined;
  const open = outermost(tokens, at - 1);
  if (open === 0 || isSetOperator(tokens, open - 1)) return undefined;
  const before = tokens[open - 1] as Token;
  const alone = open === at - 1;
  if (alone && isWord(before, "IN") && seeksColumn(tokens, open - 1)) return undefined;
  if (alone && tableIsNext.has(before.upper) && mayHaveManyRows(tokens, at)) return undefined;
  return "a subquery of it might be run to explain it";
}

function outermost(tokens: readonly Token[], at: number): number {
  let open = at;
  while (isOperator(tokens[open - 1], "(")) open--;
  return open;
}

function isSetOperator(tokens: readonly Token[], at: number): boolean {
  const spelled = isWord(tokens[at], "ALL") || isWord(tokens[at], "DISTINCT");
  const operator = tokens[spelled ? at - 1 : at];
  return ["UNION", "EXCEPT", "INTERSECT"].some((word) => isWord(operator, word));
}

const constants = /^(NULL|TRUE|FALSE|END|CURRENT_|LOCALTIME|UTC_)/;

/** What stands before `[NOT] IN` is a column: were it constant, the answer would be too. */
function seeksColumn(tokens: readonly Token[], at: number): boolean {
  const left = tokens[isWord(tokens[at - 1], "NOT") ? at - 2 : at - 1];
  return left?.kind === "name" || (left?.kind === "word" && !constants.test(left.upper));
}

/** An aggregate over everything, GROUP BY a constant and LIMIT 1 make one row, which is then read at once. */
function mayHaveManyRows(tokens: readonly Token[], from: number): boolean {
  let grouped: boolean | undefined;
  let aggregate = false;
  for (let [at, depth] = [from, 0]; at < tokens.length && depth >= 0; at++) {
    const token = tokens[at] as Token;
    if (isOperator(token, "(")) depth++;
    else if (isOperator(token, ")")) depth--;
    else if (depth > 0 || token.kind !== "word") continue;
    else if (token.upper === "LIMIT") return false;
    else if (token.upper === "GROUP") grouped = seeksColumn(tokens, at + 3);
    else aggregate ||= aggregates.has(token.upper);
  }
  return grouped ?? !aggregate;
}

function ofWords(tokens: readonly Token[], at: number): string | undefined {
  const word = wordAt(tokens, at);
  const pair = `${word} ${wordAt(tokens, at + 1)}`;
  if (pair === "NEXT VALUE" || pair === "PREVIOUS VALUE") return "it counts a sequence on";
  if (pair === "FOR UPDATE" || pair === "FOR SHARE" || pair === "LOCK IN") return "it locks what it reads";
  return word === "INTO" ? "it writes what it reads somewhere" : undefined;
}

/** A keyword: behind a dot every word is a name. */
export function wordAt(tokens: readonly Token[], at: number): string | undefined {
  const token = tokens[at];
  return token?.kind === "word" && !isOperator(tokens[at - 1], ".") ? token.upper : undefined;
}

export function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === "word" && token.upper === word;
}

export function isOperator(token: Token | undefined, mark: string): boolean {
  return token?.kind === "operator" && token.value === mark;
}

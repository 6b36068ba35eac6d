import { blankComments } from "../../sql/grammar/blank-comments.ts";
import { harmlessFunctions } from "../../sql/grammar/expressions/harmless-functions.ts";
import type { SplitStatement } from "../../sql/statement.ts";
import type { Expression } from "../../sql/tree/expression.ts";
import { isAggregate, volatilityOfFunction } from "../../sql/tree/functions.ts";
import type { Span } from "../../sql/tree/node.ts";
import { expressionsInStatement } from "../../sql/tree/walk.ts";
import { type ObjectName, objectName } from "../object-name.ts";
import { type Bounded, type OneTableChange, readOneTableChange, type Why } from "./one-table-change.ts";

/**
 * An UPDATE or DELETE of one table that decides about each row by that row alone: any part of its rows may be changed,
 * or read, by the same words.
 */
export interface RowChange {
  kind: "update" | "delete";
  table: ObjectName;
  /** As the statement calls the table: its alias, or its name. */
  alias: string;
  /** Columns that SET names, as written. */
  assigned: readonly string[];
  /** Its text up to WHERE, as it stands in the file. */
  head: string;
  /** What follows WHERE, as it stands in the file; undefined = all rows. */
  condition: string | undefined;
  /** It reads the clock, which a statement sees stand still. */
  readsClock: boolean;
}

/** `why`: a sentence that says what keeps its rows from being taken one by one. */
export function readRowChange(
  statement: Pick<SplitStatement, "text" | "mode">,
  home: string,
): RowChange | Why {
  const change = readOneTableChange(statement);
  if ("why" in change) return change;
  const { found } = change;
  return whyNotPlain(found) ?? whyOtherRows(found) ?? cut(statement, change, home);
}

function whyNotPlain({ orderBy, limit }: Bounded): Why | undefined {
  if (orderBy.length > 0) return { why: "It has an ORDER BY." };
  return limit ? { why: "It has a LIMIT." } : undefined;
}

/** Answers of these hold for all rows of a statement, and `SET timestamp` makes them hold for longer. */
const clocks: ReadonlySet<string> = new Set(
  "CURDATE CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURTIME LOCALTIME LOCALTIMESTAMP NOW UNIX_TIMESTAMP UTC_DATE UTC_TIME UTC_TIMESTAMP".split(
    " ",
  ),
);

function whyOtherRows(found: Bounded): Why | undefined {
  for (const node of expressionsInStatement(found)) {
    const why = whyNotOfRow(node);
    if (why !== undefined) return { why };
  }
  return undefined;
}

function whyNotOfRow(node: Expression): string | undefined {
  switch (node.kind) {
    case "subquery":
    case "exists":
    case "in-subquery":
    case "quantified":
      return "It has a subquery, which may see what it has changed already.";
    case "user-variable":
    case "assignment":
      return "It uses a user variable.";
    case "system-variable":
      return `It reads @@${node.name}.`;
    case "parameter":
      return "It has a parameter.";
    case "sequence-value":
      return "It counts a sequence on.";
    case "match":
      return "MATCH weighs a row by all the others.";
    case "default":
    case "default-of":
      return "It writes DEFAULT, which may be computed: write the value.";
    case "call":
      return whyNotCall(node);
    default:
      return undefined;
  }
}

function whyNotCall({ name, foreign, operands, over }: Extract<Expression, { kind: "call" }>) {
  if (foreign) return `It calls ${name}, a function that may do anything.`;
  if (over || isAggregate(name)) return `${name} looks at several rows.`;
  const holds = volatilityOfFunction(name, operands.length);
  if (holds === "stable" && clocks.has(name)) return undefined;
  if (holds === "immutable" && harmlessFunctions.has(name)) return undefined;
  return `${name}() may answer something else in another statement, or for each row.`;
}

/** Only where every word around its table, its assignments and its condition is one that is known here. */
function cut(
  { text, mode }: Pick<SplitStatement, "text" | "mode">,
  { tree: { code }, found, table }: OneTableChange,
  home: string,
): RowChange | Why {
  const { where } = found.written;
  const plain = blankComments(text, mode);
  const bare = { code, table, headEnd: where?.start ?? code.end };
  const isKnown = found.kind === "update" ? isPlainUpdate(plain, found, bare) : isPlainDelete(plain, bare);
  const rest = where ? plain.slice(where.end, code.end).trim() : "";
  const hinted = sliceOf(text, { start: code.start, end: bare.headEnd }).includes("/*+");
  if (!isKnown || rest !== "" || hinted)
    return { why: "It says more than a table, SET and WHERE: IGNORE, RETURNING, a hint or the like." };
  const condition = where && /^WHERE\b([\s\S]*)$/i.exec(sliceOf(text, where))?.[1];
  if (where && condition === undefined) return { why: "Its WHERE could not be found." };
  const calls = [...expressionsInStatement(found)].filter((node) => node.kind === "call");
  return {
    kind: found.kind,
    table: objectName(table.name, home),
    alias: table.alias ?? table.name.table,
    assigned: found.kind === "update" ? found.assignments.map(({ column }) => nameOf(column)) : [],
    head: text.slice(code.start, bare.headEnd).trimEnd(),
    condition: condition?.trim(),
    readsClock: calls.some(({ name }) => clocks.has(name)),
  };
}

interface Bare {
  code: Span;
  table: Span;
  headEnd: number;
}

function isPlainDelete(plain: string, { code, table, headEnd }: Bare): boolean {
  const before = plain.slice(code.start, table.start);
  return (
    /^DELETE\s+(LOW_PRIORITY\s+)?(QUICK\s+)?FROM\s+$/i.test(before) &&
    plain.slice(table.end, headEnd).trim() === ""
  );
}

function isPlainUpdate(
  plain: string,
  { assignments }: Extract<Bounded, { kind: "update" }>,
  { code, table, headEnd }: Bare,
): boolean {
  const [first, last] = [assignments[0], assignments.at(-1)];
  if (!first || !last) return false;
  return (
    /^UPDATE\s+(LOW_PRIORITY\s+)?$/i.test(plain.slice(code.start, table.start)) &&
    /^\s*SET\s*$/i.test(plain.slice(table.end, first.column.start)) &&
    /^[\s)]*$/.test(plain.slice(last.value.end, headEnd))
  );
}

function nameOf(column: Expression): string {
  return column.kind === "column" ? column.name : "";
}

function sliceOf(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}

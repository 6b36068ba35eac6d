import { blankComments } from "../../sql/grammar/blank-comments.ts";
import { harmlessFunctions } from "../../sql/grammar/expressions/harmless-functions.ts";
import type { SplitStatement } from "../../sql/statement.ts";
import type { Expression } from "../../sql/tree/expression.ts";
import type { Tree } from "../../sql/tree/statement.ts";
import { expressionsIn, expressionsInStatement } from "../../sql/tree/walk.ts";
import { type ObjectName, objectName } from "../object-name.ts";
import { type Bounded, type OneTableChange, readOneTableChange, type Why } from "../rows/one-table-change.ts";

/** Which rows an UPDATE or DELETE touches, as a SELECT can ask for them. */
export interface TouchedRows {
  kind: "update" | "delete";
  table: ObjectName;
  /** As the statement calls the table. */
  alias: string;
  /** Its table with alias, index hints and partitions, in the order that SELECT has. */
  source: string;
  /** Columns that SET names, as written. */
  assigned: readonly string[];
  /** WHERE, ORDER BY and LIMIT in the file's own words, without comments; "" = all rows. */
  bounds: string;
  /** Columns that say which rows a LIMIT takes; undefined = there is no LIMIT. */
  orderedBy: readonly string[] | undefined;
}

/** `why`: a sentence that says why a SELECT may find other rows than the statement does. */
export function readTouched(
  statement: Pick<SplitStatement, "text" | "mode">,
  home: string,
): TouchedRows | Why {
  const change = readOneTableChange(statement);
  if ("why" in change) return change;
  return whyOtherRows(change.found) ?? read(statement, change, home);
}

/**
 * What a DELETE took is compared with what was kept. Of an UPDATE that cannot be told, so its rows must be the same by
 * the words alone.
 */
function whyOtherRows(found: Bounded): Why | undefined {
  const counts = [...expressionsInStatement(found)].some(({ kind }) => kind === "assignment");
  if (counts && (found.kind === "delete" || found.where))
    return { why: "It sets a user variable while it runs." };
  const asked = [...(found.where ? [found.where] : []), ...found.orderBy.map(({ expression }) => expression)];
  for (const node of asked.flatMap((one) => [...expressionsIn(one)])) {
    const why = whyOtherRow(node, found.kind);
    if (why !== undefined) return { why };
  }
  return undefined;
}

function whyOtherRow(node: Expression, kind: Bounded["kind"]): string | undefined {
  switch (node.kind) {
    case "subquery":
    case "exists":
    case "in-subquery":
    case "quantified":
      return kind === "update" ? "Its WHERE has a subquery." : undefined;
    case "parameter":
      return "It has a parameter.";
    case "sequence-value":
      return "It counts a sequence on.";
    case "call":
      return whyOtherCall(node, kind);
    default:
      return undefined;
  }
}

const forEachRow = new Set(["RAND", "UUID", "SYSDATE"]);

function whyOtherCall({ name, foreign, over }: Extract<Expression, { kind: "call" }>, kind: Bounded["kind"]) {
  const known = !foreign && !over && harmlessFunctions.has(name);
  if (!known) return `Its WHERE calls ${name}, which may answer something else when it is asked twice.`;
  return forEachRow.has(name) && kind === "update"
    ? `${name}() answers something else for each row.`
    : undefined;
}

/** Only where every word around its table, its assignments and its bounds is one that is known here. */
function read(
  { text, mode }: Pick<SplitStatement, "text" | "mode">,
  { tree: { code }, found, table }: OneTableChange,
  home: string,
): TouchedRows | Why {
  const plain = blankComments(text, mode);
  const from = found.kind === "delete" ? table.end : (found.assignments.at(-1)?.value.end ?? table.end);
  const start = found.written.where?.start ?? from;
  const between = plain.slice(from, start);
  const bounds = plain
    .slice(start, code.end)
    .replace(found.written.where ? /^/ : /^[\s)]*/, "")
    .trim();
  const hinted = text.slice(code.start, start).includes("/*+");
  if (hinted || !isHead(plain, found, { code, table }) || !/^[\s)]*$/.test(between) || !isBounds(bounds))
    return {
      why: "It says more than a table, SET, WHERE, ORDER BY and LIMIT: RETURNING, a hint or the like.",
    };
  const source = plain.slice(table.start, table.end);
  const partitions = found.kind === "delete" && /\bPARTITION\b/i.test(source);
  if (partitions) return { why: "It names partitions." };
  return {
    kind: found.kind,
    table: objectName(table.name, home),
    alias: table.alias ?? table.name.table,
    source,
    assigned: found.kind === "update" ? found.assignments.map(({ column }) => columnIn(column)) : [],
    bounds,
    orderedBy: found.limit && found.orderBy.map(({ expression }) => columnIn(expression)),
  };
}

function isHead(
  plain: string,
  found: Bounded,
  { code, table }: Pick<Tree, "code"> & Pick<OneTableChange, "table">,
): boolean {
  const before = plain.slice(code.start, table.start);
  if (found.kind === "delete") return /^DELETE\s+((LOW_PRIORITY|QUICK|IGNORE)\s+)*FROM\s+$/i.test(before);
  const [first] = found.assignments;
  const set = plain.slice(table.end, first?.column.start);
  return /^UPDATE\s+(LOW_PRIORITY\s+)?(IGNORE\s+)?$/i.test(before) && /^\s*SET\s*$/i.test(set);
}

function isBounds(bounds: string): boolean {
  return /^($|WHERE\b|ORDER\b|LIMIT\b)/i.test(bounds) && !/\bRETURNING\b/i.test(bounds);
}

function columnIn(expression: Expression): string {
  return expression.kind === "column" ? expression.name : "";
}

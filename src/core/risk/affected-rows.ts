import { findColumn, type Table } from "../schema/table.ts";
import { foldName } from "../sql/fold-name.ts";
import { treesOf } from "../sql/grammar/trees-of.ts";
import { isIntegerType } from "../sql/integer-type.ts";
import type { Expression } from "../sql/tree/expression.ts";
import type { Limit } from "../sql/tree/query.ts";
import type { DataStatement, InsertSource, Tree } from "../sql/tree/statement.ts";
import type { RiskContext } from "./factor.ts";
import { knownTable } from "./known-table.ts";
import { picksSome } from "./picked-by-value.ts";

/**
 * The most rows that a statement can change, where its text and the schema bound them: the rows of a VALUES list, a
 * LIMIT, or a primary key compared with literals. undefined = not known.
 */
export function affectedRows(context: Pick<RiskContext, "statement" | "catalog">): number | undefined {
  const { statement } = context;
  const [change, ...others] = statement.changes.filter(({ clause }) => clause.kind !== "set-session");
  // Stored code that it calls changes what it likes, and what is prepared may run more than once.
  const doesMore = change === undefined || others.length > 0;
  if (!statement.parsed || (doesMore && statement.type !== "INSERT")) return undefined;
  const table = knownTable(change?.clause.target, context);
  // Most are this plain, and nobody else asks for the trees of those.
  if (statement.picked && picksSome(statement.picked, table))
    return table && singleKey(table)?.column === foldName(statement.picked.column) ? 1 : undefined;
  return most(treesOf(statement).map((tree) => rowsOfTree(tree, table)));
}

/** A statement that may be read in two ways is as large as the larger one. */
function most(rows: readonly (number | undefined)[]): number | undefined {
  let largest: number | undefined;
  for (const one of rows) {
    if (one === undefined) return undefined;
    largest = Math.max(largest ?? 0, one);
  }
  return largest;
}

/** What stands in a body runs nobody knows how often. */
function rowsOfTree({ statements }: Tree, table: Table | undefined): number | undefined {
  const [statement, ...more] = statements;
  if (statement === undefined || more.length > 0 || statement.deferred) return undefined;
  return rowsOf(statement, table);
}

function rowsOf(statement: DataStatement, table: Table | undefined): number | undefined {
  switch (statement.kind) {
    case "insert":
      return insertedRows(statement.source);
    case "update":
    case "delete":
      return least(limited(statement.limit), keyedRows(statement, table));
    // REPLACE deletes as many rows as share a key with each of its own.
    case "replace":
    case "select":
      return undefined;
  }
}

function insertedRows(source: InsertSource): number | undefined {
  switch (source.kind) {
    case "rows":
      return source.count;
    case "set":
      return 1;
    case "query": {
      const { body } = source.query;
      return body.kind === "values" ? body.rows.length : undefined;
    }
  }
}

function least(...bounds: readonly (number | undefined)[]): number | undefined {
  const known = bounds.filter((bound) => bound !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}

function limited(limit: Limit | undefined): number | undefined {
  return limit && wholeNumber(limit.count);
}

type Bounded = Extract<DataStatement, { kind: "update" | "delete" }>;

/** Each row has one value of the key, so each conjunct that names the values bounds the rows. */
function keyedRows({ tables, where }: Bounded, table: Table | undefined): number | undefined {
  const key = table && singleKey(table);
  const [only, ...others] = tables;
  if (key === undefined || where === undefined || only?.kind !== "table" || others.length > 0)
    return undefined;
  const conjuncts = where.kind === "and" ? where.operands : [where];
  return least(...conjuncts.map((conjunct) => valuesOf(conjunct, key)));
}

interface Key {
  column: string;
  numeric: boolean;
}

function singleKey(table: Table): Key | undefined {
  const parts = table.indexes.find(({ kind }) => kind === "primary")?.parts ?? [];
  const column = parts.length === 1 ? parts[0]?.column : undefined;
  if (column === undefined || parts[0]?.length !== undefined) return undefined;
  const type = findColumn(table, column)?.type.name;
  return { column: foldName(column), numeric: type !== undefined && isIntegerType(type) };
}

/** How many values of the key fulfil a condition; undefined = any number. */
function valuesOf(condition: Expression, key: Key): number | undefined {
  switch (condition.kind) {
    case "and":
      return least(...condition.operands.map((operand) => valuesOf(operand, key)));
    case "comparison": {
      const { operator, left, right } = condition;
      const isEqual = operator === "=" || operator === "<=>";
      const isOne =
        (isKey(left, key) && isKeyLiteral(right, key)) || (isKey(right, key) && isKeyLiteral(left, key));
      return isEqual && isOne ? 1 : undefined;
    }
    case "in-list": {
      const { value, list, negated } = condition;
      const isListed = !negated && isKey(value, key) && list.every((one) => isKeyLiteral(one, key));
      return isListed ? list.length : undefined;
    }
    case "between": {
      const { value, low, high, negated } = condition;
      const [from, to] = [wholeNumber(low), wholeNumber(high)];
      const isRange = !negated && key.numeric && isKey(value, key);
      return isRange && from !== undefined && to !== undefined ? Math.max(0, to - from + 1) : undefined;
    }
    default:
      return undefined;
  }
}

/** The statement has one table, so whatever a column is qualified with is that one. */
function isKey(node: Expression, { column }: Key): boolean {
  return node.kind === "column" && foldName(node.name) === column;
}

/** A number compared with text matches every text that does not begin with a number, so it bounds nothing there. */
function isKeyLiteral(node: Expression, { numeric }: Key): boolean {
  if (node.kind === "text") return node.charset === undefined;
  return numeric && wholeNumber(node) !== undefined;
}

function wholeNumber(node: Expression): number | undefined {
  if (node.kind === "sign" && (node.operator === "-" || node.operator === "+")) {
    const value = wholeNumber(node.operand);
    return value !== undefined && node.operator === "-" ? -value : value;
  }
  return node.kind === "number" && /^\d+$/.test(node.text) ? Number(node.text) : undefined;
}

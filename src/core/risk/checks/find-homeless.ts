import type { DescribedStatement } from "../../change/change.ts";
import type { TableName } from "../../sql/definition.ts";
import { treesOf } from "../../sql/grammar/trees-of.ts";
import type { Expression } from "../../sql/tree/expression.ts";
import type { PartitionBound, Tree } from "../../sql/tree/statement.ts";
import { findRow } from "./find-row.ts";
import { writePlainly } from "./plain-sql.ts";

/**
 * The first row that no partition takes (error 1526), for RANGE and LIST over one column or expression. A NULL goes into
 * the lowest range, but into a list only where it stands (manual 26.2.7).
 */
export function findHomeless(table: TableName, statement: DescribedStatement): string | undefined {
  const [tree, other] = treesOf(statement);
  // What stands in an executable comment is not in everybody's statement.
  const homeless = tree && !other && !statement.hidden ? homelessIn(tree) : undefined;
  return homeless && findRow(table, homeless);
}

function homelessIn({ definitions, bounds }: Tree): string | undefined {
  const [by, another] = definitions.filter(({ role }) => role === "partition");
  const value = by && writePlainly(by.expression);
  const last = bounds.at(-1);
  // Several columns are compared as rows, which a bound does not show.
  if (value === undefined || last === undefined || another) return undefined;
  return last.method === "range" ? beyond(value, last) : unlisted(value, bounds);
}

/** After MAXVALUE there is nothing. */
function beyond(value: string, { values: [highest] }: PartitionBound): string | undefined {
  const bound = highest && writePlainly(highest);
  return bound && `${value} >= ${bound}`;
}

function unlisted(value: string, bounds: readonly PartitionBound[]): string | undefined {
  const listed = bounds.flatMap(({ values }) => values);
  const others = listed.filter((one) => one?.kind !== "null").map(written);
  if (others.includes(undefined)) return undefined;
  const takesNull = others.length < listed.length;
  if (others.length === 0) return `${value} IS NOT NULL`;
  const homeless = `${value} NOT IN (${others.join(", ")})`;
  return takesNull ? homeless : `${homeless} OR ${value} IS NULL`;
}

function written(bound: Expression | undefined): string | undefined {
  return bound && writePlainly(bound);
}

import { findColumn, type Table } from "../../schema/table.ts";
import { foldName } from "../../sql/fold-name.ts";
import { columnsNamed } from "../../sql/grammar/defined-expression.ts";
import { isIntegerType } from "../../sql/integer-type.ts";
import { disallowedIn } from "./disallowed.ts";
import { readsTooEarly } from "./order-of-columns.ts";
import type { Scene, ServerRefusal } from "./refusal.ts";
import { expressionsOf, type HeldExpression, namedIn, treeOfHeld } from "./table-expressions.ts";

/** Expressions that the statement writes and that name a column which the table would not have, or not of that type. */
export function unknownInExpressions({ before, after, name, engine }: Scene): ServerRefusal[] {
  if (!after?.complete || after === before || !holdsAny(after)) return [];
  const kept = new Set<object>(before ? holdersIn(before) : []);
  const found: ServerRefusal[] = [];
  for (const expression of expressionsOf(after)) {
    if (!kept.has(expression.holder)) {
      const fault = faultOf(expression, after, { before, name, engine });
      if (fault) {
        found.push(fault);
        continue;
      }
    }
    if (expression.role === "partition") found.push(...misfits(expression, after, { name, engine }));
  }
  return found;
}

/** What is wrong with an expression that the statement writes. */
function faultOf(
  expression: HeldExpression,
  table: Table,
  { before, name, engine }: Pick<Scene, "before" | "name" | "engine">,
): ServerRefusal | undefined {
  const tree = treeOfHeld(expression, engine);
  if (!tree) return undefined;
  const columns = columnsNamed(tree);
  const missing = [...columns].find((column) => !findColumn(table, column));
  if (missing !== undefined) {
    const error = before || expression.role !== "check" ? unknownError(expression) : 3820;
    return { error, why: `${name} would have no column ${missing}, which an expression names.` };
  }
  // MySQL 5.7 has other rules and numbers, and reads a CHECK without looking at it.
  if (engine.version < 80016) return undefined;
  return disallowedIn(expression, tree, table) ?? readsTooEarly(expression, columns, table);
}

/** Nearly no table holds one. */
function holdsAny({ indexes, columns, checks, partitioning }: Table): boolean {
  return (
    partitioning !== undefined ||
    checks.length > 0 ||
    columns.some(({ generated, defaultIsExpression }) => generated || defaultIsExpression) ||
    indexes.some(({ parts }) => parts.some(({ expression }) => expression !== undefined))
  );
}

function holdersIn({ indexes, columns, checks, partitioning }: Table): object[] {
  return [...indexes, ...columns, ...checks, ...(partitioning ? [partitioning] : [])];
}

/** KEY and COLUMNS list columns; everything else is an expression. */
function unknownError({ lists }: HeldExpression): number {
  return lists ? 1488 : 1054;
}

/** What no table is partitioned by (manual 26.6). */
function misfits(
  expression: HeldExpression,
  table: Table,
  { name, engine }: Pick<Scene, "name" | "engine">,
): ServerRefusal[] {
  const tree = treeOfHeld(expression, engine);
  const byValue = tree && unknownError(expression) === 1054;
  for (const column of namedIn(expression, engine)) {
    const type = findColumn(table, foldName(column))?.type.name ?? "";
    const why = `${name} cannot be partitioned by ${column}, which is of type ${type}.`;
    if (large.test(type)) return [{ error: 1502, why }];
    if (byValue && tree.kind === "column" && !isWhole(type)) return [{ error: 1659, why }];
    if (byValue && tree.kind === "arithmetic" && notWhole.test(type)) return [{ error: 1491, why }];
  }
  return [];
}

const large = /text$|blob$|^json$/;

function isWhole(type: string): boolean {
  return isIntegerType(type) || type === "year" || type === "bit";
}

const notWhole = /char$|binary$|^(decimal|float|double|enum|set)$/;

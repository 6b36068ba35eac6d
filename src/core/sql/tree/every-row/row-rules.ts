import { foldName } from "../../fold-name.ts";
import type { Expression } from "../expression.ts";
import { leavesOut } from "../limit.ts";
import { columnMayBeNull } from "../nullable.ts";
import type { Query } from "../query.ts";
import { type Resolution, resolvedColumn } from "../resolve/resolve.ts";
import { columnOfSource, type TableSource } from "../resolve/scope.ts";
import { expressionsIn } from "../walk.ts";
import { wholeSource } from "./whole-source.ts";

/** Two columns that have to be equal: one of a row, and one of another table's. */
export interface ColumnPair {
  readonly own: Expression;
  readonly other: Expression;
}

/**
 * The values of a row that a query compares with all rows of one other table, and nothing else: `item` of the query stands
 * for `value`. undefined = it does more.
 */
export function pairsOfQuery(
  { body, limit }: Query,
  values: readonly Expression[],
  resolution: Resolution,
): { pairs: readonly ColumnPair[]; other: TableSource } | undefined {
  if (body.kind !== "select" || body.rollup || leavesOut(limit)) return undefined;
  const whole = wholeSource(body, resolution);
  if (!whole || whole.through.length > 0) return undefined;
  const items = body.items.map((item, i): ColumnPair | undefined => {
    const own = values[i];
    return item.kind === "item" && own ? { own, other: item.expression } : undefined;
  });
  const selected = values.length > 0 ? items : [];
  const met = body.where ? pairsIn(body.where, whole.source, resolution) : [];
  const all = [...selected, ...met];
  const pairs = all.filter((pair) => pair !== undefined);
  return pairs.length === all.length ? { pairs, other: whole.source } : undefined;
}

/** What a condition demands of a row and another table's; a part that is no such pair is undefined. */
export function pairsIn(
  condition: Expression,
  other: TableSource,
  resolution: Resolution,
): readonly (ColumnPair | undefined)[] {
  if (condition.kind === "and") return condition.operands.flatMap((part) => pairsIn(part, other, resolution));
  if (condition.kind !== "comparison" || condition.operator !== "=") return [undefined];
  const { left, right } = condition;
  if (sourceOf(left, resolution) === other) return [{ own: right, other: left }];
  if (sourceOf(right, resolution) === other) return [{ own: left, other: right }];
  return [undefined];
}

/** The names of the columns of each pair, folded; undefined = one of them is no column of its source. */
export function namesOf(
  pairs: readonly ColumnPair[],
  source: TableSource,
  other: TableSource,
  resolution: Resolution,
): readonly Names[] | undefined {
  const names = pairs.flatMap((pair): Names[] => {
    const [own, theirs] = [columnOf(pair.own, source, resolution), columnOf(pair.other, other, resolution)];
    return own !== undefined && theirs !== undefined ? [{ own, theirs }] : [];
  });
  return names.length === pairs.length ? names : undefined;
}

/** Folded. */
export interface Names {
  readonly own: string;
  readonly theirs: string;
}

/**
 * Whether a foreign key sees to it that each row of the source has a row of the other table that is equal in all pairs,
 * where nothing is NULL: it does not ask for one where a column of its own is.
 */
export function hasParent(
  source: TableSource,
  other: TableSource,
  pairs: readonly Names[],
  resolution: Resolution,
): boolean {
  const rules = source.name && resolution.tables.rulesOf?.(source.name);
  if (!rules || other.key === undefined || pairs.length === 0) return false;
  return rules.foreignKeys.some(({ parent, columns, parentColumns }) => {
    if (parent !== other.key || columns.length !== parentColumns.length) return false;
    const isPaired = pairs.every(({ own, theirs }) =>
      columns.some((column, i) => foldName(column) === own && foldName(parentColumns[i] ?? "") === theirs),
    );
    return isPaired && (columns.length === 1 || columns.every((one) => isNeverNull(source, one, resolution)));
  });
}

/** Whether a source has a column of that name that is never NULL. */
export function isNeverNull(source: TableSource, name: string, resolution: Resolution): boolean {
  const column = columnOfSource(source, name);
  return column !== undefined && !columnMayBeNull(column, resolution);
}

/** The source of which an expression is a column. */
export function sourceOf(node: Expression | undefined, resolution: Resolution): TableSource | undefined {
  const resolved = node?.kind === "column" ? resolvedColumn(resolution, node) : undefined;
  return resolved?.kind === "column" ? resolved.source : undefined;
}

function columnOf(node: Expression, source: TableSource, resolution: Resolution): string | undefined {
  return node.kind === "column" && sourceOf(node, resolution) === source ? foldName(node.name) : undefined;
}

/** The columns of a source that expressions name, folded. */
export function columnsReadOf(
  source: TableSource,
  expressions: readonly Expression[],
  resolution: Resolution,
): ReadonlySet<string> {
  const names = new Set<string>();
  for (const expression of expressions)
    for (const node of expressionsIn(expression)) {
      const name = columnOf(node, source, resolution);
      if (name !== undefined) names.add(name);
    }
  return names;
}

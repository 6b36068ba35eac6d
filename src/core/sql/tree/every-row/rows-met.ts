import { reads } from "../columns-read.ts";
import type { Expression } from "../expression.ts";
import { columnMayBeNull } from "../nullable.ts";
import type { TableExpression } from "../query.ts";
import type { Resolution } from "../resolve/resolve.ts";
import { columnOfSource, type TableSource } from "../resolve/scope.ts";
import type { DataStatement } from "../statement.ts";
import { expressionsInStatement } from "../walk.ts";
import { openContext } from "./context.ts";
import { type Choice, choiceOf } from "./decide.ts";
import { type Filters, filtersOf } from "./filters.ts";
import { all } from "./logic.ts";
import { translate } from "./translate.ts";

type Write = Extract<DataStatement, { kind: "update" | "delete" }>;

/**
 * Which rows of one of its tables an UPDATE or DELETE meets, its LIMIT left aside: `every` and `all-or-none` are proven
 * for whatever rows there are; `some` is what may choose, and what is not known.
 */
export function rowsMet(statement: Write, source: TableSource, names: Resolution): Choice {
  const resolution = { ...names, present: source };
  const filters = filtersOf(statement.tables, source, resolution);
  const conditions = [...filters.conditions, ...(statement.where ? [statement.where] : [])].flatMap(
    conjuncts,
  );
  const assigns = assignsVariables(statement);
  const kept = withoutTwins({ ...filters, conditions }, source, resolution, assigns);
  if (kept.ties.length > 0) return "some";
  const context = openContext(resolution, [source, ...kept.dependent], { assigns });
  return choiceOf(all(kept.conditions.map((condition) => translate(condition, context))), context.work);
}

function conjuncts(condition: Expression): readonly Expression[] {
  return condition.kind === "and" ? condition.operands.flatMap(conjuncts) : [condition];
}

function assignsVariables(statement: Write): boolean {
  for (const { kind } of expressionsInStatement(statement)) if (kind === "assignment") return true;
  return false;
}

/**
 * Without the conditions on a second use of the same table that the row itself always meets: in
 * `FROM users u JOIN users v ON u.id = v.id` each row of u has itself for a partner.
 */
function withoutTwins(
  filters: Filters,
  source: TableSource,
  resolution: Resolution,
  assigns: boolean,
): Filters {
  let { conditions, ties } = filters;
  for (const [table, twin] of resolution.sources) {
    if (!isTwin(table, twin, source, filters)) continue;
    const reading = conditions.filter((condition) => reads(condition, twin, resolution));
    const tied = ties.filter(({ others }) => others.includes(twin));
    const alias = { of: twin, is: source };
    const context = openContext(resolution, [source], { assigns, alias });
    const met = reading.every((one) => choiceOf(translate(one, context), context.work) === "every");
    const equal = tied.every(({ column }) => hasNoNull(source, column, resolution));
    if (!met || !equal) continue;
    conditions = conditions.filter((condition) => !reading.includes(condition));
    ties = ties.filter((tie) => !tied.includes(tie));
  }
  return { ...filters, conditions, ties };
}

/** Another use of the same table, of which every row takes part in the join. */
function isTwin(table: TableExpression, twin: TableSource, source: TableSource, filters: Filters): boolean {
  const isSame = twin !== source && twin.key !== undefined && twin.key === source.key;
  const isWhole = table.kind === "table" && table.partitions.length === 0;
  return isSame && isWhole && !filters.dependent.has(twin) && !filters.optional.has(twin);
}

function hasNoNull(source: TableSource, name: string, resolution: Resolution): boolean {
  const column = columnOfSource(source, name);
  return column !== undefined && !columnMayBeNull(column, resolution);
}

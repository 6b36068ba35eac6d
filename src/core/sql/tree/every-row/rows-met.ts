import { foldName } from "../../fold-name.ts";
import { reads } from "../columns-read.ts";
import type { Expression } from "../expression.ts";
import { columnMayBeNull } from "../nullable.ts";
import type { Resolution } from "../resolve/resolve.ts";
import { columnOfSource, type TableSource } from "../resolve/scope.ts";
import type { DataStatement } from "../statement.ts";
import { expressionsInStatement } from "../walk.ts";
import { openContext } from "./context.ts";
import { type Choice, choiceOf } from "./decide.ts";
import { type Filters, filtersOf } from "./filters.ts";
import { all } from "./logic.ts";
import { translate } from "./translate.ts";
import { aliasOf } from "./twin.ts";
import { wholeTable } from "./whole-source.ts";
import { findsZeroDates } from "./zero-dates.ts";

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
  if (conditions.some((condition) => findsZeroDates(condition, resolution))) return "some";
  const assigns = assignsVariables(statement);
  const own = resolution.blocks.get(statement)?.sources ?? [];
  const kept = withoutTwins({ ...filters, conditions }, source, resolution, { own, assigns });
  if (kept.ties.length > 0) return "some";
  const context = openContext(resolution, [source, ...kept.dependent], translate, { assigns });
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
  { own, assigns }: { own: readonly TableSource[]; assigns: boolean },
): Filters {
  let { conditions, ties } = filters;
  for (const [table, joined] of resolution.sources) {
    if (joined === source || !own.includes(joined)) continue;
    if (filters.dependent.has(joined) || filters.optional.has(joined)) continue;
    const twin = wholeTable(table, resolution);
    if (twin?.source.key === undefined || twin.source.key !== source.key) continue;
    const reading = conditions.filter((condition) => reads(condition, joined, resolution));
    const tied = ties.filter(({ others }) => others.includes(joined));
    const context = openContext(resolution, [source], translate, {
      assigns,
      alias: aliasOf(twin, source),
    });
    const met = reading.every((one) => choiceOf(translate(one, context), context.work) === "every");
    const equal = tied.every(({ column }) => isKept(column, joined, source, resolution));
    if (!met || !equal) continue;
    conditions = conditions.filter((condition) => !reading.includes(condition));
    ties = ties.filter((tie) => !tied.includes(tie));
  }
  return { ...filters, conditions, ties };
}

/** Whether a column that is never NULL is the same in both: a derived table may call another one so. */
function isKept(name: string, joined: TableSource, source: TableSource, resolution: Resolution): boolean {
  const [computed] = columnOfSource(joined, name)?.computed ?? [];
  const isRenamed =
    computed !== undefined && !(computed.kind === "column" && foldName(computed.name) === foldName(name));
  return !isRenamed && hasNoNull(source, name, resolution);
}

function hasNoNull(source: TableSource, name: string, resolution: Resolution): boolean {
  const column = columnOfSource(source, name);
  return column !== undefined && !columnMayBeNull(column, resolution);
}

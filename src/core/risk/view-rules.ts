import type { TableKey } from "../schema/names.ts";
import { rowRules } from "../schema/row-rules.ts";
import type { NamedViews } from "../schema/views.ts";
import { foldName } from "../sql/fold-name.ts";
import { definedExpression, keptMode } from "../sql/grammar/defined-expression.ts";
import type { LexMode } from "../sql/mode.ts";
import { childrenOf } from "../sql/tree/children.ts";
import { wholeSource } from "../sql/tree/every-row/whole-source.ts";
import type { Expression } from "../sql/tree/expression.ts";
import type { RowConstraints } from "../sql/tree/resolve/scope.ts";
import { expressionsIn } from "../sql/tree/walk.ts";
import { quoteName } from "../sql/write/quote.ts";
import { writeExpression } from "../sql/write/write-expression.ts";
import { openView } from "./view-shape.ts";

/**
 * What holds in every row that a view of one table shows, as far as it shows the columns: its own WHERE, and what the
 * table's definition says. undefined = nothing is known.
 */
export function rulesOfView(
  key: TableKey,
  named: NamedViews,
  mode: Pick<LexMode, "engine">,
): RowConstraints | undefined {
  const view = openView(key, named);
  if (!view) return undefined;
  const { query, shape, shown, resolution } = view;
  const { body } = query;
  if (body.kind !== "select") return undefined;
  const whole = query.commonTables.length === 0 ? wholeSource(body, resolution) : undefined;
  if (!whole || whole.through.length > 0 || !whole.source.name) return undefined;
  const names = new Map<string, string>();
  for (const [i, column] of shown.entries()) {
    const name = shape.columns[i]?.name;
    if (name !== undefined && column?.source === whole.source) names.set(column.name, name);
  }
  const rename = (expression: Expression) => renamed(expression, names, mode);
  const below = rulesBelow(view.keyIn(whole.source.name), named, mode);
  const own = body.where ? conjuncts(body.where).filter(isBound) : [];
  return {
    conditions: [...own, ...(below?.conditions ?? [])].flatMap(rename),
    computed: new Map(
      [...(below?.computed ?? [])].flatMap(([column, expression]) => {
        const name = names.get(column);
        return name === undefined ? [] : rename(expression).map((one) => [foldName(name), one] as const);
      }),
    ),
    foreignKeys: [],
  };
}

function rulesBelow(key: TableKey, named: NamedViews, mode: Pick<LexMode, "engine">) {
  const table = named.tables.get(key);
  return table ? rowRules(table, mode) : rulesOfView(key, named, mode);
}

/** What picks rows by their values picks as much where a statement says it again. */
function isBound(condition: Expression): boolean {
  if (condition.kind === "comparison") return condition.operator !== "=" && condition.operator !== "<=>";
  return condition.kind === "is" || condition.kind === "between";
}

function conjuncts(condition: Expression): readonly Expression[] {
  return condition.kind === "and" ? condition.operands.flatMap(conjuncts) : [condition];
}

/** In the view's own names; none where it reads what the view does not show, or asks a query. */
function renamed(
  expression: Expression,
  names: ReadonlyMap<string, string>,
  { engine }: Pick<LexMode, "engine">,
): readonly Expression[] {
  for (const node of expressionsIn(expression)) {
    const isHidden = node.kind === "column" && !names.has(foldName(node.name));
    if (isHidden || childrenOf(node).queries.length > 0) return [];
  }
  const text = writeExpression(expression, {
    column: ({ name }) => quoteName(names.get(foldName(name)) ?? name),
    source: () => "",
  });
  const read = definedExpression(`(${text})`, keptMode(engine));
  return read ? [read] : [];
}

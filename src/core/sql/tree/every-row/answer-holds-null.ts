import type { Expression } from "../expression.ts";
import { answerMayHoldNull } from "../nullable.ts";
import type { Query, QueryBody, TableExpression } from "../query.ts";
import type { Resolution } from "../resolve/resolve.ts";
import { openContext } from "./context.ts";
import { choiceOf } from "./decide.ts";
import { all } from "./logic.ts";
import { nullLogic } from "./null-logic.ts";
import { translate } from "./translate.ts";

/**
 * Whether a query's answer may hold a NULL, as far as is known: not where its columns have none, nor where its own
 * conditions let no row with one through, as `WHERE a IS NOT NULL` and `WHERE a > 3` do.
 */
export function answerHoldsNull({ body }: Pick<Query, "body">, resolution: Resolution): boolean {
  if (!answerMayHoldNull({ body }, resolution)) return false;
  switch (body.kind) {
    case "select":
      return selectHoldsNull(body, resolution);
    case "set-operation":
      return [body.first, ...body.rest.map(({ operand }) => operand)].some((part) =>
        answerHoldsNull({ body: part }, resolution),
      );
    case "enclosed":
      return answerHoldsNull(body.query, resolution);
    case "values":
      return true;
  }
}

function selectHoldsNull(body: QueryBody & { kind: "select" }, resolution: Resolution): boolean {
  const items = body.items.flatMap((item) => (item.kind === "item" ? [item.expression] : []));
  if (items.length < body.items.length || body.groupBy.length > 0) return true;
  const conditions = [...body.from.flatMap(innerConditions), ...(body.where ? [body.where] : [])];
  return items.some((item) => isNullSomewhere(item, conditions, resolution));
}

/** Whether the item may be NULL in a row of which all the conditions are true. */
function isNullSomewhere(
  item: Expression,
  conditions: readonly Expression[],
  resolution: Resolution,
): boolean {
  const context = openContext(resolution, [], translate);
  const truth = (node: Expression) => translate(node, context);
  const logic = all([...conditions.map(truth), nullLogic(item, context, truth)]);
  return choiceOf(logic, context.work) !== "none";
}

/** The conditions of inner joins: every row of the answer fulfils them. */
function innerConditions(table: TableExpression): Expression[] {
  if (table.kind !== "join" || table.rest.some(({ type }) => type !== "inner")) return [];
  const below = [table.first, ...table.rest.map((joined) => joined.table)].flatMap(innerConditions);
  return [...below, ...table.rest.flatMap(({ on }) => (on ? [on] : []))];
}

import { queryReads } from "../columns-read.ts";
import type { Expression } from "../expression.ts";
import { mayBeNull } from "../nullable.ts";
import type { Query } from "../query.ts";
import { volatilityOf, volatilityOfQuery } from "../volatility.ts";
import { atomNamed, type Context, hangs, keyInContext, opaque } from "./context.ts";
import { choiceOf } from "./decide.ts";
import { all, type Logic, map, not } from "./logic.ts";
import { nullLogic } from "./null-logic.ts";

type Ask = (node: Expression) => Logic;
type OfKind<K extends Expression["kind"]> = Extract<Expression, { kind: K }>;

/** EXISTS and IN of a subquery. */
export function subqueryTruth(
  node: OfKind<"exists"> | OfKind<"in-subquery">,
  context: Context,
  ask: Ask,
): Logic {
  if (node.kind === "exists") return hasRows(node.query, context, ask);
  const logic = isIn(node, node.value, node.query, context, ask);
  return node.negated ? not(logic) : logic;
}

/** `= ANY` is IN, `<> ALL` is NOT IN. */
export function quantifiedTruth(node: OfKind<"quantified">, context: Context, ask: Ask): Logic {
  const { operator, quantifier, left, query } = node;
  if (operator === "=" && quantifier === "any") return isIn(node, left, query, context, ask);
  if (operator === "<>" && quantifier === "all") return not(isIn(node, left, query, context, ask));
  return opaque(node, context, true);
}

function hasRows(query: Query, context: Context, ask: Ask): Logic {
  return atomNamed(`rows@${query.start}`, queryHangs(withoutItems(query), context, ask), false, context);
}

function isIn(node: Expression, value: Expression, query: Query, context: Context, ask: Ask): Logic {
  if (seeksItself(value, query, context)) {
    // What is sought is what every row answers: all that counts is whether there are rows, and NULL.
    const isNull = nullLogic(value, context, ask);
    const equal = map(isNull, { whenTrue: null, whenFalse: true, whenUnknown: null });
    return all([hasRows(query, context, ask), equal]);
  }
  const hangsHere = hangs(value, context) || queryHangs(query, context, ask);
  return atomNamed(`in@${node.start}`, hangsHere, mayBeNull(node, context.resolution), context);
}

/** `id IN (SELECT id FROM other)`, where `other` has no id, so that the outer one is meant. */
function seeksItself(value: Expression, { body }: Query, context: Context): boolean {
  const [item, ...more] = body.kind === "select" && !body.rollup ? body.items : [];
  if (item?.kind !== "item" || more.length > 0 || volatilityOf(value) === "volatile") return false;
  return keyInContext(item.expression, context) === keyInContext(value, context);
}

function withoutItems(query: Query): Query {
  const { body } = query;
  return body.kind === "select" ? { ...query, body: { ...body, items: [] } } : query;
}

/** Whether a query's answer may differ between the rows that the question is about. */
function queryHangs(query: Query, context: Context, ask: Ask): boolean {
  const volatility = volatilityOfQuery(query);
  if (volatility === "volatile" || (context.assigns && volatility === "stable")) return true;
  if (!readsAny(query, context)) return false;
  const { body } = query;
  if (body.kind !== "select" || !body.where) return true;
  // A part of its WHERE that is the same for all rows ties the query to none of them.
  const parts = body.where.kind === "and" ? body.where.operands : [body.where];
  const ties = parts.filter((part) => {
    const choice = choiceOf(ask(part), context.work);
    return choice !== "every" && choice !== "none";
  });
  const rest = { ...query, body: { ...body, where: undefined, groupBy: [...body.groupBy, ...ties] } };
  return readsAny(rest, context);
}

function readsAny(query: Query, { resolution, hangsOn }: Context): boolean {
  return hangsOn.some((source) => queryReads(query, source, resolution));
}

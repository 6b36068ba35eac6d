import { queryReads } from "../columns-read.ts";
import { comparisonHolds } from "../constant/compare.ts";
import type { Expression, OfKind } from "../expression.ts";
import { answersNone, leavesOut, skipsFirst } from "../limit.ts";
import type { ComparisonOperator } from "../nodes/predicates.ts";
import { mayBeNull } from "../nullable.ts";
import { alwaysHasOneRow, onlyItem } from "../one-row.ts";
import type { Query } from "../query.ts";
import { valueTypeOf } from "../value-type.ts";
import { volatilityOf, volatilityOfQuery } from "../volatility.ts";
import { atomNamed, type Context, hangs, keyInContext, opaque } from "./context.ts";
import { choiceOf } from "./decide.ts";
import { all, always, any, chosen, type Logic, map, never, not, unknownTruth } from "./logic.ts";
import { nullLogic } from "./null-logic.ts";
import { type Bound, mirrored, opposites } from "./ordered.ts";
import { hasParent, namesOf, pairsOfQuery, sourceOf } from "./row-rules.ts";
import { simplified } from "./simplify.ts";
import { answersTwinOf, isTwinOf, twinIn } from "./twin.ts";
import { findsZeroDates } from "./zero-dates.ts";

type Ask = (node: Expression) => Logic;

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
  // Of no row ALL is true and ANY is false.
  const ofNone: Logic = { op: "known", truth: quantifier === "all" };
  if (isNeverMet(query, context, ask)) return ofNone;
  if (!seeksItself(left, query, context, ask)) return opaque(node, context, true);
  return chosen(hasRows(query, context, ask), withItself(operator, left, context, ask), ofNone);
}

/** A value and a subquery that answers the same value; undefined = they are not that. */
export function comparedWithItself(
  operator: ComparisonOperator,
  left: Expression,
  right: Expression,
  context: Context,
  ask: Ask,
): Logic | undefined {
  const [value, query] =
    right.kind === "subquery" ? [left, right.query] : left.kind === "subquery" ? [right, left.query] : [];
  if (!value || !query) return undefined;
  const bound = boundOf(value, query, context);
  if (bound !== undefined) {
    const by = right.kind === "subquery" ? operator : mirrored[operator];
    if (by !== bound && by !== opposites[bound]) return undefined;
    return map(nullLogic(value, context, ask), {
      whenTrue: null,
      whenFalse: by === bound,
      whenUnknown: null,
    });
  }
  const isExtreme = seeksExtreme(value, query, context);
  if (!isExtreme && !seeksItself(value, query, context, ask)) return undefined;
  const ofNone = operator === "<=>" ? nullLogic(value, context, ask) : unknownTruth;
  const rows = hasRows(isExtreme ? withoutAggregate(query) : query, context, ask);
  return chosen(rows, withItself(operator, value, context, ask), ofNone);
}

/** `id <= (SELECT MAX(id) FROM (SELECT id FROM the same table) q)`: the row itself is among them. */
function boundOf(value: Expression, query: Query, context: Context): Bound | undefined {
  const item = alwaysHasOneRow(query) ? onlyItem(query) : undefined;
  if (item?.kind !== "call" || item.foreign || item.over || !/^(MAX|MIN)$/.test(item.name)) return undefined;
  const [operand] = item.operands;
  const { family } = valueTypeOf(value, context.resolution);
  // What is enumerated is compared by its number in one place and by its text in the other.
  if (!operand || family === "enumerated" || family === "other") return undefined;
  const twin = twinIn(query, context);
  if (!twin || !isTwinOf(operand, value, twin, context)) return undefined;
  return item.name === "MAX" ? "<=" : ">=";
}

/** The largest of what is the same in every row is that; of no row it is NULL, as a query without rows is. */
function seeksExtreme(value: Expression, query: Query, context: Context): boolean {
  const item = alwaysHasOneRow(query) ? onlyItem(query) : undefined;
  return (
    item?.kind === "call" &&
    /^(MAX|MIN|ANY_VALUE)$/.test(item.name) &&
    isSame(value, item.operands[0], context)
  );
}

function withoutAggregate(query: Query): Query {
  const { body } = query;
  return body.kind === "select" ? { ...query, body: { ...body, items: [] } } : query;
}

function withItself(operator: ComparisonOperator, value: Expression, context: Context, ask: Ask): Logic {
  if (operator === "<=>") return { op: "known", truth: true };
  const isNull = nullLogic(value, context, ask);
  return map(isNull, { whenTrue: null, whenFalse: comparisonHolds(operator, 0), whenUnknown: null });
}

/** Grouping makes fewer rows of some, but not none. */
function hasRows(query: Query, context: Context, ask: Ask): Logic {
  if (alwaysHasOneRow(query) || twinIn(query, context)) return always;
  const { body } = query;
  if (isNeverMet(query, context, ask)) return never;
  const parent = parentFound(query, [], context, ask);
  if (parent) return parent;
  const bare = body.kind === "select" && !body.having ? { ...body, items: [], groupBy: [] } : body;
  const hangsHere = queryHangs({ ...query, body: bare }, context, ask);
  return atomNamed(`rows@${query.start}`, hangsHere, false, context);
}

/** Without rows to group there is none; an aggregate over none is one. */
function isNeverMet({ body, limit }: Query, context: Context, ask: Ask): boolean {
  if (answersNone(limit)) return true;
  if (skipsFirst(limit) && alwaysHasOneRow({ body, limit: undefined })) return true;
  const isPlain =
    body.kind === "select" && !body.rollup && !body.having && !alwaysHasOneRow({ body, limit: undefined });
  if (!isPlain || !body.where || findsZeroDates(body.where, context.resolution)) return false;
  return choiceOf(ask(body.where), context.work) === "none";
}

function isIn(node: Expression, value: Expression, query: Query, context: Context, ask: Ask): Logic {
  let isNullable: boolean | undefined;
  // Of the whole, so that a union of thousands is not looked through for each of them.
  const mayBeUnknown = () => {
    isNullable ??= mayBeNull(node, context.resolution);
    return isNullable;
  };
  return any(partsOfUnion(query).map((part) => isInPart(value, part, { context, ask, mayBeUnknown })));
}

interface Sought {
  context: Context;
  ask: Ask;
  /** Whether it may be NULL that the value is in the query. */
  mayBeUnknown: () => boolean;
}

function isInPart(value: Expression, query: Query, { context, ask, mayBeUnknown }: Sought): Logic {
  if (isNeverMet(query, context, ask) || seeksOthers(value, query, context)) return never;
  if (holdsEveryRow(value, query, context)) return withItself("=", value, context, ask);
  // What is sought is what every row answers: all that counts is whether there are rows, and NULL.
  if (seeksItself(value, query, context, ask))
    return all([hasRows(query, context, ask), withItself("=", value, context, ask)]);
  const parent = parentFound(query, value.kind === "row" ? value.operands : [value], context, ask);
  if (parent) return chosen(parent, always, unknownTruth);
  const hangsHere = hangs(value, context) || queryHangs(query, context, ask);
  return atomNamed(`in@${query.start}`, hangsHere, mayBeUnknown(), context);
}

/** A foreign key sees to it that the query has a row wherever the row's own columns are not NULL; undefined = none does. */
function parentFound(
  query: Query,
  values: readonly Expression[],
  context: Context,
  ask: Ask,
): Logic | undefined {
  const { resolution, hangsOn } = context;
  const found = pairsOfQuery(query, values, resolution);
  const [first] = found?.pairs ?? [];
  const source = sourceOf(first?.own, resolution);
  if (!found || !source || !hangsOn.includes(source)) return undefined;
  const names = namesOf(found.pairs, source, found.other, resolution);
  if (!names || !hasParent(source, found.other, names, resolution)) return undefined;
  return all(found.pairs.map(({ own }) => not(nullLogic(own, context, ask))));
}

/** To be in a union is to be in one of its parts. */
function partsOfUnion(query: Query): readonly Query[] {
  const { body, limit } = query;
  if (leavesOut(limit)) return [query];
  if (body.kind === "enclosed") return partsOfUnion(body.query);
  if (body.kind !== "set-operation") return [query];
  if (body.rest.some(({ operator }) => operator !== "union")) return [query];
  const bodies = [body.first, ...body.rest.map(({ operand }) => operand)];
  return bodies.flatMap((part) => partsOfUnion({ ...query, body: part, start: part.start, end: part.end }));
}

/** `id IN (SELECT id FROM other)`, where `other` has no id, so that the outer one is meant. */
function seeksItself(value: Expression, { body }: Query, context: Context, ask: Ask): boolean {
  if (body.kind !== "select" || body.rollup || volatilityOf(value) === "volatile") return false;
  const values = value.kind === "row" ? value.operands : [value];
  return (
    body.items.length === values.length &&
    body.items.every(
      (item, i) =>
        item.kind === "item" && isSame(simplified(item.expression, context, ask), values[i], context),
    )
  );
}

function isSame(item: Expression, value: Expression | undefined, context: Context): boolean {
  return value !== undefined && keyInContext(item, context) === keyInContext(value, context);
}

/** `id IN (SELECT id FROM (SELECT id FROM the same table) q)`: the row itself is among them. */
function holdsEveryRow(value: Expression, query: Query, context: Context): boolean {
  const twin = twinIn(query, context);
  return twin !== undefined && answersTwinOf(query, value, twin, context);
}

/** `id IN (SELECT x FROM other WHERE x <> id)` */
function seeksOthers(value: Expression, query: Query, context: Context): boolean {
  const { body } = query;
  const item = onlyItem(query);
  if (!item || body.kind !== "select" || !body.where || body.rollup) return false;
  if (volatilityOf(value) === "volatile" || volatilityOf(item) === "volatile") return false;
  const parts = body.where.kind === "and" ? body.where.operands : [body.where];
  return parts.some(
    (part) =>
      part.kind === "comparison" &&
      /^(<>|<|>)$/.test(part.operator) &&
      ((isSame(part.left, item, context) && isSame(part.right, value, context)) ||
        (isSame(part.right, item, context) && isSame(part.left, value, context))),
  );
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
    return findsZeroDates(part, context.resolution) || (choice !== "every" && choice !== "none");
  });
  const rest = { ...query, body: { ...body, where: undefined, groupBy: [...body.groupBy, ...ties] } };
  return readsAny(rest, context);
}

function readsAny(query: Query, { resolution, hangsOn }: Context): boolean {
  return hangsOn.some((source) => queryReads(query, source, resolution));
}

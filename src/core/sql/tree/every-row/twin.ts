import type { Expression } from "../expression.ts";
import { type Identities, identityOf, identityOfOrigin } from "../identity.ts";
import { leavesOut } from "../limit.ts";
import { onlyItem } from "../one-row.ts";
import type { Query, Select } from "../query.ts";
import { columnsOfQuery } from "../resolve/output.ts";
import type { TableSource } from "../resolve/scope.ts";
import { type Context, openContext } from "./context.ts";
import { choiceOf } from "./decide.ts";
import { type Meets, type Whole, wholeSource } from "./whole-source.ts";
import { findsZeroDates } from "./zero-dates.ts";

/** The row that the question is about, as a query reads it once more from the same table. */
export interface Twin {
  readonly identities: Identities;
  readonly select: Select;
}

export function aliasOf({ source, through }: Whole, is: TableSource): NonNullable<Identities["alias"]> {
  return { of: source, is, through };
}

/**
 * Whether a query reads the table of the rows that the question is about, and leaves out none of them: those that its own
 * conditions are true for, which name the row itself as `WHERE x.id = orders.id` does. undefined = it is not sure.
 */
export function twinIn({ body, limit }: Query, context: Context): Twin | undefined {
  if (body.kind !== "select" || leavesOut(limit)) return undefined;
  const whole = wholeSource(body, context.resolution, metIn(context));
  const source = whole && context.hangsOn.find(({ key }) => key !== undefined && key === whole.source.key);
  if (!source) return undefined;
  const alias = aliasOf(whole, source);
  if (body.where && !isMet(body.where, source, alias, context)) return undefined;
  return { identities: { ...context.identities, named: new Map(), alias }, select: body };
}

/** What is tried for a twin leaves less for others, so that queries in queries are not tried without end. */
const price = 50_000;

/** Of a query below, whose rows are a table's own. */
export function metIn(context: Context): Meets {
  return (condition, whole) => isMet(condition, whole.source, undefined, context);
}

function isMet(
  condition: Expression,
  source: TableSource,
  alias: Identities["alias"],
  { resolution, assigns, usual, work, translate }: Context,
): boolean {
  if (work.left < price || findsZeroDates(condition, resolution)) return false;
  work.left -= price;
  const inner = { ...openContext(resolution, [source], translate, { assigns, alias, usual }), work };
  return choiceOf(translate(condition, inner), work) === "every";
}

/** Whether the one column of a query that reads the twin is worth the same as an expression over the row. */
export function answersTwinOf(query: Query, value: Expression, twin: Twin, context: Context): boolean {
  const item = onlyItem(query);
  if (item) return isTwinOf(item, value, twin, context);
  const { columns, complete } = columnsOfQuery(query, context.resolution);
  const [only, ...more] = columns;
  if (!complete || !only?.origin || more.length > 0) return false;
  return identityOfOrigin(only.origin, twin.identities) === identityOf(value, context.identities);
}

/** Whether an expression over the twin is worth the same as one over the row. */
export function isTwinOf(
  item: Expression,
  value: Expression,
  { identities }: Twin,
  context: Context,
): boolean {
  return identityOf(item, identities) === identityOf(value, context.identities);
}

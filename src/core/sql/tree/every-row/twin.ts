import type { Expression } from "../expression.ts";
import { type Identities, identityOf } from "../identity.ts";
import { leavesOut } from "../limit.ts";
import type { Query, Select } from "../query.ts";
import type { TableSource } from "../resolve/scope.ts";
import { type Context, openContext } from "./context.ts";
import { choiceOf } from "./decide.ts";
import { type Whole, wholeSource } from "./whole-source.ts";
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
  const whole = wholeSource(body, context.resolution);
  const source = whole && context.hangsOn.find(({ key }) => key !== undefined && key === whole.source.key);
  if (!source) return undefined;
  const alias = aliasOf(whole, source);
  if (body.where && !isMet(body.where, source, alias, context)) return undefined;
  return { identities: { ...context.identities, named: new Map(), alias }, select: body };
}

/** What is tried for a twin leaves less for others, so that queries in queries are not tried without end. */
const price = 50_000;

function isMet(
  condition: Expression,
  source: TableSource,
  alias: NonNullable<Identities["alias"]>,
  { resolution, assigns, work, translate }: Context,
): boolean {
  if (work.left < price || findsZeroDates(condition, resolution)) return false;
  work.left -= price;
  const inner = { ...openContext(resolution, [source], translate, { assigns, alias }), work };
  return choiceOf(translate(condition, inner), work) === "every";
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

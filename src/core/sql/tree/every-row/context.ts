import { reads } from "../columns-read.ts";
import type { Expression } from "../expression.ts";
import { type Identities, identityOf, openIdentities } from "../identity.ts";
import type { Resolution } from "../resolve/resolve.ts";
import type { TableSource } from "../resolve/scope.ts";
import { valueTypeOf } from "../value-type.ts";
import { volatilityOf } from "../volatility.ts";
import { isDay } from "./days.ts";
import { openWork, type Work } from "./decide.ts";
import type { Atom, Logic, NumberVariable, Order } from "./logic.ts";

/** What a condition is translated with: the same expression is the same variable wherever it stands. */
export interface Context {
  readonly resolution: Resolution;
  /** The sources whose rows the question is about. */
  readonly hangsOn: readonly TableSource[];
  /** The statement assigns to user variables: their values may differ from row to row. */
  readonly assigns: boolean;
  readonly identities: Identities;
  readonly atoms: Map<string, Atom>;
  readonly numbers: Map<string, NumberVariable>;
  readonly orders: Map<string, Order>;
  readonly translated: Map<Expression, Logic>;
  readonly simplified: Map<Expression, Expression>;
  /** Columns of one source that are worth what an expression over others of it is; folded. */
  readonly computed: ComputedColumns | undefined;
  readonly work: Work;
  /** How a condition becomes logic in another context. */
  readonly translate: Translate;
}

export interface ComputedColumns {
  readonly source: TableSource;
  readonly columns: ReadonlyMap<string, Expression>;
}

export type Translate = (node: Expression, context: Context) => Logic;

export function openContext(
  resolution: Resolution,
  hangsOn: readonly TableSource[],
  translate: Translate,
  {
    assigns = false,
    alias,
    computed,
  }: { assigns?: boolean; alias?: Identities["alias"]; computed?: ComputedColumns } = {},
): Context {
  const identities = openIdentities(resolution, [], alias);
  return {
    resolution,
    hangsOn,
    assigns,
    identities,
    atoms: new Map(),
    numbers: new Map(),
    orders: new Map(),
    translated: new Map(),
    simplified: new Map(),
    computed,
    work: openWork(),
    translate,
  };
}

/** What is volatile is like nothing but itself. */
export function keyInContext(node: Expression, context: Context): string {
  const own = volatilityOf(node) === "volatile" ? `volatile@${node.start}:` : "";
  return own + identityOf(node, context.identities);
}

/** Whether an expression's value may differ between the rows that the question is about. */
export function hangs(node: Expression, { resolution, hangsOn, assigns }: Context): boolean {
  const volatility = volatilityOf(node);
  if (volatility === "volatile" || (assigns && volatility === "stable")) return true;
  return hangsOn.some((source) => reads(node, source, resolution));
}

/** A condition of which nothing is known but what it hangs on. */
export function opaque(node: Expression, context: Context, mayBeUnknown: boolean): Logic {
  return atomNamed(`truth:${keyInContext(node, context)}`, hangs(node, context), mayBeUnknown, context);
}

export function atomNamed(key: string, hangsHere: boolean, mayBeUnknown: boolean, { atoms }: Context): Logic {
  const known = atoms.get(key);
  const atom: Atom = known ?? { kind: "atom", hangs: hangsHere, mayBeUnknown };
  if (!known) atoms.set(key, atom);
  return { op: "atom", atom };
}

export function orderNamed(key: string, hangsHere: boolean, text: Order["text"], { orders }: Context): Order {
  const known = orders.get(key);
  const order: Order = known ?? { kind: "order", hangs: hangsHere, text };
  if (!known) orders.set(key, order);
  return order;
}

/** The number that an expression is, or that stands for its date; undefined = it is none that lies between constants. */
export function numberOf(node: Expression, context: Context): NumberVariable | undefined {
  const type = valueTypeOf(node, context.resolution);
  const isNumber = "least" in type || type.family === "real" || isDay(node, context.resolution);
  if (!isNumber) return undefined;
  const key = keyInContext(node, context);
  const known = context.numbers.get(key);
  if (known) return known;
  const { least, most } = "least" in type ? type : { least: undefined, most: undefined };
  const whole = type.family === "integer";
  const number: NumberVariable = {
    kind: "number",
    family: type.family,
    hangs: hangs(node, context),
    whole,
    least,
    most,
    constants: [],
  };
  context.numbers.set(key, number);
  return number;
}

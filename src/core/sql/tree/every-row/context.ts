import { reads } from "../columns-read.ts";
import type { Expression } from "../expression.ts";
import { type Identities, identityOf, openIdentities } from "../identity.ts";
import { type Resolution, resolvedColumn } from "../resolve/resolve.ts";
import type { TableSource } from "../resolve/scope.ts";
import { volatilityOf } from "../volatility.ts";
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
  /** Sources of which no row is joined: all their columns are NULL. */
  readonly absent: ReadonlySet<TableSource>;
  /** What is taken for granted of the rows; undefined = nothing. */
  readonly usual: Usual | undefined;
  readonly work: Work;
  /** How a condition becomes logic in another context. */
  readonly translate: Translate;
}

/**
 * `numbered`: AUTO_INCREMENT numbered the rows, which it begins with 1. `dated`: their dates are such as the types support,
 * too, from the year 1000.
 */
export type Usual = "numbered" | "dated";

interface ComputedColumns {
  readonly source: TableSource;
  readonly columns: ReadonlyMap<string, Expression>;
}

export type Translate = (node: Expression, context: Context) => Logic;

/** What is known besides what the names mean. */
export interface Given {
  readonly assigns?: boolean;
  readonly alias?: Identities["alias"];
  readonly computed?: ComputedColumns;
  readonly absent?: ReadonlySet<TableSource>;
  readonly usual?: Usual | undefined;
}

const none: ReadonlySet<TableSource> = new Set();

export function openContext(
  resolution: Resolution,
  hangsOn: readonly TableSource[],
  translate: Translate,
  { assigns = false, alias, computed, absent = none, usual }: Given = {},
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
    absent,
    usual,
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

export function orderNamed(
  key: string,
  hangsHere: boolean,
  { text, signs }: Pick<Order, "text" | "signs">,
  { orders }: Context,
): Order {
  const known = orders.get(key);
  const order: Order = known ?? { kind: "order", hangs: hangsHere, text, signs };
  if (!known) orders.set(key, order);
  return order;
}

/** Whether a column is one of a source of which no row is joined. */
export function isAbsent(node: Expression, { resolution, absent }: Context): boolean {
  const resolved = node.kind === "column" && absent.size > 0 ? resolvedColumn(resolution, node) : undefined;
  return resolved?.kind === "column" && absent.has(resolved.source);
}

import type { DescribedStatement } from "../change/change.ts";
import type { ClauseKind } from "../sql/clause.ts";
import type { Holding, RareHolding, RiskContext, RiskFactor } from "./factor.ts";

/** Holdings as bits. What a factor of `onlyWith` asks for and a statement has not, it need not be asked about. */
export type Holdings = number;

const bits: Readonly<Record<RareHolding, Holdings>> = {
  use: 1,
  cost: 2,
  "requested-cost": 4,
  database: 8,
  refusal: 16,
  "hidden-code": 32,
  unparsed: 64,
  transaction: 128,
  "change-before": 256,
  foreseen: 512,
  "second-opinion": 1024,
};

/** For each kind of clause that some factor asks for, the next bit: there are few of them. */
export function kindBits(factors: readonly RiskFactor[]): ReadonlyMap<ClauseKind, Holdings> {
  const kinds = factors.flatMap(({ onlyWith = [] }) => onlyWith.filter(isKind));
  const first = Object.keys(bits).length;
  return new Map([...new Set(kinds)].map((kind, i) => [kind, 1 << (first + i)]));
}

function isKind(holding: Holding): holding is ClauseKind {
  return !Object.hasOwn(bits, holding);
}

/** All of them, as one number. */
export function bitsOf(holdings: readonly Holding[], kinds: ReturnType<typeof kindBits>): Holdings {
  return holdings.reduce((all, one) => all | (isKind(one) ? (kinds.get(one) ?? 0) : bits[one]), 0);
}

/** What a statement holds, where it runs. */
export function holdingsOf(context: RiskContext, kinds: ReturnType<typeof kindBits>): Holdings {
  const { statement, inTransaction, changedBefore, foreseen, secondOpinion } = context;
  const { uses, refusals, hidden, parsed, requested } = statement;
  let held = 0;
  if (uses.features.size > 0 || uses.functions.size > 0) held |= bits.use;
  if (requested.algorithm !== undefined || requested.lock !== undefined) held |= bits["requested-cost"];
  if (namesDatabase(statement)) held |= bits.database;
  if (refusals.length > 0) held |= bits.refusal;
  if (hidden) held |= bits["hidden-code"];
  if (!parsed) held |= bits.unparsed;
  if (inTransaction) held |= bits.transaction;
  if (changedBefore.length > 0) held |= bits["change-before"];
  if (foreseen !== undefined && foreseen.length > 0) held |= bits.foreseen;
  if (secondOpinion !== undefined) held |= bits["second-opinion"];
  return held | heldByChanges(statement, kinds);
}

function heldByChanges(
  { algorithm, changes }: DescribedStatement,
  kinds: ReturnType<typeof kindBits>,
): Holdings {
  let held = algorithm === undefined ? 0 : bits.cost;
  for (const { clause, cost } of changes) {
    if (cost.algorithm !== undefined) held |= bits.cost;
    held |= kinds.get(clause.kind) ?? 0;
  }
  return held;
}

function namesDatabase({ type, tables, scope }: DescribedStatement): boolean {
  if (type === "USE" || scope.database !== undefined) return true;
  return tables.some(({ database }) => database !== undefined);
}

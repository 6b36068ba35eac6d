import type { ClauseOf } from "../../sql/clause.ts";
import type { Engine } from "../../sql/engine.ts";
import type { Cost, Lock } from "../change.ts";
import { combine } from "./combine.ts";
import { copy, type Effect, instant, type Situation } from "./effect.ts";
import { mariadbEffects } from "./mariadb.ts";
import { mysqlEffects } from "./mysql.ts";
import { type OnlineClause, type OnlineKind, onlineKinds } from "./online-kinds.ts";
import { isInnodb, withinTable } from "./table-facts.ts";
import { since } from "./versions.ts";

export const unpredictable: Cost = { algorithm: undefined, lock: undefined, rebuilds: undefined };
export const copied: Cost = { algorithm: "COPY", lock: "SHARED", rebuilds: true };
export const atOnce: Cost = { algorithm: "INSTANT", lock: "NONE", rebuilds: false };

/** ALGORITHM and LOCK as the statement asks for them. */
export interface Requested {
  algorithm: string | undefined;
  lock: string | undefined;
}

export interface Prediction extends Cost {
  /** Of each clause by itself, in their order. */
  clauses: readonly Cost[];
}

/** What a statement's clauses about one table cost together: the weakest decides (manual 17.12.5). */
export function predict(situation: Situation, requested: Requested): Prediction {
  const effects = situation.clauses.map((clause) => effectOf(clause, situation));
  const combined = combine(effects, situation);
  const { algorithm, lock, rebuilds } = asked(costOf(combined), combined, requested);
  return { algorithm, lock, rebuilds, clauses: effects.map(costOf) };
}

function effectOf(clause: OnlineClause, situation: Situation): Effect | undefined {
  const { table, engine } = situation;
  if (!isInnodb(table)) return onlineKinds[clause.kind] === "at-once" ? instant : copy;
  const effect = withInnodb(clause.kind, clause, situation);
  if (!effect) return undefined;
  const within = withinTable(effect, situation);
  return engine.flavour === "mysql" && engine.version < since.instant
    ? { ...within, instant: false }
    : within;
}

function withInnodb<K extends OnlineKind>(kind: K, clause: ClauseOf<K>, situation: Situation) {
  const effects = situation.engine.flavour === "mariadb" ? mariadbEffects : mysqlEffects;
  return effects[kind](clause, situation);
}

function costOf(effect: Effect | undefined): Cost {
  if (!effect) return unpredictable;
  if (effect.instant) return atOnce;
  if (!effect.inplace) return copied;
  const { lock, rebuilds } = effect.inplace;
  return { algorithm: "INPLACE", lock, rebuilds };
}

/** The statement may ask for more than it needs; what it asks for in vain the server refuses, and nothing runs. */
function asked(cost: Cost, effect: Effect | undefined, { algorithm, lock }: Requested): Cost {
  if (algorithm === "COPY") return withLock(copied, lock);
  if (algorithm === "INPLACE" && effect?.inplace)
    return withLock({ algorithm: "INPLACE", ...effect.inplace }, lock);
  return withLock(cost, lock);
}

const strength: readonly Lock[] = ["NONE", "SHARED", "EXCLUSIVE"];

function withLock(cost: Cost, lock: string | undefined): Cost {
  const wanted = lock && strength.find((one) => one === lock);
  if (!wanted || cost.lock === undefined) return cost;
  return strength.indexOf(wanted) > strength.indexOf(cost.lock) ? { ...cost, lock: wanted } : cost;
}

/** The engines that one may be when it is not known. */
const candidates: readonly Engine[] = [
  { flavour: "mysql", version: 50744 },
  { flavour: "mysql", version: 80400 },
  { flavour: "mysql", version: 90700 },
  { flavour: "mariadb", version: 100600 },
];

/** All that it may be: where the name covers servers that differ, the oldest of them too. */
export function enginesFor(engine: Engine | undefined): readonly Engine[] {
  if (!engine) return candidates;
  const { flavour, version, oldest = version } = engine;
  const differ = flavour === "mysql" && differences.some((first) => first > oldest && first <= version);
  return differ ? [{ flavour, version: oldest }, engine] : [engine];
}

const differences = Object.values(since);

import type { Clause, ClauseKind, ClauseOf } from "../sql/clause.ts";
import { kindsTo } from "../sql/clause-facts.ts";
import type { TableName } from "../sql/definition.ts";
import { applyAlterTable } from "./apply-alter-table.ts";
import { putTable } from "./catalog.ts";
import { catalogEffects } from "./catalog-effects.ts";
import { followSourceOfRows } from "./created-rows.ts";
import { enterDatabase, keyOf } from "./names.ts";
import { type Applied, enforcesInlineReferences, type Replay } from "./replay.ts";
import { resolveParentsOf } from "./resolve-parents.ts";

const programs: ReadonlySet<ClauseKind> = new Set(kindsTo("view", "trigger"));

/**
 * Replays what one statement changes, in the schema and in the session. Bodies of routines, triggers and events change
 * nothing when they are defined.
 */
export function applyStatement(replay: Replay, statement: Applied, code?: Applied["code"]) {
  if (statement.type === "USE" && statement.object !== undefined)
    replay.session.scope = enterDatabase(replay.session.scope, statement.object);
  const alters: Clause[] = [];
  const others: Clause[] = [];
  for (const clause of statement.clauses) {
    if (clause.deferred) continue;
    if (catalogEffects[clause.kind].alters) alters.push(clause);
    else others.push(clause);
  }
  const target = alters[0]?.target;
  if (target) applyAlter(replay, target, alters);
  const defines = code !== undefined && others.some(({ kind }) => programs.has(kind));
  const applied = defines ? { ...statement, code } : statement;
  for (const clause of others) applyClause(clause.kind, clause, replay, applied);
}

function applyAlter({ catalog, session, engine }: Replay, target: TableName, clauses: readonly Clause[]) {
  const key = keyOf(target, session.scope);
  for (const clause of clauses) followSourceOfRows(catalog, key, clause);
  const table = session.temporary.has(key) ? undefined : catalog.tables.get(key);
  if (!table) return;
  const written = clauses.map((clause) => resolveParentsOf(clause, target, session.scope));
  putTable(catalog, key, applyAlterTable(table, written, enforcesInlineReferences(engine)));
}

function applyClause<K extends ClauseKind>(kind: K, clause: ClauseOf<K>, replay: Replay, statement: Applied) {
  catalogEffects[kind].apply(replay, clause, statement);
}

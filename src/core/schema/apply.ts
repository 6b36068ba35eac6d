import type { Clause, ClauseKind, ClauseOf } from "../sql/clause.ts";
import type { TableName } from "../sql/definition.ts";
import { applyAlterTable } from "./apply-alter-table.ts";
import { putTable } from "./catalog.ts";
import { catalogEffects } from "./catalog-effects.ts";
import { enterDatabase, keyOf } from "./names.ts";
import { type Applied, enforcesInlineReferences, type Replay } from "./replay.ts";
import { resolveParentsOf } from "./resolve-parents.ts";

/**
 * Replays what one statement changes, in the schema and in the session. Bodies of routines, triggers and events change
 * nothing when they are defined.
 */
export function applyStatement(replay: Replay, statement: Applied) {
  if (statement.type === "USE" && statement.object !== undefined)
    replay.session.scope = enterDatabase(replay.session.scope, statement.object);
  const now = statement.clauses.filter(({ deferred }) => !deferred);
  const alters = now.filter(({ kind }) => catalogEffects[kind].alters);
  const target = alters[0]?.target;
  if (target) applyAlter(replay, target, alters);
  for (const clause of now) applyClause(clause.kind, clause, replay, statement);
}

function applyAlter({ catalog, session, engine }: Replay, target: TableName, clauses: readonly Clause[]) {
  const key = keyOf(target, session.scope);
  const table = session.temporary.has(key) ? undefined : catalog.tables.get(key);
  if (!table) return;
  const written = clauses.map((clause) => resolveParentsOf(clause, target, session.scope));
  putTable(catalog, key, applyAlterTable(table, written, enforcesInlineReferences(engine)));
}

function applyClause<K extends ClauseKind>(kind: K, clause: ClauseOf<K>, replay: Replay, statement: Applied) {
  catalogEffects[kind].apply(replay, clause, statement);
}

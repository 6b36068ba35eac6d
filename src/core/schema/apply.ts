import type { Clause, ClauseKind, ClauseOf } from "../sql/clause.ts";
import { applyAlterTable } from "./apply-alter-table.ts";
import { putTable } from "./catalog.ts";
import { catalogEffects } from "./catalog-effects.ts";
import { type Applied, enforcesInlineReferences, type Replay } from "./replay.ts";
import { keyInSession } from "./session.ts";

/**
 * Replays what one statement changes, in the schema and in the session. Bodies of routines, triggers and events change
 * nothing when they are defined.
 */
export function applyStatement(replay: Replay, statement: Applied) {
  if (statement.type === "USE") replay.session.database = statement.object;
  const now = statement.clauses.filter(({ deferred }) => !deferred);
  const alters = now.filter(({ kind }) => catalogEffects[kind].alters);
  const target = alters[0]?.target;
  if (target) applyAlter(replay, keyInSession(target, replay.session), alters);
  for (const clause of now) applyClause(clause.kind, clause, replay, statement);
}

function applyAlter({ catalog, session, engine }: Replay, key: string, clauses: readonly Clause[]) {
  const table = session.temporary.has(key) ? undefined : catalog.tables.get(key);
  if (table) putTable(catalog, key, applyAlterTable(table, clauses, enforcesInlineReferences(engine)));
}

function applyClause<K extends ClauseKind>(kind: K, clause: ClauseOf<K>, replay: Replay, statement: Applied) {
  catalogEffects[kind].apply(replay, clause, statement);
}

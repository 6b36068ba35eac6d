import { findColumn, findIndex } from "../../schema/table.ts";
import type { Clause, ClauseKind } from "../../sql/statements/clause.ts";
import { copy, type Effect, instant, type Situation, together } from "./effect.ts";

/** The weakest clause decides, and some do not go together at all; undefined = cannot be told. */
export function combine(effects: readonly (Effect | undefined)[], situation: Situation): Effect | undefined {
  let combined: Effect = instant;
  for (const effect of effects) {
    if (!effect) return undefined;
    combined = together(combined, effect);
  }
  return combined.inplace && clashes(combined, situation) ? copy : combined;
}

function clashes(combined: Effect, { clauses, table, engine }: Situation): boolean {
  if (clauses.length === 1 || engine.flavour === "mariadb") return false;
  if (clauses.some(({ kind }) => kind === "keys-on-off")) return true;
  if (combined.instant) return false;
  const virtual = clauses.filter((clause) => changesVirtual(clause, table));
  return (
    virtual.length > 0 &&
    clauses.some((clause) => !virtual.includes(clause) && !besideVirtual.has(clause.kind))
  );
}

/** In place, a virtual column comes or goes beside indexes only (error 1846: "INPLACE ADD or DROP of virtual columns …"). */
const besideVirtual: ReadonlySet<ClauseKind> = new Set(["add-index", "drop-index"]);

/** A functional index is a virtual column too (manual 15.1.15). */
function changesVirtual(clause: Clause, table: Situation["table"]): boolean {
  switch (clause.kind) {
    case "add-column":
      return clause.definition?.generated?.stored === false;
    case "drop-column":
      return findColumn(table, clause.column ?? "")?.generated?.stored === false;
    case "add-index":
      return hasExpression(clause.indexDefinition);
    case "drop-index":
      return hasExpression(findIndex(table, clause.index ?? ""));
    default:
      return false;
  }
}

function hasExpression(index: Clause["indexDefinition"]): boolean {
  return index?.parts.some(({ expression }) => expression !== undefined) ?? false;
}

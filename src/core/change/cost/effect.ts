import type { Catalog } from "../../schema/catalog.ts";
import type { Table } from "../../schema/table.ts";
import type { ClauseOf } from "../../sql/clause.ts";
import type { Engine } from "../../sql/engine.ts";
import type { Lock } from "../change.ts";
import type { OnlineClause, OnlineKind } from "./online-kinds.ts";

/** How one clause may run: at once, in place, or (neither) by a copy of the table. Undefined = cannot be told. */
export interface Effect {
  /** INSTANT is possible, for the clause by itself. */
  instant: boolean;
  /** What it costs in place; undefined = only a copy will do. */
  inplace: { rebuilds: boolean; lock: Lock } | undefined;
}

/** What the effect of a clause depends on. */
export interface Situation {
  engine: Engine;
  /** The table before the statement. */
  table: Table;
  catalog: Catalog;
  /** All clauses of the statement. */
  clauses: readonly OnlineClause[];
  foreignKeyChecks: boolean;
}

/** What one kind of clause costs; undefined = cannot be told. */
export type EffectOf<K extends OnlineKind> = (
  clause: ClauseOf<K>,
  situation: Situation,
) => Effect | undefined;

export const cannotBeTold = () => undefined;

/** Metadata only. */
export const instant: Effect = { instant: true, inplace: { rebuilds: false, lock: "NONE" } };
/** Metadata at once, but a rebuild when another clause forces the statement in place. */
export const instantOrRebuild: Effect = { instant: true, inplace: { rebuilds: true, lock: "NONE" } };
export const inplace: Effect = { instant: false, inplace: { rebuilds: false, lock: "NONE" } };
export const inplaceShared: Effect = { instant: false, inplace: { rebuilds: false, lock: "SHARED" } };
export const rebuild: Effect = { instant: false, inplace: { rebuilds: true, lock: "NONE" } };
export const rebuildShared: Effect = { instant: false, inplace: { rebuilds: true, lock: "SHARED" } };
export const copy: Effect = { instant: false, inplace: undefined };

/** What both need, the weaker of each. */
export function together(a: Effect, b: Effect): Effect {
  if (!a.inplace || !b.inplace) return { instant: a.instant && b.instant, inplace: undefined };
  const lock = a.inplace.lock === "SHARED" || b.inplace.lock === "SHARED" ? "SHARED" : "NONE";
  return {
    instant: a.instant && b.instant,
    inplace: { rebuilds: a.inplace.rebuilds || b.inplace.rebuilds, lock },
  };
}

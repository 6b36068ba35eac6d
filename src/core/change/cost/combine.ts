import { type Column, findColumn, findIndex, foldName, indexesOn } from "../../schema/table.ts";
import type { ColumnDefinition } from "../../sql/definition.ts";
import type { Clause, ClauseKind } from "../../sql/statements/clause.ts";
import { copy, type Effect, instant, rebuild, rebuildShared, type Situation, together } from "./effect.ts";
import { modification } from "./modify-column.ts";
import { clusteringFate, isInnodb } from "./table-facts.ts";

/** The weakest clause decides, and some do not go together at all; undefined = cannot be told. */
export function combine(effects: readonly (Effect | undefined)[], situation: Situation): Effect | undefined {
  let combined: Effect = instant;
  for (const effect of effects) {
    if (!effect) return undefined;
    combined = together(combined, effect);
  }
  if (situation.engine.flavour === "mariadb" || !isInnodb(situation.table)) return combined;
  const fate = clusteringFate(situation);
  if (fate === "goes" || (combined.inplace && clashes(combined, situation))) return copy;
  const settled = fate === "changes" ? together(combined, rebuild) : combined;
  if (!settled.inplace?.rebuilds || !situation.clauses.some((clause) => recollates(clause, situation))) {
    return settled;
  }
  return together(settled, rebuildShared);
}

/** A CHAR or a TEXT that changes its collation keeps writers out while the table is rebuilt. */
function recollates(clause: Clause, { table, engine }: Situation): boolean {
  const change = clause.kind === "modify-column" ? modification(table, clause, engine) : undefined;
  return change?.type === "text" && change.before.type.name !== "varchar";
}

/** Those that each could do better, but the server does by a copy together. */
function clashes(combined: Effect, { clauses, table }: Situation): boolean {
  if (clauses.length > 1 && clauses.some(({ kind }) => kind === "keys-on-off")) return true;
  const virtual = clauses.filter((clause) => changesVirtual(clause, table));
  if (virtual.length === 0) return false;
  const others = clauses.filter((clause) => !virtual.includes(clause));
  if (virtual.some((clause) => isPlacedAmongVirtual(clause, table) || isUnique(clause, table))) return true;
  if (combined.instant && virtual.every(({ kind }) => kind === "add-column"))
    return others.some(({ kind }) => kind === "rename-column");
  return others.some((clause) => !besideVirtual.has(clause.kind) || isUnique(clause, table));
}

/** A virtual column that comes before another one, or before the AUTO_INCREMENT column, moves that one by a copy. */
function isPlacedAmongVirtual(
  { kind, definition }: Clause,
  { columns, indexes }: Situation["table"],
): boolean {
  if (kind !== "add-column" || !definition) return false;
  // A functional index has its virtual column behind all others.
  if (indexes.some(hasExpression)) return true;
  return columnsBehind(definition.position, columns).some(
    ({ generated, autoIncrement }) => generated?.stored === false || autoIncrement,
  );
}

function columnsBehind(
  position: ColumnDefinition["position"],
  columns: readonly Column[],
): readonly Column[] {
  if (position === undefined) return [];
  if (position === "first") return columns;
  return columns.slice(columns.findIndex(({ name }) => foldName(name) === foldName(position.after)) + 1);
}

/** Adds or drops a UNIQUE index, a column's own or a dropped column's. */
function isUnique(
  { kind, index = "", indexDefinition, column, definition }: Clause,
  table: Situation["table"],
) {
  if (kind === "drop-index") return findIndex(table, index)?.kind === "unique";
  if (kind === "drop-column") return indexesOn(table, column ?? "").some((one) => one.kind === "unique");
  return indexDefinition?.kind === "unique" || definition?.inline.unique === true;
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

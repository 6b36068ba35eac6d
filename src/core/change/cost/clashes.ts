import { type Column, findColumn, findIndex, indexesOn, type Table } from "../../schema/table.ts";
import type { Clause } from "../../sql/clause.ts";
import { columnDefinitionOf, indexDefinitionOf } from "../../sql/clause-parts.ts";
import type { ColumnDefinition, IndexDefinition } from "../../sql/definition.ts";
import { foldName } from "../../sql/fold-name.ts";
import type { Effect, Situation } from "./effect.ts";
import type { OnlineClause } from "./online-kinds.ts";
import { hasFulltext } from "./table-facts.ts";

/** Clauses that each could do better, but that the server does by a copy together. */
export function clashes(combined: Effect, situation: Situation): boolean {
  const { clauses, table, engine } = situation;
  if (clauses.length > 1 && clauses.some(({ kind }) => kind === "keys-on-off")) return true;
  const mariadb = engine.flavour === "mariadb";
  if (mariadb && clashesInMariadb(combined, situation)) return true;
  if (!mariadb && combined.inplace?.rebuilds && table.partitioning && table.indexes.some(hasExpression))
    return true;
  const virtual = clauses.filter((clause) => changesVirtual(clause, table));
  if (virtual.length === 0) return false;
  const isVirtualChange = new Set<Clause>(virtual);
  const others = clauses.filter((clause) => !isVirtualChange.has(clause));
  if (!mariadb && virtual.some((clause) => hidesVirtual(clause, table))) return true;
  if (virtual.some((clause) => isPlacedAmongVirtual(clause, table) || isUnique(clause, table))) return true;
  if (mariadb) return others.some((clause) => !isBesideVirtualInMariadb(clause) || isUnique(clause, table));
  if (combined.instant && virtual.every(({ kind }) => kind === "add-column")) return others.some(renames);
  return others.some((clause) => !isBesideVirtual(clause, situation));
}

function renames(clause: OnlineClause): boolean {
  if (clause.kind === "modify-column") return foldName(clause.column) !== foldName(clause.definition.name);
  return clause.kind === "rename-column";
}

function clashesInMariadb(combined: Effect, situation: Situation): boolean {
  const { clauses } = situation;
  if (clauses.length > 1 && clauses.some(({ kind }) => kind === "convert-charset")) return true;
  return rebuildsFulltext(combined, situation) || movesVirtual(combined, situation);
}

/** In place, a virtual column comes or goes beside indexes only (error 1846: "INPLACE ADD or DROP of virtual columns …"). */
function isBesideVirtual(clause: OnlineClause, { table }: Situation): boolean {
  if (clause.kind === "drop-index") return !isUnique(clause, table);
  if (clause.kind !== "add-index" || isUnique(clause, table)) return false;
  const kind = clause.indexDefinition.kind;
  // The first FULLTEXT index brings a column of its own.
  return kind !== "spatial" && (kind !== "fulltext" || hasFulltext(table));
}

/** A functional index beside another one, or one of a partitioned table. */
function hidesVirtual({ kind }: OnlineClause, { indexes, partitioning }: Table): boolean {
  if (kind === "add-index") return partitioning !== undefined || indexes.some(hasExpression);
  return kind === "drop-index" && partitioning !== undefined;
}

function isBesideVirtualInMariadb({ kind }: OnlineClause): boolean {
  return kind === "add-index" || kind === "drop-index" || kind === "drop-column";
}

/** A FULLTEXT index is not built again beside a new one or for a new primary key; nor are two new ones built together. */
function rebuildsFulltext({ inplace }: Effect, { clauses, table }: Situation): boolean {
  const added = clauses.filter((clause) => indexDefinitionOf(clause)?.kind === "fulltext");
  if (added.length > 1) return true;
  const several = table.indexes.filter(({ kind }) => kind === "fulltext").length > 1;
  const anew = several || added.length > 0 || clauses.some(addsPrimaryKey);
  return anew && inplace?.rebuilds === true && hasFulltext(table);
}

function addsPrimaryKey(clause: OnlineClause): boolean {
  return clause.kind === "add-primary-key" || columnDefinitionOf(clause)?.inline.primaryKey === true;
}

/** MariaDB copies where a virtual column gets another place among the columns, or an index shrinks beside one. */
function movesVirtual(combined: Effect, { clauses, table }: Situation): boolean {
  if (!table.columns.some(isVirtual)) return false;
  const alone =
    combined.instant && !table.partitioning && clauses.every(({ kind }) => kind === "drop-column");
  return clauses.some((clause) => {
    if (clause.kind === "add-column")
      return columnsBehind(clause.definition.position, table.columns).some(isVirtual);
    if (clause.kind === "modify-column") return clause.definition.position !== undefined;
    if (clause.kind !== "drop-column" || alone) return false;
    return (
      columnsBehind({ after: clause.column }, table.columns).some(isVirtual) ||
      indexesOn(table, clause.column).some((index) => index.kind === "unique" || index.parts.length > 1)
    );
  });
}

function isVirtual({ generated }: Column): boolean {
  return generated?.stored === false;
}

/** A virtual column that comes before another one, or before the AUTO_INCREMENT column, moves that one by a copy. */
function isPlacedAmongVirtual(clause: OnlineClause, { columns, indexes }: Table): boolean {
  if (clause.kind !== "add-column") return false;
  // A functional index has its virtual column after all others.
  if (indexes.some(hasExpression)) return true;
  return columnsBehind(clause.definition.position, columns).some(
    (one) => isVirtual(one) || one.autoIncrement,
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
function isUnique(clause: OnlineClause, table: Table): boolean {
  if (clause.kind === "drop-index") return findIndex(table, clause.index)?.kind === "unique";
  if (clause.kind === "drop-column")
    return indexesOn(table, clause.column).some((one) => one.kind === "unique");
  const isUniqueIndex = indexDefinitionOf(clause)?.kind === "unique";
  return isUniqueIndex || columnDefinitionOf(clause)?.inline.unique === true;
}

/** A functional index is a virtual column too (manual 15.1.15). */
function changesVirtual(clause: OnlineClause, table: Table): boolean {
  switch (clause.kind) {
    case "add-column":
      return clause.definition.generated?.stored === false;
    case "drop-column":
      return findColumn(table, clause.column)?.generated?.stored === false;
    case "add-index":
      return hasExpression(clause.indexDefinition);
    case "drop-index":
      return hasExpression(findIndex(table, clause.index));
    default:
      return false;
  }
}

function hasExpression(index: IndexDefinition | undefined): boolean {
  return index?.parts.some(({ expression }) => expression !== undefined) ?? false;
}

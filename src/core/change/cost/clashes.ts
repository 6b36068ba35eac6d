import { type Column, findColumn, findIndex, foldName, indexesOn, type Table } from "../../schema/table.ts";
import type { Clause, ClauseKind } from "../../sql/clause.ts";
import type { ColumnDefinition } from "../../sql/definition.ts";
import type { Effect, Situation } from "./effect.ts";
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
  const others = clauses.filter((clause) => !virtual.includes(clause));
  if (!mariadb && virtual.some((clause) => hidesVirtual(clause, table))) return true;
  if (virtual.some((clause) => isPlacedAmongVirtual(clause, table) || isUnique(clause, table))) return true;
  if (mariadb)
    return others.some((clause) => !besideVirtualInMariadb.has(clause.kind) || isUnique(clause, table));
  if (combined.instant && virtual.every(({ kind }) => kind === "add-column")) return others.some(renames);
  return others.some((clause) => !isBesideVirtual(clause, situation));
}

function renames({ kind, column = "", definition }: Clause): boolean {
  if (kind === "modify-column") return foldName(column) !== foldName(definition?.name ?? "");
  return kind === "rename-column";
}

function clashesInMariadb(combined: Effect, situation: Situation): boolean {
  const { clauses } = situation;
  if (clauses.length > 1 && clauses.some(({ kind }) => kind === "convert-charset")) return true;
  return rebuildsFulltext(combined, situation) || movesVirtual(combined, situation);
}

/** In place, a virtual column comes or goes beside indexes only (error 1846: "INPLACE ADD or DROP of virtual columns …"). */
function isBesideVirtual(clause: Clause, { table }: Situation): boolean {
  if (clause.kind === "drop-index") return !isUnique(clause, table);
  if (clause.kind !== "add-index" || isUnique(clause, table)) return false;
  const kind = clause.indexDefinition?.kind;
  // The first FULLTEXT index brings a column of its own.
  return kind !== "spatial" && (kind !== "fulltext" || hasFulltext(table));
}

/** A functional index beside another one, or one of a partitioned table. */
function hidesVirtual({ kind }: Clause, { indexes, partitioning }: Table): boolean {
  if (kind === "add-index") return partitioning !== undefined || indexes.some(hasExpression);
  return kind === "drop-index" && partitioning !== undefined;
}

const besideVirtualInMariadb: ReadonlySet<ClauseKind> = new Set(["add-index", "drop-index", "drop-column"]);

/** A FULLTEXT index is not built again beside a new one or for a new primary key; nor are two new ones built together. */
function rebuildsFulltext({ inplace }: Effect, { clauses, table }: Situation): boolean {
  const added = clauses.filter(({ indexDefinition }) => indexDefinition?.kind === "fulltext");
  if (added.length > 1) return true;
  const several = table.indexes.filter(({ kind }) => kind === "fulltext").length > 1;
  const anew = several || added.length > 0 || clauses.some(addsPrimaryKey);
  return anew && inplace?.rebuilds === true && hasFulltext(table);
}

function addsPrimaryKey({ kind, definition }: Clause): boolean {
  return kind === "add-primary-key" || definition?.inline.primaryKey === true;
}

/** MariaDB copies where a virtual column gets another place among the columns, or an index shrinks beside one. */
function movesVirtual(combined: Effect, { clauses, table }: Situation): boolean {
  if (!table.columns.some(isVirtual)) return false;
  const alone =
    combined.instant && !table.partitioning && clauses.every(({ kind }) => kind === "drop-column");
  return clauses.some(({ kind, column = "", definition }) => {
    if (kind === "add-column") return columnsBehind(definition?.position, table.columns).some(isVirtual);
    if (kind === "modify-column") return definition?.position !== undefined;
    if (kind !== "drop-column" || alone) return false;
    return (
      columnsBehind({ after: column }, table.columns).some(isVirtual) ||
      indexesOn(table, column).some((index) => index.kind === "unique" || index.parts.length > 1)
    );
  });
}

function isVirtual({ generated }: Column): boolean {
  return generated?.stored === false;
}

/** A virtual column that comes before another one, or before the AUTO_INCREMENT column, moves that one by a copy. */
function isPlacedAmongVirtual({ kind, definition }: Clause, { columns, indexes }: Table): boolean {
  if (kind !== "add-column" || !definition) return false;
  // A functional index has its virtual column behind all others.
  if (indexes.some(hasExpression)) return true;
  return columnsBehind(definition.position, columns).some((one) => isVirtual(one) || one.autoIncrement);
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
function isUnique({ kind, index = "", indexDefinition, column, definition }: Clause, table: Table) {
  if (kind === "drop-index") return findIndex(table, index)?.kind === "unique";
  if (kind === "drop-column") return indexesOn(table, column ?? "").some((one) => one.kind === "unique");
  return indexDefinition?.kind === "unique" || definition?.inline.unique === true;
}

/** A functional index is a virtual column too (manual 15.1.15). */
function changesVirtual(clause: Clause, table: Table): boolean {
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

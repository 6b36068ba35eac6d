import { foldName, type Index, indexesOn, type Table } from "../../schema/table.ts";
import type { Clause } from "../../sql/statements/clause.ts";
import type { Situation } from "./effect.ts";

export function hasFulltext(table: Table): boolean {
  return table.indexes.some(({ kind }) => kind === "fulltext");
}

/** InnoDB is the default engine; a table that states another one is another's (manual 18). */
export function isInnodb(table: Table): boolean {
  return /^(innodb|)$/i.test(table.options.get("ENGINE") ?? "");
}

export function isCompressed(table: Table): boolean {
  if (/^compressed$/i.test(table.options.get("ROW_FORMAT") ?? "")) return true;
  return (
    table.options.get("ROW_FORMAT") === undefined && Number(table.options.get("KEY_BLOCK_SIZE") ?? 0) > 0
  );
}

/** Row versions that INSTANT ADD and DROP COLUMN may make before a rebuild: 255 as of 9.1 (manual 17.12.1). */
function rowVersionLimit(version: number): number {
  return version >= 90100 ? 255 : 64;
}

const mostColumns = 1022;

/** May the table take another row version, and so an INSTANT ADD or DROP COLUMN? */
export function mayAddRowVersion({ table, engine, clauses }: Situation): boolean {
  const added = clauses.filter(({ kind }) => kind === "add-column").length;
  if (table.columns.length + added > mostColumns) return false;
  return table.rowVersions < rowVersionLimit(engine.version) && !isCompressed(table) && !hasFulltext(table);
}

/** Does a foreign key of any table, this one too, point at the column? */
export function isReferenced({ catalog, table }: Situation, column: string): boolean {
  const wanted = foldName(column);
  for (const other of catalog.tables.values()) {
    for (const { references, referencedColumns } of other.foreignKeys) {
      const database = references.database ?? other.name.database;
      if (references.table !== table.name.table || database !== table.name.database) continue;
      if (referencedColumns.length === 0 || referencedColumns.some((name) => foldName(name) === wanted))
        return true;
    }
  }
  return false;
}

/** Without a primary key the first UNIQUE index over NOT NULL columns clusters the table (manual 17.6.2.1). */
export function clusteringIndex(table: Table): Index | undefined {
  const primary = table.indexes.find(({ kind }) => kind === "primary");
  return primary ?? table.indexes.find((index) => mayCluster(table, index));
}

/**
 * What happens to the index that clusters the table: it stays, another column list takes its place, or it goes. MySQL
 * lets it go in place only where the same statement adds a primary key (error 1846, "Dropping a primary key …").
 */
export function clusteringFate({ table, clauses }: Situation): "stays" | "changes" | "goes" {
  const index = clusteringIndex(table);
  if (!index) return "stays";
  const left = index.parts.filter(({ column = "" }) => !clauses.some((clause) => drops(clause, column)));
  const goes = left.length === 0 || clauses.some((clause) => unmakes(clause, index));
  if (goes) return clauses.some(addsPrimaryKey) ? "changes" : "goes";
  return left.length < index.parts.length ? "changes" : "stays";
}

function drops({ kind, column = "" }: Clause, name: string): boolean {
  return kind === "drop-column" && foldName(column) === foldName(name);
}

/** Drops the index by its name, or lets one of its columns be NULL, which no primary key's may. */
function unmakes({ kind, index = "", column = "", definition }: Clause, { name, kind: of, parts }: Index) {
  if (kind === "drop-primary-key") return of === "primary";
  if (kind === "drop-index" || kind === "drop-constraint") return foldName(index) === foldName(name);
  if (kind !== "modify-column" || of === "primary" || definition?.nullable === false) return false;
  return (
    !definition?.inline.primaryKey && parts.some((part) => foldName(part.column ?? "") === foldName(column))
  );
}

export function addsPrimaryKey({ kind, definition }: Clause): boolean {
  return kind === "add-primary-key" || definition?.inline.primaryKey === true;
}

export function mayCluster(table: Table, { kind, parts }: Pick<Index, "kind" | "parts">): boolean {
  if (kind !== "unique") return false;
  return parts.every(({ column, length }) => {
    if (column === undefined || length !== undefined) return false;
    const found = table.columns.find(({ name }) => foldName(name) === foldName(column));
    return found !== undefined && !found.nullable;
  });
}

export function isIndexed(table: Table, column: string): boolean {
  return indexesOn(table, column).length > 0;
}

import type {
  CheckDefinition,
  ColumnDefinition,
  ForeignKeyDefinition,
  IndexDefinition,
  IndexPart,
} from "../sql/definition.ts";
import { foldName } from "../sql/fold-name.ts";
import { buildColumn } from "./column.ts";
import { indexName, inlineIndexes, nameCheck, nameForeignKey } from "./default-names.ts";
import { storedParts } from "./stored-parts.ts";
import type { Column, Index, Table } from "./table.ts";

/** A table while a statement works on it: it replaces the lists that it changes, and all others stay the table's own. */
export type TableDraft = Table;

export function draftOfTable(table: Table): TableDraft {
  return { ...table };
}

/** Adds the column where its position says; its own keys and constraints are the caller's to add. */
export function putColumn(draft: TableDraft, definition: ColumnDefinition) {
  draft.columns = withColumn(draft.columns, buildColumn(definition, draft), definition.position);
}

export function withColumn(
  columns: readonly Column[],
  column: Column,
  position: ColumnDefinition["position"],
): readonly Column[] {
  if (position === "first") return [column, ...columns];
  const at =
    position === undefined
      ? -1
      : columns.findIndex(({ name }) => foldName(name) === foldName(position.after));
  return at < 0 ? [...columns, column] : columns.toSpliced(at + 1, 0, column);
}

/** What a column definition says beside the column. Foreign keys in it count since MySQL 9.0 and in MariaDB. */
export function addInline(draft: TableDraft, definition: ColumnDefinition, inlineReferences: boolean) {
  const { primaryKey, unique, check, references } = definition.inline;
  if (primaryKey || unique) for (const index of inlineIndexes(definition)) putIndex(draft, index);
  if (check) putCheck(draft, check);
  if (references && inlineReferences) putForeignKey(draft, references);
}

export function putIndex(draft: TableDraft, index: IndexDefinition) {
  if (index.kind === "primary") {
    draft.columns = draft.columns.map((column) =>
      column.nullable && holds(index, column.name) ? { ...column, nullable: false } : column,
    );
  }
  if (index.kind !== "fulltext" && index.kind !== "spatial") dropServed(draft, index.parts);
  const parts = storedParts(index.parts, draft.columns);
  draft.indexes = [...draft.indexes, { ...index, name: indexName(index, draft.indexes), parts }];
}

function holds(index: IndexDefinition, column: string): boolean {
  const wanted = foldName(column);
  return index.parts.some((part) => part.column !== undefined && foldName(part.column) === wanted);
}

export function putCheck(draft: TableDraft, check: CheckDefinition) {
  draft.checks = [...draft.checks, nameCheck(check, draft.name, draft.checks)];
}

/** Other engines read a foreign key, make its index and forget it (manual 15.1.20.5). */
const keepsForeignKeys = /^(innodb|ndb|ndbcluster|)$/i;

/** A foreign key brings an index along where none begins with its columns (manual 15.1.20.5). */
export function putForeignKey(draft: TableDraft, key: ForeignKeyDefinition) {
  const named = nameForeignKey(key, draft.name, draft.foreignKeys);
  if (keepsForeignKeys.test(draft.options.get("ENGINE") ?? ""))
    draft.foreignKeys = [...draft.foreignKeys, named];
  if (draft.indexes.some((index) => !index.implied && servesForeignKey(index, key.columns))) return;
  const parts = key.columns.map((column) => ({
    column,
    expression: undefined,
    length: undefined,
    descending: false,
  }));
  dropServed(draft, parts);
  if (draft.indexes.some((index) => servesForeignKey(index, key.columns))) return;
  const name = key.name ?? key.indexName;
  const index: IndexDefinition = { name, kind: "index", parts, visible: true };
  draft.indexes = [...draft.indexes, { ...index, name: indexName(index, draft.indexes), implied: true }];
}

/** An index that a foreign key brought along goes when another one can serve in its place. */
function dropServed(draft: TableDraft, parts: readonly IndexPart[]) {
  if (draft.indexes.some(isImplied))
    draft.indexes = draft.indexes.filter((index) => !isServedBy(index, parts));
}

function isImplied({ implied }: Index): boolean {
  return implied === true;
}

function isServedBy(index: Index, parts: readonly IndexPart[]): boolean {
  const columns = index.parts.map(({ column = "" }) => column);
  return isImplied(index) && servesForeignKey({ kind: "index", parts }, columns);
}

/** Can the index serve a foreign key on these columns? */
export function servesForeignKey(
  { kind, parts }: Pick<Index, "kind" | "parts">,
  columns: readonly string[],
): boolean {
  if (kind === "fulltext" || kind === "spatial") return false;
  return columns.every((column, i) => {
    const part = parts[i];
    return (
      part?.column !== undefined &&
      part.length === undefined &&
      !part.descending &&
      foldName(part.column) === foldName(column)
    );
  });
}

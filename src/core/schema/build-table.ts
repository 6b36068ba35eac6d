import type { TableDefinition, TableName } from "../sql/definition.ts";
import type { Database } from "./catalog.ts";
import { canonicalCharset, canonicalCollation, charsetOfCollation } from "./charset.ts";
import { buildColumn } from "./column.ts";
import { storedPartitions } from "./stored-parts.ts";
import type { Table } from "./table.ts";
import { addInline, putCheck, putForeignKey, putIndex, type TableDraft } from "./table-draft.ts";

interface Setting {
  /** The database's default, where it is known. */
  database: Database | undefined;
  /** REFERENCES after a column makes a foreign key: MySQL since 9.0, MariaDB. */
  inlineReferences: boolean;
}

/** What a table holds of earlier changes once it is written anew. */
export const rebuilt = { rowVersions: 0, droppedColumns: 0, keepsDocId: false };

const none: readonly never[] = [];

/** The table that CREATE TABLE makes from its own definition. */
export function buildTable(name: TableName, definition: TableDefinition, setting: Setting): Table {
  const { options } = definition;
  const collation = canonicalCollation(options.get("COLLATE"));
  const charset = canonicalCharset(options.get("CHARSET")) ?? charsetOfCollation(collation);
  const inherits = charset === undefined;
  const text = {
    charset: inherits ? setting.database?.charset : charset,
    collation: collation ?? (inherits ? setting.database?.collation : undefined),
  };
  const draft: TableDraft = {
    name,
    columns: definition.columns.map((column) => buildColumn(column, text)),
    indexes: none,
    foreignKeys: none,
    checks: none,
    options,
    charset: text.charset,
    collation: text.collation,
    partitioning: definition.partitioning && storedPartitions(definition.partitioning),
    complete: !definition.fromQuery,
    rowVersions: 0,
    droppedColumns: 0,
    keepsDocId: false,
  };
  for (const column of definition.columns) addInline(draft, column, setting.inlineReferences);
  for (const index of definition.indexes) putIndex(draft, index);
  for (const key of definition.foreignKeys) putForeignKey(draft, key);
  for (const check of definition.checks) putCheck(draft, check);
  return draft;
}

/** CREATE TABLE … LIKE: everything but the foreign keys (manual 15.1.20.3). */
export function copyTable(name: TableName, original: Table): Table {
  const checks = original.checks.map((check, i) => ({ ...check, name: `${name.table}_chk_${i + 1}` }));
  return { ...original, name, foreignKeys: [], checks, ...rebuilt };
}

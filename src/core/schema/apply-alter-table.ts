import type { Clause } from "../sql/clause.ts";
import type { ColumnDefinition } from "../sql/definition.ts";
import { alterColumns } from "./alter-columns.ts";
import { addKeys, dropKey } from "./alter-keys.ts";
import { changePartitions } from "./change-partitions.ts";
import { canonicalCharset, canonicalCollation, charsetOfCollation, isText } from "./charset.ts";
import { buildColumn } from "./column.ts";
import { storedPartitions } from "./stored-parts.ts";
import { growText } from "./stored-size.ts";
import { type Column, findColumn, type Table } from "./table.ts";
import { draftOfTable, type TableDraft } from "./table-draft.ts";

/** The table after the clauses of one statement, which the server applies together (manual 15.1.11). */
export function applyAlterTable(table: Table, clauses: readonly Clause[], inlineReferences: boolean): Table {
  const draft = draftOfTable(table);
  // The new default counts for the columns that the same statement adds; CONVERT TO for all of them.
  for (const clause of clauses) {
    if (clause.kind === "change-charset" || clause.kind === "convert-charset") setCharset(draft, clause);
  }
  alterColumns(draft, clauses);
  for (const clause of clauses) {
    applyTableClause(draft, clause);
    dropKey(draft, clause);
  }
  addKeys(draft, clauses, inlineReferences);
  return draft;
}

function applyTableClause(draft: TableDraft, clause: Clause) {
  switch (clause.kind) {
    case "change-engine":
    case "table-option":
    case "table-comment":
    case "tablespace":
      return setOptions(draft, clause);
    case "convert-charset":
      return convertColumns(draft);
    case "partition-by":
      draft.partitioning = clause.partitioning && storedPartitions(clause.partitioning);
      return;
    case "remove-partitioning":
      draft.partitioning = undefined;
      return;
    case "add-partition":
    case "drop-partition":
    case "reorganize-partition":
      draft.partitioning = draft.partitioning && changePartitions(draft.partitioning, clause);
      return;
    default:
  }
}

/** The column that a clause writes, as the whole statement leaves it: CONVERT TO and a new default count for it too. */
export function writtenColumn(
  definition: ColumnDefinition,
  table: Table,
  clauses: readonly Clause[],
): Column | undefined {
  const settles = clauses.some(({ kind }) => kind === "change-charset" || kind === "convert-charset");
  if (!settles) return buildColumn(definition, table);
  return findColumn(applyAlterTable(table, clauses, false), definition.name);
}

function setOptions(draft: TableDraft, { options }: Clause) {
  if (options) draft.options = new Map([...draft.options, ...options]);
}

function setCharset(draft: TableDraft, clause: Clause) {
  setOptions(draft, clause);
  const collation = canonicalCollation(clause.options?.get("COLLATE"));
  const charset = canonicalCharset(clause.options?.get("CHARSET")) ?? charsetOfCollation(collation);
  if (charset === "DEFAULT") {
    draft.charset = undefined;
    draft.collation = undefined;
    return;
  }
  draft.collation = collation;
  draft.charset = charset ?? draft.charset;
}

/** CONVERT TO rewrites every text column; binary ones keep what they are (manual 15.1.11). */
function convertColumns(draft: TableDraft) {
  const { charset, collation } = draft;
  draft.columns = draft.columns.map((column) =>
    isText(column.type)
      ? { ...column, type: { ...growText(column.type, charset), charset, collation } }
      : column,
  );
}

import type { ClauseOf } from "../sql/clause.ts";
import type { IndexPart } from "../sql/definition.ts";
import { foldName } from "../sql/fold-name.ts";
import { columnsNamed, definedExpression, keptMode } from "../sql/grammar/defined-expression.ts";
import { buildColumn } from "./column.ts";
import { type ColumnList, listColumns } from "./column-list.ts";
import { storedParts } from "./stored-parts.ts";
import { type Column, type Index, indexesOn, pointsAt } from "./table.ts";
import type { TableDraft } from "./table-draft.ts";

/** The columns of a table while the clauses of one statement change them. */
export interface ColumnWork {
  readonly draft: TableDraft;
  /** As the clauses so far leave them; the draft has them when the last is done. */
  readonly columns: ColumnList;
  /** As the statement found them, each as it is by now; undefined = no clause has asked for one yet. */
  before: Map<string, Column> | undefined;
  readonly found: readonly Column[];
  readonly renamed: Map<string, string>;
  /** Folded, as the statement found them. */
  readonly dropped: Set<string>;
  readonly keepsPrimaryKey: boolean;
}

export function startColumns(draft: TableDraft, keepsPrimaryKey: boolean): ColumnWork {
  return {
    draft,
    columns: listColumns(draft.columns),
    before: undefined,
    found: draft.columns,
    renamed: new Map(),
    dropped: new Set(),
    keepsPrimaryKey,
  };
}

/** What changed columns mean for the table and the keys over them. */
export function finishColumns({ draft, columns, before, renamed, dropped }: ColumnWork) {
  draft.columns = columns.list();
  if (dropped.size > 0) dropFromKeys(draft, dropped);
  if (before === undefined) return;
  if (renamed.size > 0) renameInKeys(draft, renamed);
  if (draft.indexes.some(({ parts }) => parts.some(({ length }) => length !== undefined)))
    draft.indexes = draft.indexes.map((index) => ({ ...index, parts: storedParts(index.parts, draft) }));
}

/**
 * Clauses name columns as they were before the statement, so that two may swap their names; FIRST and AFTER
 * name them as they are then.
 */
function columnBefore(work: ColumnWork, name: string): Column | undefined {
  work.before ??= new Map(work.found.map((column) => [foldName(column.name), column]));
  return work.before.get(foldName(name));
}

export function addNewColumn({ draft, columns }: ColumnWork, { definition }: ClauseOf<"add-column">) {
  columns.add(buildColumn(definition, draft), definition.position);
}

export function renameOldColumn(work: ColumnWork, { column: name, to }: ClauseOf<"rename-column">) {
  const column = columnBefore(work, name);
  if (column) replace(work, name, column, { ...column, name: to });
}

/** The server takes a default for an AUTO_INCREMENT column and forgets it. */
export function changeDefault(work: ColumnWork, { column: name, default: text }: ClauseOf<"change-default">) {
  const column = columnBefore(work, name);
  if (!column || column.autoIncrement) return;
  const defaultIsExpression = text?.startsWith("(") ?? false;
  replace(work, name, column, { ...column, default: text, defaultIsExpression });
}

export function showColumn(work: ColumnWork, { column: name, visible }: ClauseOf<"column-visibility">) {
  const column = columnBefore(work, name);
  if (column) replace(work, name, column, { ...column, invisible: !visible });
}

function replace({ columns, before, renamed }: ColumnWork, name: string, column: Column, next: Column) {
  columns.replace(column, next);
  before?.set(foldName(name), next);
  if (next.name !== column.name) renamed.set(foldName(column.name), next.name);
}

/** MODIFY and CHANGE. */
export function writeColumn(
  work: ColumnWork,
  { column: name, definition }: ClauseOf<"modify-column" | "reorder-column">,
) {
  const column = columnBefore(work, name);
  if (!column) return;
  const { draft, columns } = work;
  const inPrimaryKey = work.keepsPrimaryKey && indexesOn(draft, column.name).some(isPrimary);
  const built = buildColumn(definition, draft);
  const next = inPrimaryKey ? { ...built, nullable: false } : built;
  replace(work, name, column, next);
  if (definition.position !== undefined) columns.move(next, definition.position);
}

function isPrimary({ kind }: Index): boolean {
  return kind === "primary";
}

/** A dropped column leaves its indexes too, and takes the checks that are about it alone (manual 15.1.11). */
export function dropOldColumn(work: ColumnWork, { column: wanted }: ClauseOf<"drop-column">) {
  const column = columnBefore(work, wanted);
  if (!column) return;
  const { draft, columns, dropped } = work;
  columns.drop(column);
  dropped.add(foldName(column.name));
  if (draft.checks.some(({ expression }) => isAboutOnly(work, expression, column)))
    draft.checks = draft.checks.filter(({ expression }) => !isAboutOnly(work, expression, column));
}

/**
 * A check that names no other column that is left in the table; one that names none at all goes with any column. One that
 * cannot be read stays.
 */
function isAboutOnly({ draft, columns }: ColumnWork, expression: string, column: Column): boolean {
  const tree = definedExpression(expression, keptMode(undefined));
  if (!tree) return false;
  const named = columnsNamed(tree);
  return (draft.complete || named.has(foldName(column.name))) && ![...named].some(columns.has);
}

function dropFromKeys(draft: TableDraft, dropped: ReadonlySet<string>) {
  draft.indexes = draft.indexes
    .map((index) => ({
      ...index,
      parts: index.parts.filter((part) => !dropped.has(foldName(part.column ?? ""))),
    }))
    .filter(({ parts }) => parts.length > 0);
}

function renameInKeys(draft: TableDraft, renamed: ReadonlyMap<string, string>) {
  const rename = (name: string) => renamed.get(foldName(name)) ?? name;
  const part = (one: IndexPart): IndexPart =>
    one.column === undefined ? one : { ...one, column: rename(one.column) };
  draft.indexes = draft.indexes.map((index) => ({ ...index, parts: index.parts.map(part) }));
  draft.foreignKeys = draft.foreignKeys.map((key) => ({
    ...key,
    columns: key.columns.map(rename),
    referencedColumns: pointsAt(key, draft.name) ? key.referencedColumns.map(rename) : key.referencedColumns,
  }));
}

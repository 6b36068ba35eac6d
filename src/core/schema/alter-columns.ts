import type { ClauseOf } from "../sql/clause.ts";
import type { IndexPart } from "../sql/definition.ts";
import { foldName } from "../sql/fold-name.ts";
import { columnsNamed, definedExpression, keptMode } from "../sql/grammar/defined-expression.ts";
import { buildColumn } from "./column.ts";
import { storedParts } from "./stored-parts.ts";
import { type Column, pointsAt } from "./table.ts";
import { putColumn, type TableDraft, withColumn } from "./table-draft.ts";

/** The columns of a table while the clauses of one statement change them. */
export interface ColumnWork {
  readonly draft: TableDraft;
  /** As the statement found them. */
  readonly found: readonly Column[];
  /** The same by name, each as it is by now; undefined = no clause has asked for one yet. */
  before: Map<string, Column> | undefined;
  readonly renamed: Map<string, string>;
  readonly keepsPrimaryKey: boolean;
}

export function startColumns(draft: TableDraft, keepsPrimaryKey: boolean): ColumnWork {
  return { draft, found: draft.columns, before: undefined, renamed: new Map(), keepsPrimaryKey };
}

/** What changed columns mean for the keys over them. */
export function finishColumns({ draft, before, renamed }: ColumnWork) {
  if (before === undefined) return;
  if (renamed.size > 0) renameInKeys(draft, renamed);
  if (draft.indexes.some(({ parts }) => parts.some(({ length }) => length !== undefined)))
    draft.indexes = draft.indexes.map((index) => ({
      ...index,
      parts: storedParts(index.parts, draft.columns),
    }));
}

/**
 * Clauses name columns as they were before the statement, so that two may swap their names; FIRST and AFTER
 * name them as they are then.
 */
function columnBefore(work: ColumnWork, name: string): Column | undefined {
  work.before ??= new Map(work.found.map((column) => [foldName(column.name), column]));
  return work.before.get(foldName(name));
}

export function addNewColumn({ draft }: ColumnWork, { definition }: ClauseOf<"add-column">) {
  putColumn(draft, definition);
}

export function renameOldColumn(work: ColumnWork, { column: name, to }: ClauseOf<"rename-column">) {
  const column = columnBefore(work, name);
  if (column) replace(work, column, { ...column, name: to });
}

/** The server takes a default for an AUTO_INCREMENT column and forgets it. */
export function changeDefault(work: ColumnWork, { column: name, default: text }: ClauseOf<"change-default">) {
  const column = columnBefore(work, name);
  if (!column || column.autoIncrement) return;
  const defaultIsExpression = text?.startsWith("(") ?? false;
  replace(work, column, { ...column, default: text, defaultIsExpression });
}

export function showColumn(work: ColumnWork, { column: name, visible }: ClauseOf<"column-visibility">) {
  const column = columnBefore(work, name);
  if (column) replace(work, column, { ...column, invisible: !visible });
}

function replace({ draft, before, renamed }: ColumnWork, column: Column, next: Column) {
  draft.columns = draft.columns.map((one) => (one === column ? next : one));
  for (const [name, current] of before ?? []) if (current === column) before?.set(name, next);
  if (next.name !== column.name) renamed.set(foldName(column.name), next.name);
}

/** MODIFY and CHANGE. */
export function writeColumn(
  work: ColumnWork,
  { column: name, definition }: ClauseOf<"modify-column" | "reorder-column">,
) {
  const column = columnBefore(work, name);
  if (!column) return;
  const { draft } = work;
  const inPrimaryKey = draft.indexes.some(
    ({ kind, parts }) =>
      work.keepsPrimaryKey &&
      kind === "primary" &&
      parts.some((part) => foldName(part.column ?? "") === foldName(column.name)),
  );
  const built = buildColumn(definition, draft);
  const next = inPrimaryKey ? { ...built, nullable: false } : built;
  replace(work, column, next);
  if (definition.position === undefined) return;
  const others = draft.columns.filter((one) => one !== next);
  draft.columns = withColumn(others, next, definition.position);
}

/** A dropped column leaves its indexes too, and takes the checks that are about it alone (manual 15.1.11). */
export function dropOldColumn(work: ColumnWork, { column: wanted }: ClauseOf<"drop-column">) {
  const column = columnBefore(work, wanted);
  if (!column) return;
  const { draft } = work;
  draft.columns = draft.columns.filter((one) => one !== column);
  const name = foldName(column.name);
  draft.indexes = draft.indexes
    .map((index) => ({ ...index, parts: index.parts.filter((part) => foldName(part.column ?? "") !== name) }))
    .filter(({ parts }) => parts.length > 0);
  draft.checks = draft.checks.filter(({ expression }) => !isAboutOnly(draft, expression, column));
}

/**
 * A check that names no other column that is left in the table; one that names none at all goes with any column. One that
 * cannot be read stays.
 */
function isAboutOnly(draft: TableDraft, expression: string, column: Column): boolean {
  const tree = definedExpression(expression, keptMode(undefined));
  if (!tree) return false;
  const named = columnsNamed(tree);
  return (
    (draft.complete || named.has(foldName(column.name))) &&
    !draft.columns.some(({ name }) => named.has(foldName(name)))
  );
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

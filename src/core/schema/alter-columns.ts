import type { Clause, ClauseKind } from "../sql/clause.ts";
import type { IndexPart } from "../sql/definition.ts";
import { buildColumn } from "./column.ts";
import { storedParts } from "./stored-parts.ts";
import { type Column, foldName, pointsAt } from "./table.ts";
import { putColumn, type TableDraft, withColumn } from "./table-draft.ts";

/**
 * Clauses name columns as they were before the statement, so that two may swap their names; FIRST and AFTER
 * name them as they are then.
 */
export function alterColumns(draft: TableDraft, clauses: readonly Clause[]) {
  if (!clauses.some(changesColumn)) return addColumns(draft, clauses);
  const before = new Map(draft.columns.map((column) => [foldName(column.name), column]));
  const renamed = new Map<string, string>();
  const keepsPrimaryKey = !clauses.some(({ kind }) => kind === "drop-primary-key");
  for (const clause of clauses) {
    if (clause.kind === "add-column") addColumns(draft, [clause]);
    const column = changesColumn(clause) && before.get(foldName(clause.column ?? ""));
    if (column) alterColumn({ draft, before, renamed, keepsPrimaryKey }, column, clause);
  }
  if (renamed.size > 0) renameInKeys(draft, renamed);
  if (draft.indexes.some(({ parts }) => parts.some(({ length }) => length !== undefined)))
    draft.indexes = draft.indexes.map((index) => ({
      ...index,
      parts: storedParts(index.parts, draft.columns),
    }));
}

function addColumns(draft: TableDraft, clauses: readonly Clause[]) {
  for (const { kind, definition } of clauses) {
    if (kind === "add-column" && definition) putColumn(draft, definition);
  }
}

function changesColumn({ kind }: Clause): boolean {
  return changing.has(kind);
}

const changing: ReadonlySet<ClauseKind> = new Set([
  "drop-column",
  "modify-column",
  "rename-column",
  "change-default",
  "column-visibility",
]);

interface Work {
  draft: TableDraft;
  /** The columns as the statement found them, each as it is by now. */
  before: Map<string, Column>;
  renamed: Map<string, string>;
  keepsPrimaryKey: boolean;
}

function alterColumn(work: Work, column: Column, clause: Clause) {
  switch (clause.kind) {
    case "drop-column":
      return drop(work, column);
    case "modify-column":
      return modify(work, column, clause);
    case "rename-column":
      return replace(work, column, { ...column, name: clause.to ?? column.name });
    case "change-default": {
      // The server takes a default for an AUTO_INCREMENT column and forgets it.
      if (column.autoIncrement) return;
      const dropped = clause.default === "";
      const text = dropped ? undefined : clause.default;
      return replace(work, column, {
        ...column,
        default: text,
        defaultIsExpression: text?.startsWith("(") ?? false,
      });
    }
    case "column-visibility":
      return replace(work, column, { ...column, invisible: clause.to === "INVISIBLE" });
    default:
  }
}

function replace({ draft, before, renamed }: Work, column: Column, next: Column) {
  draft.columns = draft.columns.map((one) => (one === column ? next : one));
  for (const [name, current] of before) if (current === column) before.set(name, next);
  if (next.name !== column.name) renamed.set(foldName(column.name), next.name);
}

function modify(work: Work, column: Column, { definition }: Clause) {
  if (!definition) return;
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
function drop({ draft }: Work, column: Column) {
  draft.columns = draft.columns.filter((one) => one !== column);
  const name = foldName(column.name);
  draft.indexes = draft.indexes
    .map((index) => ({ ...index, parts: index.parts.filter((part) => foldName(part.column ?? "") !== name) }))
    .filter(({ parts }) => parts.length > 0);
  draft.checks = draft.checks.filter(({ expression }) => !isAboutOnly(draft, expression, column));
}

/** A check that names no other column that is left in the table; one that names none at all goes with any column. */
function isAboutOnly(draft: TableDraft, expression: string, column: Column): boolean {
  const words = new Set((expression.match(/[\p{L}\p{N}_$]+/gu) ?? []).map(foldName));
  return (
    (draft.complete || words.has(foldName(column.name))) &&
    !draft.columns.some(({ name }) => words.has(foldName(name)))
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

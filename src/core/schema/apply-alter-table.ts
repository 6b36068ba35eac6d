import type { Clause, ClauseKind, ClauseOf } from "../sql/clause.ts";
import { countOfKind } from "../sql/clauses-of-kind.ts";
import type { ColumnDefinition } from "../sql/definition.ts";
import { onceFor } from "../sql/once-for.ts";
import { type ColumnWork, finishColumns, startColumns } from "./alter-columns.ts";
import { catalogEffects } from "./catalog-effects.ts";
import { buildColumn } from "./column.ts";
import { type Column, findColumn, type Table } from "./table.ts";
import { draftOfTable, type TableDraft } from "./table-draft.ts";

/** The table after the clauses of one statement, which the server applies together (manual 15.1.11). */
export function applyAlterTable(table: Table, clauses: readonly Clause[], inlineReferences: boolean): Table {
  const draft = draftOfTable(table);
  for (const clause of clauses) takeCharset(clause.kind, clause, draft);
  const work = startColumns(draft, !clauses.some(({ kind }) => kind === "drop-primary-key"));
  for (const clause of clauses) changeColumns(clause.kind, clause, work);
  finishColumns(work);
  for (const clause of clauses) changeTable(clause.kind, clause, draft);
  for (const clause of clauses) addInline(clause.kind, clause, draft, inlineReferences);
  for (const clause of clauses) addKeys(clause.kind, clause, draft);
  return draft;
}

function takeCharset<K extends ClauseKind>(kind: K, clause: ClauseOf<K>, draft: TableDraft) {
  catalogEffects[kind].steps.charset?.(draft, clause);
}

function changeColumns<K extends ClauseKind>(kind: K, clause: ClauseOf<K>, work: ColumnWork) {
  catalogEffects[kind].steps.columns?.(work, clause);
}

function changeTable<K extends ClauseKind>(kind: K, clause: ClauseOf<K>, draft: TableDraft) {
  catalogEffects[kind].steps.table?.(draft, clause);
}

function addInline<K extends ClauseKind>(
  kind: K,
  clause: ClauseOf<K>,
  draft: TableDraft,
  references: boolean,
) {
  catalogEffects[kind].steps.inlineKeys?.(draft, clause, references);
}

function addKeys<K extends ClauseKind>(kind: K, clause: ClauseOf<K>, draft: TableDraft) {
  catalogEffects[kind].steps.keys?.(draft, clause);
}

/** The column that a clause writes, as the whole statement leaves it: CONVERT TO and a new default count for it too. */
export function writtenColumn(
  definition: ColumnDefinition,
  table: Table,
  clauses: readonly Clause[],
): Column | undefined {
  const settles = countOfKind(clauses, "change-charset") > 0 || countOfKind(clauses, "convert-charset") > 0;
  if (!settles) return buildColumn(definition, table);
  return findColumn(altered(clauses, table), definition.name);
}

/** Asked for every column that the clauses write. */
function altered(clauses: readonly Clause[], table: Table): Table {
  const known = alteredBy(clauses);
  const found = known.get(table);
  if (found) return found;
  const made = applyAlterTable(table, clauses, false);
  known.set(table, made);
  return made;
}

const alteredBy = onceFor((_: readonly Clause[]) => new WeakMap<Table, Table>());

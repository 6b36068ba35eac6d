import type { Clause, ClauseKind, ClauseOf } from "../sql/clause.ts";
import type { ColumnDefinition } from "../sql/definition.ts";
import { finishColumns, startColumns } from "./alter-columns.ts";
import { type AlterSteps, catalogEffects } from "./catalog-effects.ts";
import { buildColumn } from "./column.ts";
import { type Column, findColumn, type Table } from "./table.ts";
import { draftOfTable } from "./table-draft.ts";

/** The table after the clauses of one statement, which the server applies together (manual 15.1.11). */
export function applyAlterTable(table: Table, clauses: readonly Clause[], inlineReferences: boolean): Table {
  const draft = draftOfTable(table);
  takeStep(clauses, (steps, clause) => steps.charset?.(draft, clause));
  const work = startColumns(draft, !clauses.some(({ kind }) => kind === "drop-primary-key"));
  takeStep(clauses, (steps, clause) => steps.columns?.(work, clause));
  finishColumns(work);
  takeStep(clauses, (steps, clause) => steps.table?.(draft, clause));
  takeStep(clauses, (steps, clause) => steps.inlineKeys?.(draft, clause, inlineReferences));
  takeStep(clauses, (steps, clause) => steps.keys?.(draft, clause));
  return draft;
}

type Take = <K extends ClauseKind>(steps: AlterSteps<ClauseOf<K>>, clause: ClauseOf<K>) => void;

function takeStep(clauses: readonly Clause[], take: Take) {
  for (const clause of clauses) takeOne(clause.kind, clause, take);
}

function takeOne<K extends ClauseKind>(kind: K, clause: ClauseOf<K>, take: Take) {
  take(catalogEffects[kind].steps, clause);
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

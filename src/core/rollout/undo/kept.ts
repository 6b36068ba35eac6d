import type { ObjectName } from "../object-name.ts";

/** The table that says which rows were kept, for which statement, and where. Beside the ledger. */
export const undoTable = "tollgate_undo";

/** Where the rows of one statement are kept, and how they are found again. */
export interface UndoPlan {
  kind: "update" | "delete";
  table: ObjectName;
  /** A table of the ledger's database with the same columns, and one more for the state. */
  keptIn: string;
  /** Columns by which a row is found again. */
  key: readonly string[];
  /** All but generated ones, in their order. */
  columns: readonly string[];
  /** Of an UPDATE: what it assigns. */
  assigned: readonly string[];
  /** Of an UPDATE: ON UPDATE CURRENT_TIMESTAMP, and not assigned. */
  moved: readonly string[];
  /** Sentences about what does not come back with these rows. */
  marks: readonly string[];
}

/** One line of `tollgate_undo`, written in the transaction that did what it is about. */
export interface UndoRow {
  /** Id of the row of the ledger that was written with it. */
  token: number;
  /** From 1. */
  statement: number;
  path: string;
  /** How many rows were kept; 0 where `why` says that they were not. */
  rows: number;
  plan: UndoPlan | undefined;
  /** Why these rows cannot come back; undefined = they can. */
  why: string | undefined;
  /** `YYYY-MM-DD hh:mm:ss`, UTC. */
  at: string;
}

/** How many rows of a statement can be brought back; `why`: not all of them can. */
export interface KeptNote {
  rows: number;
  why?: string;
}

/** Kept before the statement, and of an UPDATE also after it: what is compared before anything is brought back. */
export const stateColumn = "tollgate_state";

/** As sha256 of the migration's path gives it, so that one migration's rows are in tables of one name in every environment. */
export function keptTable(pathSha256: string, statement: number): string {
  return `${undoTable}_${pathSha256.slice(0, 16)}_${statement}`;
}

export function isUndoTable(name: string): boolean {
  return name === undoTable || /^tollgate_undo_[0-9a-f]{16}_\d+$/.test(name);
}

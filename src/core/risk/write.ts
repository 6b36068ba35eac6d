import type { Table } from "../schema/table.ts";
import type { Usual } from "../sql/tree/every-row/context.ts";
import type { Choice } from "../sql/tree/every-row/decide.ts";
import type { Resolution } from "../sql/tree/resolve/resolve.ts";
import type { TableSource } from "../sql/tree/resolve/scope.ts";
import type { DataStatement } from "../sql/tree/statement.ts";

/** An UPDATE or a DELETE as it stands in a statement. */
export type Write = Extract<DataStatement, { kind: "update" | "delete" }>;

/** What an UPDATE or DELETE does to the rows of one of its tables. */
export type RowsWritten = ReadRows | PickedRows;

interface OneTable {
  readonly kind: Write["kind"] | "replace";
  /** Of the table; undefined = it is no stored one. */
  readonly key: string | undefined;
  /** Right before the statement; undefined = not known. */
  readonly table: Table | undefined;
  /** The rows that it meets, its LIMIT left aside. */
  readonly choice: Choice;
  /** What makes it meet every row, though it may choose: that they are as rows usually are. */
  readonly usual: Usual | undefined;
  /** A LIMIT bounds it, however many rows it meets. */
  readonly limited: boolean;
}

/** As its tree says. */
export interface ReadRows extends OneTable {
  readonly picks: undefined;
  readonly write: Write;
  readonly resolution: Resolution;
  readonly source: TableSource;
}

/** Of a statement whose whole condition is that a column equals a literal: known without its tree. */
export interface PickedRows extends OneTable {
  /** The column. */
  readonly picks: string;
  readonly choice: "some";
  readonly usual: undefined;
  readonly limited: false;
}

/** Whether nothing that hangs on a row spares it, or may be so, and no LIMIT does. */
export function meetsEveryRow(rows: RowsWritten | undefined): rows is ReadRows {
  if (rows === undefined || rows.limited) return false;
  return choosesNone(rows) || rows.choice === "all-or-some" || rows.usual !== undefined;
}

export function choosesNone({ choice }: Pick<RowsWritten, "choice">): boolean {
  return choice === "every" || choice === "all-or-none";
}

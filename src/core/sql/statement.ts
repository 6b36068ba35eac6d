import type { Source } from "../words/source.ts";
import type { LexMode } from "./mode.ts";

/** offset in bytes; line and column 1-based, columns in characters (code points). */
export interface Position {
  offset: number;
  line: number;
  column: number;
}

/** One statement as the splitter cuts it: bytes are not lost (texts, delimiters and the gaps between make the file). */
export interface SplitStatement {
  text: string;
  start: Position;
  end: Position;
  /** The delimiter that ended it; "" at the end of the file. */
  delimiter: string;
  /** How the server reads it: `SET sql_mode` earlier in the file counts. */
  mode: LexMode;
}

export type TableUse = "read" | "write" | "create" | "alter" | "drop" | "lock";

/** A table as the statement names it; database is undefined where it names none. */
export interface TableReference {
  database: string | undefined;
  table: string;
  use: TableUse;
}

/** What one statement is. */
export interface Statement extends SplitStatement {
  /** Upper snake case: CREATE_TABLE, ALTER_TABLE, INSERT, GRANT, …, UNKNOWN. */
  type: string;
  source: Source;
  /** false = not understood whole; `unparsed` says where reading stopped. */
  parsed: boolean;
  unparsed: string | undefined;
  tables: readonly TableReference[];
}

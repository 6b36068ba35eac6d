import type { LedgerRow, RowOf, ServerIdentity } from "./row.ts";

/** Rows about one file. */
export type FileRow = Exclude<LedgerRow, RowOf<"run" | "schema" | "measured">>;

/** Statements that are done, from 1, with the hash of their texts. */
interface DoneRange {
  statement: number;
  through: number;
  sha256: string;
}

/** What became of the statement that the file stands at: announced, refused by the server, or nobody knows. */
export type OpenRow = RowOf<"sent" | "failed" | "in-doubt">;

interface FileEnd {
  how: "baseline" | "skipped" | "rest-ran" | "rest-moved";
  note: string;
  /** The migration that holds the rest of it now. */
  movedTo?: string | undefined;
}

/** How one file has come along on one target. */
export interface FileRecord {
  project: string;
  path: string;
  version: string | undefined;
  /** Of the bytes that were last at work. */
  sha256: string;
  /** How many statements these had. */
  of: number;
  repeatable: boolean;
  /** In order, from the first statement on, without a gap. */
  done: DoneRange[];
  /** Index of the statement to run next. */
  next: number;
  open: OpenRow | undefined;
  /** Of the statement at `next`: the newest of its batches that are done, and the one before that. */
  batches: readonly RowOf<"batch">[];
  /** Where the newest statement was announced. */
  sentOn: ServerIdentity | undefined;
  /** It is over, whatever its statements: somebody said so. */
  end: FileEnd | undefined;
  /** The id of its last row: what a decision answers. */
  newest: number;
}

/** The record that a row goes on with: a repeatable file with other bytes begins anew. */
export function recordFor(known: FileRecord | undefined, row: FileRow): FileRecord {
  if (known && !(known.repeatable && known.sha256 !== row.sha256)) return known;
  const { project, path, sha256, detail } = row;
  return {
    ...{
      project,
      path,
      sha256,
      of: detail.of,
      version: detail.version,
      repeatable: detail.repeatable === true,
    },
    ...{ done: [], next: 0, open: undefined, batches: [], sentOn: undefined, end: undefined, newest: 0 },
  };
}

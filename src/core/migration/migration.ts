import type { SplitStatement } from "../sql/statement.ts";

/** How a file differs between the merge base and the head. */
export type FileChangeKind = "added" | "modified" | "deleted" | "renamed";

/** A file as git holds it. */
export interface RepositoryFile {
  path: string;
  /** `100644`; anything else (symlink, submodule, executable) is refused by the reader. */
  mode: string;
  /** Git blob id. */
  blob: string;
  content: Uint8Array;
}

/** One file of a pull request, merge base to head. */
export interface ChangedFile {
  path: string;
  previousPath: string | undefined;
  kind: FileChangeKind;
  /** At head; at the merge base where it was deleted. */
  mode: string;
  blob: string;
  content: Uint8Array;
}

/**
 * versioned: runs once, in order. repeatable: runs again whenever it changes, after the versioned ones. undo: never runs
 * forward. baseline: what a new database gets in place of the versions up to its own.
 */
export type MigrationKind = "versioned" | "repeatable" | "undo" | "baseline";

/** A file as its migration tool reads it. */
export interface Migration {
  path: string;
  project: string;
  format: string;
  /** As the tool compares it; undefined for a repeatable one, and where the name holds none (a problem). */
  version: string | undefined;
  kind: MigrationKind;
  /** Git blob id. */
  blob: string;
  text: string;
  /** What runs, with its places in the original file; placeholders that have a value are replaced. */
  statements: readonly SplitStatement[];
  /** What would undo it: linted, never weighed as forward risk. */
  downStatements: readonly SplitStatement[];
}

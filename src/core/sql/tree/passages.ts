import type { Clause } from "../clause.ts";
import type { Span } from "./node.ts";

/** A part of a statement that may be left out or written anew. */
export interface Passage extends Span {
  /**
   * `DEFINER = account`; IF NOT EXISTS of CREATE TABLE; the name after ENGINE, of a table or a partition; what the
   * statement asks for with ALGORITHM and LOCK.
   */
  readonly part: "definer" | "if-not-exists" | "engine" | "algorithm" | "lock";
  /** Of ALGORITHM and LOCK: what it asks for, in capitals; else "". */
  readonly value: string;
}

/** The definition of a column as a statement writes it, from its type on and without FIRST or AFTER. */
export interface WrittenColumn extends Span {
  readonly name: string;
  /** NOT NULL; undefined = it is not written. */
  readonly notNull: Span | undefined;
  /** FIRST, or AFTER a column. */
  readonly position: Span | undefined;
}

/** ALTER TABLE by the commas between its parts. */
export interface TableAlteration {
  /** From the statement's first word to the table's name. */
  readonly head: Span;
  /** The table's name as written. */
  readonly table: Span;
  /** Nothing is said between ALTER TABLE, the name and the first of the parts. */
  readonly plain: boolean;
  /** PARTITION BY or REMOVE PARTITIONING stands after the last of them, without a comma. */
  readonly partitions: boolean;
  readonly parts: readonly AlterationPart[];
}

export interface AlterationPart extends Span {
  /** What it does; nothing where it only says how to do it. */
  readonly clauses: readonly Clause[];
  /** The definitions of columns in it. */
  readonly columns: readonly WrittenColumn[];
  readonly passages: readonly Passage[];
}

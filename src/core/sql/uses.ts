/** Syntax that a version of MySQL dropped, and older ones and some of MariaDB's read. */
export type RemovedSyntax =
  | "grant-identified"
  | "password-function"
  | "query-cache"
  | "sorted-groups"
  | "procedure-analyse"
  | "type-for-engine"
  | "two-digit-year"
  | "master-and-slave"
  | "flush-hosts"
  | "native-password";

/** Syntax that says something by itself, wherever in a statement it stands. */
export type Feature =
  | RemovedSyntax
  /** `DEFINER = account` */
  | "definer"
  /** `FOR UPDATE` after a query. */
  | "locks-rows"
  /** `INTO OUTFILE`, `INTO DUMPFILE` */
  | "writes-file"
  /** `SONAME` */
  | "loads-library"
  /** `ALTER IGNORE TABLE` */
  | "ignores-duplicates"
  /** `SET GLOBAL TRANSACTION` */
  | "global-transaction"
  /** A query in an expression: `(SELECT …)`, IN, EXISTS, ANY, ALL. */
  | "subquery"
  /** A system variable that each server has a value of its own for: `@@hostname`. */
  | "own-variable"
  /** `||`, whatever it means. */
  | "pipes"
  /** `SET a = 1 AND b = 2`: what a column is set to holds AND, OR, XOR or a comparison. */
  | "truth-in-set";

/**
 * What a statement uses somewhere, in its body and in the text that it prepares too; of one that is not understood whole,
 * up to where reading stopped.
 */
export interface Uses {
  readonly features: ReadonlySet<Feature>;
  /** Called with parentheses, without quotes and without a database before the name: by their names in capitals. */
  readonly functions: ReadonlySet<string>;
}

/** The same while the statement is read. */
export interface UsesDraft extends Uses {
  readonly features: Set<Feature>;
  readonly functions: Set<string>;
}

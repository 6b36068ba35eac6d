import type { Change, ChangeKind, ReadStatement } from "../change/change.ts";
import type { Catalog } from "../schema/catalog.ts";
import type { SecondOpinion } from "../sql/second-opinion.ts";

/** One reason why a change may go wrong: a file in factors/, a line in factors.ts, and everything else follows. */
export type RiskFactor = ChangeFactor | StatementFactor;

export type ChangeFactor = Described & PerChange;
export type StatementFactor = Described & PerStatement;

interface Described {
  /** Kebab-case, the same as the file's name. Stable: it stands in suppressions and links. */
  id: string;
  /** What triggers it, as a heading. */
  title: string;
  /** What it adds to the score of the statement, 1 to 100; once per statement. */
  points: number;
  /** All of its harm is time that grows with the table: where the table is known to be small, it adds less. */
  grows?: true;
  /** What goes wrong, and for whom. */
  why: string;
  /** What to do instead, or what to check first. */
  instead: string;
  /** Where this is documented. */
  links: readonly string[];
  /** Scripts over example-schema.ts, of which some statement must raise it, and scripts of which none may. */
  examples: { risky: readonly string[]; safe: readonly string[] };
}

interface PerChange {
  /** The kinds of change that it is about: it is asked about no other. None listed = about all. */
  kinds?: readonly ChangeKind[];
  /** The sentence that says what was found, or nothing. Not asked about objects that the same pull request creates. */
  find(change: Change, context: RiskContext): string | undefined;
  /**
   * For what hangs on the rows that are there: a query over them, to be run before the migration. No row = they are no
   * obstacle. undefined = none can be written, for want of the table's definition or because no query can tell.
   */
  check?(change: Change, context: RiskContext): string | undefined;
}

interface PerStatement {
  findInStatement(statement: ReadStatement, context: RiskContext): string | undefined;
}

/** What a factor may look at besides the change itself. */
export interface RiskContext {
  statement: ReadStatement;
  /** Earlier statements of the same migration have left a transaction open. */
  inTransaction: boolean;
  /** Tables that earlier statements of the same migration alter. */
  alteredBefore: ReadonlySet<string>;
  /** The schema before the migration. */
  catalog: Catalog;
  /** The databases that the project's migrations run on. */
  databases: readonly string[];
  /** undefined = nobody else was asked. */
  secondOpinion: SecondOpinion | undefined;
}

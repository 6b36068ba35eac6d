import type { Change, DescribedStatement } from "../change/change.ts";
import type { Catalog } from "../schema/catalog.ts";
import type { Home, TableKey } from "../schema/names.ts";
import type { ClauseKind } from "../sql/clause.ts";
import type { Engine } from "../sql/engine.ts";
import type { SecondOpinion } from "../sql/second-opinion.ts";
import type { Source } from "../words/source.ts";
import type { CodeLine, CodeReferences } from "./references/references.ts";

/** One reason why a change may go wrong: a file in factors/, a line in factors.ts, and everything else follows. */
export type RiskFactor<K extends ClauseKind = ClauseKind> = ChangeFactor<K> | StatementFactor;

export type ChangeFactor<K extends ClauseKind = ClauseKind> = Described & Asked<K> & PerChange<K>;
export type StatementFactor = Described & PerStatement;

interface Described {
  /** Kebab-case, the same as the file's name. Stable: it stands in suppressions and links. */
  id: string;
  /** What triggers it, as a heading. */
  title: string;
  /** What it adds to the score of the statement, 0 to 100; once per statement. With 0 it is a remark. */
  points: number;
  /** A rollout is bound to stop there, whoever approves: it keeps a pull request from passing, and no comment allows it. */
  blocks?: true;
  /** All of its harm is time that grows with the table: where the table is known to be small, it adds less. */
  grows?: true;
  /** What goes wrong, and for whom. */
  why: string;
  /** What to do instead, or what to check first. */
  instead: string;
  /** The types of statement that it is about: it is asked about no other. None listed = about all. */
  types?: readonly string[];
  /** It is asked about a statement that holds one of these. None listed = about all. */
  onlyWith?: readonly Holding[];
  /** Where this is documented. */
  links: readonly string[];
  /** Scripts over example-schema.ts, of which some statement must raise it, and scripts of which none may. */
  examples: {
    risky: readonly string[];
    safe: readonly string[];
    /** The repository's code, where it matters: src/example.ts. */
    code?: string;
  };
  /** Safer forms of the statement, best first: the first that proves to be one is offered (safer-forms.ts). */
  rewrite?(context: RewriteContext): readonly Rewrite[];
}

/** What could stand in place of a statement. Nobody has weighed it yet. */
export interface Rewrite {
  /** Statements without delimiters. */
  now: readonly string[];
  /** What later migrations do, in order; with it the schema becomes what the statement makes it. */
  later?: readonly string[];
  /** How many statements right before this one it replaces as well; undefined = none. */
  before?: number;
  /** What somebody who takes it should know. */
  note?: string;
  /** The schema becomes another one, as the note says; otherwise the catalogs have to be the same in the end. */
  differs?: true;
  /** It is to be run by hand, as the note says: it is no statement for a migration. */
  byHand?: true;
}

/** The kinds of clause that it is about: it is asked about no other. None listed = about all. */
type Asked<K extends ClauseKind> = ClauseKind extends K ? { kinds?: readonly K[] } : { kinds: readonly K[] };

/** A kind of clause, or what most statements are without (holdings.ts). */
export type Holding = ClauseKind | RareHolding;

export type RareHolding =
  /** Some syntax or function that was noted (sql/uses.ts). */
  | "use"
  /** What one of its changes costs the server. */
  | "cost"
  /** ALGORITHM or LOCK, as it asks for them. */
  | "requested-cost"
  /** A name with a database, USE, or a name after it. */
  | "database"
  | "refusal"
  /** What the server runs and a reader takes for a comment. */
  | "hidden-code"
  /** What was not understood. */
  | "unparsed"
  /** A transaction that is open before it. */
  | "transaction"
  /** A change, by an earlier statement, of what was there. */
  | "change-before"
  /** What a rollout would come to. */
  | "foreseen"
  | "second-opinion";

interface PerChange<K extends ClauseKind> {
  /** It is asked about what is done to tables that the same pull request creates, too. */
  ofNew?: true;
  /** The sentence that says what was found, or nothing. */
  find(change: Change<K>, context: RiskContext): string | undefined;
  /**
   * For what hangs on the rows that are there: a query over them, to be run before the migration. No row = they are no
   * obstacle. undefined = none can be written, for want of the table's definition or because no query can tell.
   */
  check?(change: Change<K>, context: RiskContext): string | undefined;
  /** The lines of code that the sentence speaks of, the first of them. */
  places?(change: Change<K>, context: RiskContext): readonly CodeLine[];
}

interface PerStatement {
  findInStatement(statement: DescribedStatement, context: RiskContext): string | undefined;
}

/** What a factor may look at besides the change itself. */
export interface RiskContext {
  statement: DescribedStatement;
  /** Earlier statements of the same migration have left a transaction open. */
  inTransaction: boolean;
  /** Tables that earlier statements of the same migration alter, and how. */
  alteredBefore: ReadonlyMap<TableKey, ReadonlySet<AlterWay>>;
  /** The sources of the earlier statements of the same migration that change what was there before, in their order. */
  changedBefore: readonly Source[];
  /** The schema before the migration. */
  catalog: Catalog;
  /** The databases that the project's migrations run on. */
  databases: readonly string[];
  /** undefined = nobody else was asked. */
  secondOpinion: SecondOpinion | undefined;
  /** Where the repository's code names what the changes drop or rename; undefined = it was not asked. */
  references?: CodeReferences | undefined;
  /** What a rollout of the migration would come to at this statement; undefined = nobody looked. */
  foreseen?: readonly Foreseen[] | undefined;
}

/** Something about a rollout of the statement, found by the rules by which it runs. */
export interface Foreseen {
  /** The factor that tells it. */
  id: "statement-refused" | "transaction-left-open" | "asks-a-person" | "cannot-resume";
  /** Whole sentences. */
  says: string;
}

/** Looks ahead at the rollout of a script; one list for each of its statements. `home` is the database that it runs on. */
export type Foresight = (
  statements: readonly DescribedStatement[],
  home: Pick<Home, "names">,
) => readonly (readonly Foreseen[])[];

/** INSTANT, in place as the table is, or by writing it anew; what is not known may be either. */
export type AlterWay = "at-once" | "in-place" | "anew" | "unknown";

/** What a rewrite may look at besides: its catalog is the schema right before the statement. */
export interface RewriteContext extends RiskContext {
  /** undefined = not known. */
  engine: Engine | undefined;
  /** The whole migration, and the statement's place in it. */
  script: readonly DescribedStatement[];
  at: number;
}

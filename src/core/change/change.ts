import type { Catalog } from "../schema/catalog.ts";
import type { NameScope } from "../schema/names.ts";
import type { StoredTable } from "../schema/stored-table.ts";
import type { Table } from "../schema/table.ts";
import type { NamedViews } from "../schema/views.ts";
import type { ClauseKind, ClauseOf } from "../sql/clause.ts";
import type { Syntax } from "../sql/grammar/parse-statement.ts";
import type { Statement } from "../sql/statement.ts";
import type { ServerRefusal } from "./refusals/refusal.ts";

export type Algorithm = "INSTANT" | "INPLACE" | "COPY";
export type Lock = "NONE" | "SHARED" | "EXCLUSIVE";

/** What the clause costs the server; undefined where it does not apply or cannot be told (unknown is never safe). */
export interface Cost {
  algorithm: Algorithm | undefined;
  lock: Lock | undefined;
  rebuilds: boolean | undefined;
}

/** Whether stored data may change or vanish. `unknown` is judged like `lossy`. */
export type DataLoss = "none" | "lossy" | "unknown";

/** One clause-level fact about one object, and what it comes to where it runs. */
export interface Change<K extends ClauseKind = ClauseKind> {
  readonly clause: ClauseOf<K>;
  /** The table is created in the same pull request, and so are all of its rows: nobody reads it yet. */
  readonly created: boolean;
  /** It stands in the definition of a new table or of a column, and comes with that: it costs nothing of its own, and loses nothing. */
  readonly isPart: boolean;
  /** Nobody else sees the object: the statement says TEMPORARY, or an earlier one of the script did. */
  readonly temporary: boolean;
  readonly cost: Cost;
  readonly dataLoss: DataLoss;
}

/** A statement with what it changes and what that costs: the weakest clause decides. */
export interface DescribedStatement extends Statement, Cost {
  changes: readonly Change[];
  dataLoss: DataLoss;
  /** Its tables, one for each of `tables`. */
  stored: readonly StoredTable[];
  /** Its tables as the catalog has them right before it, one for each of `tables`; undefined = not known. */
  known: readonly (Table | undefined)[];
  /** Undefined = its tables are no known views. */
  views: NamedViews | undefined;
  /** The triggers that it fires, and those that these fire: each as its CREATE TRIGGER, read where it stands. */
  fired: readonly DescribedStatement[];
  /** The schema right before it, where it changes rows that others may hang on; undefined = nobody asks. */
  before: Catalog | undefined;
  /** What its names mean. */
  scope: NameScope;
  /** The database that USE enters, as written; undefined = it is no USE. */
  enters: string | undefined;
  transaction: Syntax["transaction"];
  commits: Syntax["commits"];
  copiesRows: Syntax["copiesRows"];
  requested: Syntax["requested"];
  uses: Syntax["uses"];
  picked: Syntax["picked"];
  /** Some of it is written inside an executable comment, where a reader takes it for none. */
  hidden: boolean;
  /** Why the server is bound to refuse it, as far as the history proves that. */
  refusals: readonly ServerRefusal[];
}

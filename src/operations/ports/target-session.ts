/** The two sessions of a rollout on one target; an in-memory twin stands in src/testing/. */
import type { SchemaSnapshot } from "../../core/rollout/drift/schema-snapshot.ts";
import type { EvidencePlan, EvidenceReading } from "../../core/rollout/evidence.ts";
import type { LedgerRow, ServerIdentity } from "../../core/rollout/ledger/row.ts";
import type { ObjectName } from "../../core/rollout/object-name.ts";
import type { Rehearsal } from "../../core/rollout/rehearsal.ts";
import type { ReplicaReading } from "../../core/rollout/replica-lag.ts";
import type { DescribedTable } from "../../core/rollout/rows/described-table.ts";
import type { UndoPlan, UndoRow } from "../../core/rollout/undo/kept.ts";
import type { TableStorage } from "../../core/rollout/units/table-storage.ts";
import type { TargetState } from "./target-state.ts";

/** What the server answered to one statement, and the session as it is then. */
export interface ServerAnswer {
  ms: number;
  rows: number;
  warnings: number;
  autocommit: boolean;
  inTransaction: boolean;
}

/** Whether the server can do it by the algorithm that it names; undefined = the try says nothing of that. */
export type Rehearsed = { can: true } | { can: false | undefined; why: string };

/**
 * One session runs the statements, and nothing else but what the ledger needs in the same transaction; the other keeps the
 * ledger and asks. Both hold the target's lock until `close`. Everything throws `ConnectionLost` where no answer of the
 * server's came: what was under way may have taken effect, or may still.
 */
export interface TargetSession {
  server: ServerIdentity;
  /** The server's number of the session that runs the statements. */
  connection: number;
  /** Settings that this account cannot pin, as they are. */
  settings: Readonly<Record<string, string>>;
  /** Settings that shape what is left behind, and differ from the server's own; one phrase each. */
  overruled: readonly string[];

  /** Read again, now that nobody else can write it. */
  state(): Promise<TargetState>;
  /** Moves on a ledger of an earlier version. */
  prepareLedger(): Promise<void>;
  /** All rows in one statement; the first ones make the ledger. Throws UserError `ledger-taken` where somebody else wrote in between. */
  append(rows: readonly LedgerRow[]): Promise<void>;
  /** The chain of a row of the ledger; undefined = there is no such row. */
  chainOf(id: number): Promise<string | undefined>;
  evidence(plan: EvidencePlan): Promise<EvidenceReading>;
  storage(tables: readonly ObjectName[]): Promise<TableStorage[]>;
  /** Tries an ALTER on an empty copy of its table, which is gone again afterwards. */
  rehearse(rehearsal: Rehearsal): Promise<Rehearsed>;
  /** Every replica that counts. `byLedger`: which of the ledger's rows it lacks, too. */
  replicas(byLedger: boolean): Promise<ReplicaReading[]>;
  /**
   * From now on the server refuses what it could not do by this algorithm, or takes any way again (`undefined`). false = it
   * does not obey such a setting, or the file has set it itself: nothing is held.
   */
  hold(algorithm: "INSTANT" | "INPLACE" | undefined): Promise<boolean>;
  /** As the catalog describes a table; undefined = there is none of that name, or it is not shown. */
  describe(table: ObjectName): Promise<DescribedTable | undefined>;
  /** Answers of a SELECT that changes nothing, as text. Throws `StatementError`. */
  read(sql: string): Promise<(string | null)[][]>;
  /**
   * Makes the empty table that rows are kept in, anew where there is one; undefined = the one that says what is kept, where
   * there is none. Throws `StatementError`.
   */
  beginKeeping(plan: UndoPlan | undefined): Promise<void>;
  /** Bodies of procedures; undefined = there is none of that name, or this account may not see it. */
  routines(names: readonly ObjectName[]): Promise<(ObjectName & { body: string | undefined })[]>;
  /** CREATE statements of every object, by kind and name, normalised (no AUTO_INCREMENT counters). */
  schema(): Promise<ReadonlyMap<string, string>>;
  /** Every object by what the server's catalog says of it, as far as this account sees it: what drift is told from. */
  snapshot(): Promise<SchemaSnapshot>;

  /** One statement, one COM_QUERY. Throws `StatementError` with what the server said. */
  send(sql: string): Promise<ServerAnswer>;
  /** Rows of the ledger in the transaction that is open: they are there once it commits, and only then. */
  token(rows: readonly LedgerRow[]): Promise<void>;
  /** What was kept for a statement, in the transaction that is open. Throws `StatementError`. */
  noteKept(row: Omit<UndoRow, "at">): Promise<void>;
  /**
   * The one row of a SELECT with a LIMIT of its own, without which the file's sql_select_limit would leave none: by the
   * session that runs the statements, as its transaction and its settings have it. Throws `StatementError`.
   */
  readInside(sql: string): Promise<(string | null)[]>;
  /** The session after an error, whose answer does not tell. */
  flags(): Promise<Pick<ServerAnswer, "autocommit" | "inTransaction">>;
  /** How many rows the open transaction has changed so far; undefined = this account is not shown. */
  changedRows(): Promise<number | undefined>;
  /** What the server remarked about the statement just now, at most a few of it. */
  warnings(): Promise<{ number: number; text: string }[]>;
  /** Settings, default database and lock as at the start, whatever the file before set. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

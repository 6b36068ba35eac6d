import type { ActualChange } from "../actual.ts";
import type { StoredSnapshot } from "../drift/schema-snapshot.ts";
import type { EvidencePlan, EvidenceReading } from "../evidence.ts";
import type { OnlineMark } from "../online/copies.ts";
import type { Protocol } from "../units/unit.ts";
import type { Origin } from "./origin.ts";

/** One line of the ledger, which only grows: `id` counts from 1 without a gap. */
export type LedgerRow = LedgerEntry & {
  id: number;
  /** ISO 8601 with milliseconds, UTC. */
  at: string;
  /** SHA-256 (hex) of the chain before and of this row: `chain.ts`. */
  chain: string;
};

/** What is about no file has "" for the three names and 0 for the numbers. */
interface About {
  project: string;
  path: string;
  /** Of the whole file. */
  sha256: string;
  /** The first and the last statement, from 1; 0 = the file as a whole. */
  statement: number;
  through: number;
  /** Of the texts of these statements. */
  statementSha256: string;
}

/** What happened, about what, and what else is kept of it (JSON in the table). */
export type LedgerEntry = { [E in LedgerEvent]: { event: E; detail: Details[E] } & About }[LedgerEvent];

type LedgerEvent = keyof Details;

export type EntryOf<E extends LedgerEvent> = Extract<LedgerEntry, { event: E }>;
export type RowOf<E extends LedgerEvent> = Extract<LedgerRow, { event: E }>;

interface Details {
  run: RunDetail;
  sent: SentDetail;
  done: DoneDetail;
  batch: BatchDetail;
  failed: FailedDetail;
  /** `batch`: the number of the batch that it is about. */
  "in-doubt": OfFile & { why: string; batch?: number };
  /** What the server said of a `done` row that was written before its statements had run. */
  measured: Measured & { row: number };
  decided: DecidedDetail;
  baseline: OfFile & DecisionFacts;
  /** The schema as a run left it: what the next drift is measured from. */
  schema: LeftDetail & Partial<DecisionFacts>;
}

/** A schema as it was left: whole where its account could be asked for that, else by the hash of its definitions alone. */
export interface LeftDetail {
  schemaSha256: string;
  snapshot?: StoredSnapshot;
  /** Something failed, and people fix that by hand: what differs then is said, and stops nothing. */
  unfinished?: true;
}

/** About the file: how many statements it has, and whether it runs again whenever its bytes change. */
interface OfFile {
  of: number;
  repeatable?: true;
  version?: string;
}

/** Under which word, by whom and for what a run writes. */
export interface RunFacts {
  actor: string;
  run: string;
  commit: string;
}

export interface DecisionFacts extends RunFacts {
  reason: string;
}

export interface RunDetail extends RunFacts {
  /** Path -> pull request, digest and reviews under which it runs, as JSON. */
  approvals: Readonly<Record<string, string>>;
  /** The server's number of the session that runs the statements. */
  connection: number;
  server: ServerIdentity;
  target: { environment: string; instance: string; database: string };
  /** Settings that an ordinary account cannot pin. */
  settings: Readonly<Record<string, string>>;
  /** Where the migrations of these projects come from; ledgers that are older do not say. */
  origin?: Origin;
  projects?: readonly string[];
  /** A person says so, whatever stood there before. */
  takesOver?: true;
}

/** Which server it is, as far as every account is told. */
export interface ServerIdentity {
  /** server_uuid or server_uid; "" where it has none. */
  id: string;
  host: string;
  port: number;
  version: string;
  /** When it was started, ISO 8601 to the second, by its own clock. */
  started: string;
}

interface SentDetail extends OfFile {
  protocol: Protocol;
  /** What would tell that it ran, and what was there before. */
  plan?: EvidencePlan;
  before?: EvidenceReading;
  /** A tool makes it: what that makes beside the table. */
  online?: OnlineMark;
  why?: string;
}

interface Measured {
  ms?: number;
  rows?: number;
  warnings?: number;
  /** What the server remarked. */
  said?: string[];
}

interface DoneDetail extends OfFile, Measured {
  protocol: Protocol;
  /** How the server changed the table, of an ALTER TABLE. */
  actual?: ActualChange;
  /** How it was found out, where no answer said so. */
  found?: string;
}

/** A piece of a statement that runs in batches by key, written in the transaction that does it. */
export interface BatchDetail extends OfFile {
  protocol: Protocol;
  /** From 1. */
  number: number;
  /** Name of the key, and the places in it: literals of its columns. The next batch begins at `through` or later. */
  key: string;
  /** What the places mean: the key's columns with their types and collations. Rows of before it was noted have none. */
  keyMeaning?: string;
  after?: readonly string[];
  through: readonly string[];
  /** The last key there was when the first batch began. */
  end: readonly string[];
  /** What NOW() is in all of its batches: seconds since 1970, with microseconds. */
  clock: string;
  /** Rows that the batches before it changed. */
  rows: number;
}

interface FailedDetail extends OfFile {
  protocol: Protocol;
  /** What the server said; of several statements, `at` (from 1) is the one that it refused. */
  said: string;
  at: number;
  number?: number;
  found?: string;
}

/** skipped: the file never runs here. The others answer the row `answers`, and the file goes on at `next` (from 0). */
export type SettleVerdict = "ran" | "none-ran" | "rest-ran" | "rest-moved" | "skipped";

interface DecidedDetail extends OfFile, DecisionFacts {
  verdict: SettleVerdict;
  /** The id of the row that it answers; undefined = nothing of the file had run. */
  answers?: number;
  next: number;
  /** The file that the rest was moved to. */
  movedTo?: string;
}

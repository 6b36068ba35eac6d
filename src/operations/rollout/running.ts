import type { Limits } from "../../core/policy/limits.ts";
import type { Target } from "../../core/policy/policy.ts";
import type { RowRules } from "../../core/policy/row-rules.ts";
import type { ActualChange } from "../../core/rollout/actual.ts";
import type { EvidenceReading } from "../../core/rollout/evidence.ts";
import type { entriesOf } from "../../core/rollout/ledger/entries.ts";
import type { RowOf } from "../../core/rollout/ledger/row.ts";
import type { PlannedMigration, Refusal, TaskStatus } from "../../core/rollout/rollout.ts";
import type { KeptNote } from "../../core/rollout/undo/kept.ts";
import type { Ahead } from "../../core/rollout/units/ahead.ts";
import type { TableStorage } from "../../core/rollout/units/table-storage.ts";
import type { SessionState, Unit } from "../../core/rollout/units/unit.ts";
import type { Clock } from "../ports/clock.ts";
import type { Online } from "../ports/online.ts";
import type { ServerAnswer, TargetSession } from "../ports/target-session.ts";
import type { LedgerBook } from "./ledger-book.ts";
import type { ReplicaGuard } from "./replica-guard.ts";
import type { StatementError } from "./statement-error.ts";

/** What every way of running a unit works with. */
export interface Running {
  session: TargetSession;
  book: LedgerBook;
  migration: PlannedMigration;
  entries: ReturnType<typeof entriesOf>;
  /** What tables are stored in, as the server said since the last definition, and when it was asked. */
  storage: Map<string, { table: TableStorage; askedAt: number }>;
  clock: Clock;
  /** The session as it is now. */
  state: SessionState;
  outcomes: StatementOutcome[];
  limits: Limits;
  /** The definition after the file's end, where the file's last token may announce it. */
  ahead: Ahead | undefined;
  /** What `ahead` names, as it was read a moment ago with what this unit is stored in; good for one try. */
  seenAhead: EvidenceReading | undefined;
  /** What stands announced and is to be sent: what this file begins with, or what comes after its end. */
  announced: Announced | undefined;
  cancel: AbortSignal;
  /** What the policy says of changes of rows. */
  rowRules: RowRules;
  /** The newest batch of the statement that the file goes on with. */
  batch: RowOf<"batch"> | undefined;
  /** Waits for replicas that are too far behind. */
  replicas: ReplicaGuard;
  pause(ms: number): Promise<void>;
  /** Goes on where the run is cancelled: what was begun has to be found out. */
  settlePause(ms: number): Promise<void>;
  /** What alterations are given to a tool by; undefined = none is. */
  online: Online | undefined;
  target: Target;
  /** Sentences for the log. */
  say(line: string): void;
}

/** A definition whose announcement was committed with the token before it. */
export interface Announced extends Ahead {
  before: EvidenceReading;
}

/** What became of a statement in this run. */
export interface StatementOutcome {
  index: number;
  status: Extract<TaskStatus, "done" | "failed" | "in-doubt">;
  ms: number | undefined;
  said: string | undefined;
  /** Of an ALTER TABLE that ran. */
  actual?: ActualChange;
  /** Of an UPDATE or DELETE whose rows the policy keeps: how many, or why none. */
  kept?: KeptNote;
}

/** How a unit ended: the file goes on at `next`, or stands still. */
export type UnitEnd =
  | { next: number }
  | { stopped: "failed"; at: number; said: string; code?: "worse-algorithm" }
  | { stopped: "refused"; refusal: Refusal }
  | { stopped: "in-doubt"; first: number; last: number; why: string };

export function sqlAt({ migration }: Running, index: number): string {
  const found = migration.statements[index];
  if (!found) throw new Error(`${migration.path} has no statement ${index + 1}.`);
  return found.text;
}

/** Takes over what the server's answer says of the session, and keeps how the statement went. */
export function answered(
  running: Running,
  index: number,
  { ms, autocommit, inTransaction }: ServerAnswer,
  actual?: ActualChange,
): void {
  running.state = { ...running.state, autocommit, inTransaction };
  running.outcomes.push({ index, status: "done", ms, said: undefined, ...(actual && { actual }) });
}

export function noteDone({ outcomes }: Running, index: number, ms: number): void {
  outcomes.push({ index, status: "done", ms, said: undefined });
}

/** What was kept of a statement's rows, once that is committed. */
export function noteKeptRows({ outcomes, migration, say }: Running, index: number, kept: KeptNote): void {
  const outcome = outcomes.find((one) => one.index === index);
  if (outcome) outcome.kept = kept;
  const line = `${migration.path}, line ${migration.statements[index]?.line}`;
  say(
    kept.why === undefined
      ? `${line}: ${kept.rows} ${kept.rows === 1 ? "row is" : "rows are"} kept for \`tollgate undo\`.`
      : `${line}: its rows cannot come back. ${kept.why}`,
  );
}

/** What the server remarked, where nothing after asks the session for it. */
export async function remarksOf({ session }: Running, { warnings }: ServerAnswer): Promise<string[]> {
  if (warnings === 0) return [];
  return (await session.warnings()).map(({ number, text }) => `${number}: ${text}`);
}

export function noteFailure(
  { outcomes }: Running,
  index: number,
  status: "failed" | "in-doubt",
  said: string,
  ms?: number,
): void {
  const known = outcomes.findIndex((one) => one.index === index);
  if (known >= 0) outcomes.splice(known, 1);
  outcomes.push({ index, status, ms, said });
}

/** The unit has not taken effect, by the server's word. */
export async function refuseUnit(
  running: Running,
  unit: Unit,
  at: number,
  error: StatementError,
): Promise<UnitEnd> {
  const { book, session, entries } = running;
  const said = error.message;
  noteFailure(running, at, "failed", said, error.ms);
  await book.write(session, entries.failed(unit, { said, at: at + 1, number: error.number }));
  return { stopped: "failed", at, said };
}

/** Nobody knows what the unit has done: a person has to look. */
export async function doubt(
  running: Running,
  unit: Pick<Unit, "first" | "last">,
  why: string,
  batch?: number,
): Promise<UnitEnd> {
  const { book, session, entries } = running;
  noteFailure(running, unit.first, "in-doubt", why);
  await book.write(session, entries.inDoubt(unit, why, batch));
  return { stopped: "in-doubt", first: unit.first, last: unit.last, why };
}

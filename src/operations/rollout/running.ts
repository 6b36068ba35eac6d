import type { Target } from "../../core/policy/policy.ts";
import type { entriesOf } from "../../core/rollout/ledger/entries.ts";
import type { PlannedMigration, TaskStatus } from "../../core/rollout/rollout.ts";
import type { SessionState, Unit } from "../../core/rollout/units/unit.ts";
import type { Online } from "../ports/online.ts";
import type { ServerAnswer, TableStorage, TargetSession } from "../ports/target-session.ts";
import type { LedgerBook } from "./ledger-book.ts";
import type { StatementError } from "./statement-error.ts";

/** What every way of running a unit works with. */
export interface Running {
  session: TargetSession;
  book: LedgerBook;
  migration: PlannedMigration;
  entries: ReturnType<typeof entriesOf>;
  /** What tables are stored in, as the server said since the last definition. */
  storage: Map<string, TableStorage>;
  /** The session as it is now. */
  state: SessionState;
  outcomes: StatementOutcome[];
  cancel: AbortSignal;
  pause(ms: number): Promise<void>;
  /** Goes on where the run is cancelled: what was begun has to be found out. */
  settlePause(ms: number): Promise<void>;
  /** What alterations are given to a tool by; undefined = none is. */
  online: Online | undefined;
  target: Target;
  /** Sentences for the log. */
  say(line: string): void;
}

/** What became of a statement in this run. */
export interface StatementOutcome {
  index: number;
  status: Extract<TaskStatus, "done" | "failed" | "in-doubt">;
  ms: number | undefined;
  said: string | undefined;
}

/** How a unit ended: the file goes on at `next`, or stands still. */
export type UnitEnd =
  | { next: number }
  | { stopped: "failed"; at: number; said: string }
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
): void {
  running.state = { ...running.state, autocommit, inTransaction };
  running.outcomes.push({ index, status: "done", ms, said: undefined });
}

export function noteDone({ outcomes }: Running, index: number, ms: number): void {
  outcomes.push({ index, status: "done", ms, said: undefined });
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
): Promise<UnitEnd> {
  const { book, session, entries } = running;
  noteFailure(running, unit.first, "in-doubt", why);
  await book.write(session, entries.inDoubt(unit, why));
  return { stopped: "in-doubt", first: unit.first, last: unit.last, why };
}

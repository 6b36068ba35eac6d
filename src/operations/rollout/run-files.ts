import type { Limits } from "../../core/policy/limits.ts";
import type { Target } from "../../core/policy/policy.ts";
import type { RowRules } from "../../core/policy/row-rules.ts";
import { entriesOf } from "../../core/rollout/ledger/entries.ts";
import type { PlannedStatement, Refusal, Task } from "../../core/rollout/rollout.ts";
import { aheadOf } from "../../core/rollout/units/ahead.ts";
import type { Clock } from "../ports/clock.ts";
import type { Online } from "../ports/online.ts";
import type { TargetSession } from "../ports/target-session.ts";
import { sha256 } from "../sha256.ts";
import { makeDatabase } from "./create-database.ts";
import type { LedgerBook } from "./ledger-book.ts";
import { pauseUnless } from "./pause-unless.ts";
import { replicaGuard } from "./replica-guard.ts";
import { type FileRun, runFile } from "./run-file.ts";
import type { Announced, Running } from "./running.ts";

interface Files {
  target: Target;
  session: TargetSession;
  book: LedgerBook;
  tasks: readonly Task[];
  /** Filled as they run. */
  files: FileRun[];
  /** false = the first statement makes the database; `beginLedger` then writes what has to be there before anything else. */
  exists: boolean;
  beginLedger(): Promise<void>;
  limits: Limits;
  rowRules: RowRules;
  clock: Clock;
  cancel: AbortSignal;
  online?: Online | undefined;
  say(line: string): void;
}

/** File after file, each in a session that is fresh. Gives why it stopped; undefined = all of them ran. */
export async function runFiles(input: Files): Promise<Refusal | undefined> {
  const { session, book, files } = input;
  const replicas = replicaGuard({
    ...input,
    pause: (ms) => pauseUnless(input.cancel, ms),
    flush: () => book.flush(session),
  });
  let { exists } = input;
  let isDirty = false;
  let announced: Announced | undefined;
  const storage: Running["storage"] = new Map();
  for (const [i, planned] of input.tasks.entries()) {
    const file = fileRun(files, planned);
    let task = planned;
    if (!exists) {
      const stop = await beginDatabase(input, file);
      if (stop) return stop;
      exists = true;
      task = { ...task, next: 1 };
    }
    if (isDirty) await session.reset();
    isDirty = task.migration.statements.some(leavesTraces);
    // What is announced is sent at once: nothing waits for replicas in between, and no tool is chosen.
    const mayWait = input.limits.maxLagMs !== undefined || input.online?.rule !== undefined;
    const ahead = isDirty || mayWait ? undefined : aheadOf(input.tasks[i + 1]);
    const { outcomes } = file;
    const end = await runFile({ ...input, task, outcomes, ahead, announced, replicas, storage });
    file.status = end.status;
    if ("stop" in end) {
      takeBack(book, announced, file);
      await book.flush(session);
      return end.stop;
    }
    ({ announced } = end);
    isDirty ||= end.inTransaction;
  }
  await book.flush(session);
  return undefined;
}

/** The run ends between the announcement and the statement, which was never sent. */
function takeBack(book: LedgerBook, announced: Announced | undefined, { status, outcomes }: FileRun): void {
  if (!announced || status !== "not-started" || outcomes.length > 0) return;
  const { migration, unit } = announced;
  const said = "The rollout ended before it was sent.";
  book.keep(entriesOf(migration, sha256).failed(unit, { said, at: unit.first + 1, found: said }));
}

async function beginDatabase(
  { session, book, beginLedger }: Files,
  file: FileRun,
): Promise<Refusal | undefined> {
  const made = await makeDatabase(session, file.task, file.outcomes);
  if ("stop" in made) {
    file.status = "failed";
    return made.stop;
  }
  await beginLedger();
  book.keep(made.done);
  return undefined;
}

function fileRun(files: FileRun[], task: Task): FileRun {
  const known = files.find((one) => one.task.migration.path === task.migration.path);
  if (known) return Object.assign(known, { task });
  const made: FileRun = { task, status: "not-started", outcomes: [] };
  files.push(made);
  return made;
}

/** Something of it is left in the session, so that the next file would not begin in a fresh one. */
function leavesTraces({ facts }: PlannedStatement): boolean {
  const { session, autocommit, locks, role } = facts;
  const { replays, leaves, ends, runsCode } = session;
  // START TRANSACTION ends LOCK TABLES, which has left its own trace.
  const used = replays || runsCode || leaves.length > 0 || (ends.length > 0 && role.kind !== "opens");
  return used || autocommit !== undefined || locks !== undefined;
}

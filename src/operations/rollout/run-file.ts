import { setTimeout as pause } from "node:timers/promises";
import type { Limits } from "../../core/policy/limits.ts";
import type { RowRules } from "../../core/policy/row-rules.ts";
import { entriesOf } from "../../core/rollout/ledger/entries.ts";
import { cannotResume, inDoubt, placeOf } from "../../core/rollout/questions.ts";
import { resumeAt } from "../../core/rollout/resume.ts";
import type { Refusal, Task } from "../../core/rollout/rollout.ts";
import { where } from "../../core/rollout/tasks.ts";
import type { Ahead } from "../../core/rollout/units/ahead.ts";
import { freshSession, holdsChanges, type Unit } from "../../core/rollout/units/unit.ts";
import { sessionAfter, unitAt } from "../../core/rollout/units/unit-at.ts";
import type { Clock } from "../ports/clock.ts";
import type { Online } from "../ports/online.ts";
import type { TargetSession } from "../ports/target-session.ts";
import { sha256 } from "../sha256.ts";
import { codeThatReads } from "./code-that-reads.ts";
import type { LedgerBook } from "./ledger-book.ts";
import { leftInSession } from "./left-in-session.ts";
import { runByTool } from "./online/run-by-tool.ts";
import { pauseUnless } from "./pause-unless.ts";
import type { ReplicaGuard } from "./replica-guard.ts";
import { runEvidence } from "./run-evidence.ts";
import { runObserved } from "./run-observed.ts";
import { refuseWhole, runObservedRows, runRows } from "./run-rows.ts";
import { runSession } from "./run-session.ts";
import type { Announced, Running, StatementOutcome, UnitEnd } from "./running.ts";
import { whyNotRolledBack } from "./unit-tables.ts";

/** What became of one file in this run. */
export interface FileRun {
  task: Task;
  status: "done" | "failed" | "in-doubt" | "not-started";
  outcomes: StatementOutcome[];
}

interface FileInput {
  session: TargetSession;
  book: LedgerBook;
  task: Task;
  limits: Limits;
  rowRules: RowRules;
  cancel: AbortSignal;
  online?: Online | undefined;
  say(line: string): void;
  /** Filled as the statements run, also where the connection is lost in the middle. */
  outcomes: StatementOutcome[];
  /** The definition that the next file begins with, if this one's last token may announce it. */
  ahead: Ahead | undefined;
  /** What this one begins with, announced by the file before. */
  announced: Announced | undefined;
  replicas: ReplicaGuard;
  /** As `Running` has it, from file to file. */
  storage: Running["storage"];
  clock: Clock;
}

/** Runs what is left of a file, unit by unit, up to its end or to what stops it. */
export async function runFile(input: FileInput): Promise<FileEnd> {
  const { task, cancel } = input;
  const { statements } = task.migration;
  const running = begin(input);
  // 1. The session as the statements before left it, if that can be had again.
  const refused = await resume(running, task);
  if (refused) return { status: "not-started", stop: refused };
  // 2. Unit by unit, each as the session is then.
  for (let next = task.next; next < statements.length; ) {
    if (cancel.aborted) return { status: "not-started", stop: cancelled(task, next) };
    const unit = unitAt(statements, next, running.state);
    const late = await awaitReplicas(running, unit);
    if (late) return { status: "not-started", stop: late };
    if (cancel.aborted) return { status: "not-started", stop: cancelled(task, next) };
    const before = running.state;
    const end = await runUnit(running, unit);
    if ("stopped" in end) return stopped(task, end, cancel);
    const { autocommit, inTransaction } = running.state;
    const ran = { ...unit, last: end.next - 1 };
    const after = sessionAfter(statements, ran, before);
    running.state = { ...after, autocommit, inTransaction, isEmpty: after.isEmpty && inTransaction };
    running.replicas.ran(took(running, ran));
    next = end.next;
  }
  const { announced, state } = running;
  return { status: "done", announced, inTransaction: state.inTransaction };
}

type FileEnd = { status: FileRun["status"] } & (
  | { stop: Refusal }
  | {
      /** The definition after its end, which its last token announced. */
      announced: Announced | undefined;
      /** The session's, after the last statement. */
      inTransaction: boolean;
    }
);

function begin({ task, online, ...given }: FileInput): Running {
  const { migration, target } = task;
  const { cancel } = given;
  return {
    ...given,
    ...{ online, migration, target },
    batch: task.record?.batches[0],
    entries: entriesOf(migration, sha256),
    seenAhead: undefined,
    state: freshSession,
    pause: (ms) => pauseUnless(cancel, ms),
    settlePause: (ms) => pause(ms),
  };
}

function took({ outcomes }: Running, { first, last }: Unit): number {
  const own = outcomes.filter(({ index }) => index >= first && index <= last);
  return own.reduce((sum, { ms = 0 }) => sum + ms, 0);
}

/** Not where somebody would have to wait for what this session holds, or where the next statement asks about the last. */
async function awaitReplicas(
  { state, migration, replicas }: Running,
  { first }: Unit,
): Promise<Refusal | undefined> {
  const asks = migration.statements[first]?.facts.session.readsDiagnostics === true;
  if (holdsChanges(state) || state.locked || state.opaque || asks) return undefined;
  return replicas.beforeUnit();
}

async function resume(running: Running, { target, migration, next }: Task): Promise<Refusal | undefined> {
  const can = resumeAt(migration.statements, next, await leftInSession(running, next));
  if (!can.can) return cannotResume(target, migration, next, can);
  const needs = await codeThatReads(running, can.unlessCode);
  if (needs !== undefined)
    return cannotResume(target, migration, next, { can: false, needs, at: next, from: next - 1 });
  for (const index of can.replay) {
    const { autocommit, inTransaction } = await running.session.send(migration.statements[index]?.text ?? "");
    running.state = { ...running.state, autocommit, inTransaction };
  }
  return undefined;
}

async function runUnit(running: Running, unit: Unit): Promise<UnitEnd> {
  const given = await runByTool(running, unit);
  if (given) return given;
  const unbatched = refuseWhole(running, unit);
  if (unbatched) return unbatched;
  const statements = running.migration.statements.slice(unit.first, unit.last + 1);
  switch (unit.protocol) {
    case "token":
      return runRows(running, unit, await whyNotRolledBack(running, statements));
    case "evidence": {
      const role = running.migration.statements[unit.first]?.facts.role;
      if (role?.kind !== "definition") throw new Error("Evidence is read for definitions alone.");
      return runEvidence(running, unit, role.evidence);
    }
    case "observed":
      return runObservedRows(running, unit, unit.why ?? "");
    case "session": {
      const why = await whyNotRolledBack(running, statements);
      return why === undefined ? runSession(running, unit) : runObserved(running, unit, why);
    }
  }
}

function stopped(
  { target, migration }: Task,
  end: Exclude<UnitEnd, { next: number }>,
  cancel: AbortSignal,
): { status: FileRun["status"]; stop: Refusal } {
  if (end.stopped === "refused") return { status: "not-started", stop: end.refusal };
  if (end.stopped === "in-doubt") return { status: "in-doubt", stop: inDoubt({ target, migration, ...end }) };
  const place = `${placeOf(migration, end.at)} on ${where(target)}`;
  if (cancel.aborted) {
    const what = `The rollout was cancelled in ${place}: the server undid that statement (${end.said}).`;
    return { status: "failed", stop: { code: "cancelled", what, fix: again } };
  }
  if (end.code) {
    const what = `${place} was not sent. ${end.said}`;
    return { status: "failed", stop: { code: end.code, what, fix: approveAnew } };
  }
  const what = `The server refused ${place}: ${end.said}`;
  return { status: "failed", stop: { code: "statement-failed", what, fix: fixAndRun } };
}

const again = "What ran is recorded and does not run again. Start the rollout again to go on.";
const approveAnew =
  "Write it otherwise, name the engine that the server is in the policy and have it approved as it is there, or set `assert: off`.";
const fixAndRun =
  "What ran before it is recorded and does not run again. Fix the cause, or that statement, and start the rollout again.";

function cancelled({ target, migration }: Task, next: number): Refusal {
  const what = `The rollout was cancelled before ${placeOf(migration, next)} on ${where(target)}.`;
  return { code: "cancelled", what, fix: again };
}

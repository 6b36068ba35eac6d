import { setTimeout as pause } from "node:timers/promises";
import type { Target } from "../../core/policy/policy.ts";
import { noFile } from "../../core/rollout/ledger/entries.ts";
import type { RunFacts } from "../../core/rollout/ledger/row.ts";
import type { Refusal, Task } from "../../core/rollout/rollout.ts";
import { schemaDiff } from "../../core/rollout/schema-diff.ts";
import { pendingTasks, where } from "../../core/rollout/tasks.ts";
import type { Clock } from "../ports/clock.ts";
import type { Targets } from "../ports/database.ts";
import type { TargetSession } from "../ports/target-session.ts";
import { UserError } from "../user-error.ts";
import { adoptDatabase, createDatabase } from "./create-database.ts";
import { ConnectionLost } from "./connection-lost.ts";
import { drifted, fingerprint } from "./drift.ts";
import { type LedgerBook, ledgerBook } from "./ledger-book.ts";
import { planTarget, type TargetPlan } from "./look-at-targets.ts";
import { lostAt } from "./lost-at.ts";
import type { PlannedProject } from "./plan-projects.ts";
import { type FileRun, runFile } from "./run-file.ts";
import { settleOpen } from "./settle-open.ts";
import { sha256 } from "./sha256.ts";

export interface RunTargetInput {
  targets: Targets;
  projects: readonly PlannedProject[];
  target: Target;
  /** What the gate let through: nothing else runs, whatever the ledger says by now. */
  allowed: readonly Task[];
  facts: RunFacts;
  /** Pull request, digest and reviews under which a file runs, as JSON. */
  approvalsOf: (path: string) => string;
  clock: Clock;
  cancel: AbortSignal;
  say(line: string): void;
}

export interface TargetRun {
  target: Target;
  /** In the order of running. */
  files: FileRun[];
  /** Why nothing more runs; undefined = all of it ran. */
  stop: Refusal | undefined;
  /** Unified diff lines of the schema before and after. */
  diff: string;
}

/** What outlives a connection. */
interface Progress {
  book: LedgerBook;
  files: FileRun[];
  schema: ReadonlyMap<string, string> | undefined;
  /** The database was made by this run. */
  made: boolean;
}

/** How often in a row the connection may be lost without a statement done in between. */
const mostLosses = 5;
const patienceMs = 600_000;

/** Everything pending on one target, under its lock, from the ledger as it is then; a lost connection is made again. */
export async function runTarget(input: RunTargetInput): Promise<TargetRun> {
  const { target, cancel, say } = input;
  const progress: Progress = { book: ledgerBook({ ...input, sha256 }), files: [], schema: undefined, made: false };
  const end = (stop: Refusal | undefined, diff = ""): TargetRun => ({ target, files: progress.files, stop, diff });
  let since: number | undefined;
  let [losses, done] = [0, 0];
  for (;;) {
    try {
      const session = await input.targets.open(target, { cancel, say });
      since = undefined;
      try {
        const { stop, diff } = await runOn(session, input, progress);
        return end(stop, diff);
      } finally {
        await session.close();
      }
    } catch (error) {
      const isLoss = error instanceof ConnectionLost;
      if (error instanceof UserError && since === undefined && progress.files.length > 0)
        return end({ code: error.code, what: error.message, fix: error.fix });
      if (!isLoss && !(since !== undefined && isUnreachable(error))) throw error;
      since ??= input.clock.now().getTime();
      const doneNow = progress.files.flatMap(({ outcomes }) => outcomes).length;
      losses = doneNow > done ? 1 : losses + Number(isLoss);
      done = doneNow;
      const waited = input.clock.now().getTime() - since;
      if (cancel.aborted || losses > mostLosses || waited > patienceMs)
        return end(lostAt(target, progress.files, { cancelled: cancel.aborted, said: messageOf(error) }));
      say(`${where(target)}: ${messageOf(error)} Connecting again.`);
      await pause(Math.min(30_000, 500 + waited / 4), undefined, { signal: cancel }).catch(() => undefined);
    }
  }
}

function isUnreachable(error: unknown): boolean {
  return error instanceof UserError && error.code === "connection-refused";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** One pair of connections' worth of it. */
async function runOn(
  session: TargetSession,
  input: RunTargetInput,
  progress: Progress,
): Promise<{ stop: Refusal | undefined; diff?: string }> {
  const { target } = input;
  // 1. The ledger as it is now that nobody else can write it; what it says may stop everything.
  let plan = planTarget(input.projects, target, await session.state());
  if (plan.stops[0]) return { stop: plan.stops[0] };
  // 2. This run's row, which keeps every other one out; with it what the connection before still had to say.
  if (plan.state.exists) await announce(session, input, { plan, progress });
  // 3. What was announced and never answered is found out, or asked about.
  const settled = await settleAll(session, input, progress);
  if ("stop" in settled) return settled;
  plan = settled;
  // 4. The schema is as the last rollout left it.
  const before = progress.schema ?? (plan.state.exists ? await session.schema() : new Map<string, string>());
  const drift = progress.schema ? undefined : drifted(target, plan.ledger, before);
  if (drift) return { stop: drift };
  progress.schema = before;
  // 5. File after file.
  const tasks = pendingTasks(plan.tasks).filter((task) => isAllowed(task, input.allowed));
  const stop = await runFiles(session, input, { tasks, progress, exists: plan.state.exists });
  // 6. The schema as it is left: the change that people see, and where the next drift is measured from.
  if (progress.files.length === 0) return { stop };
  const after = await session.schema();
  if (!stop) await progress.book.write(session, { event: "schema", ...noFile, detail: { schemaSha256: fingerprint(after) } });
  const made = progress.made && !stop ? [databaseItself(target)] : [];
  return { stop, diff: schemaDiff(before, new Map([...made, ...after])) };
}

/** A database is no object of its own schema; the reader of the diff wants to see that it is new. */
function databaseItself({ database }: Target): [string, string] {
  return [`DATABASE ${database}`, `CREATE DATABASE \`${database}\``];
}

function isAllowed({ migration }: Task, allowed: readonly Task[]): boolean {
  return allowed.some(
    ({ migration: { path, sha256: hash } }) => path === migration.path && hash === migration.sha256,
  );
}

interface Announced {
  plan: TargetPlan;
  progress: Progress;
}

async function announce(session: TargetSession, input: RunTargetInput, { plan, progress }: Announced) {
  const { facts, target, allowed, approvalsOf } = input;
  const { environment, instance, database } = target;
  await session.prepareLedger();
  if (!progress.book.findPlace(plan.ledger.head)) progress.book.begin(plan.ledger.head);
  await progress.book.write(session, {
    event: "run",
    ...noFile,
    detail: {
      ...{ actor: facts.actor, run: facts.run, commit: facts.commit },
      approvals: Object.fromEntries(
        allowed.map(({ migration }) => [migration.path, approvalsOf(migration.path)]),
      ),
      connection: session.connection,
      server: session.server,
      target: { environment, instance, database },
      settings: session.settings,
    },
  });
}

async function settleAll(
  session: TargetSession,
  input: RunTargetInput,
  { book }: Progress,
): Promise<TargetPlan | { stop: Refusal }> {
  for (;;) {
    const plan = planTarget(input.projects, input.target, await session.state());
    if (plan.stops[0]) return { stop: plan.stops[0] };
    const open = pendingTasks(plan.tasks).find(({ record }) => record?.open?.event === "sent");
    if (open) {
      const stop = await settleOpen({ session, book, task: open });
      if (stop) return { stop };
    } else if (!(await adoptDatabase({ session, book, plan }))) return plan;
  }
}

async function runFiles(
  session: TargetSession,
  input: RunTargetInput,
  { tasks, progress, exists }: { tasks: readonly Task[]; progress: Progress; exists: boolean },
): Promise<Refusal | undefined> {
  const { book, files } = progress;
  let isThere = exists;
  let isDirty = false;
  for (const planned of tasks) {
    const file: FileRun = fileRun(files, planned);
    let task = planned;
    if (!isThere) {
      const made = await createDatabase(session, task, file.outcomes);
      if ("stop" in made) {
        file.status = "failed";
        return made.stop;
      }
      const plan = planTarget(input.projects, input.target, await session.state());
      await announce(session, input, { plan, progress });
      book.keep(made.done);
      [isThere, progress.made] = [true, true];
      task = { ...task, next: 1 };
    }
    if (isDirty) await session.reset();
    const { status, stop } = await runFile({ ...input, session, book, task, outcomes: file.outcomes });
    file.status = status;
    if (stop) {
      await book.flush(session);
      return stop;
    }
    isDirty = task.migration.statements.some(({ facts }) => leavesTraces(facts));
  }
  await book.flush(session);
  return undefined;
}

function fileRun(files: FileRun[], task: Task): FileRun {
  const known = files.find((one) => one.task.migration.path === task.migration.path);
  if (known) return known;
  const made: FileRun = { task, status: "not-started", outcomes: [] };
  files.push(made);
  return made;
}

/** Something of it is left in the session, so that the next file would not begin in a fresh one. */
function leavesTraces({ session, autocommit, locks, role }: Task["migration"]["statements"][number]["facts"]): boolean {
  const { replays, leaves, ends, runsCode } = session;
  return (
    replays || leaves.length > 0 || ends.length > 0 || runsCode || autocommit !== undefined || locks !== undefined ||
    role.kind === "opens" || role.kind === "unclear"
  );
}

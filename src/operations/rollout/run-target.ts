import { createHash } from "node:crypto";
import type { Target } from "../../core/policy/policy.ts";
import { announcedRow, decidedRow } from "../../core/rollout/ledger.ts";
import { createsDatabase, pendingTasks, where } from "../../core/rollout/plan.ts";
import { inDoubt } from "../../core/rollout/progress.ts";
import type { LedgerRow, Refusal, Task } from "../../core/rollout/rollout.ts";
import { schemaDiff } from "../../core/rollout/schema-diff.ts";
import { settle } from "../../core/rollout/settle.ts";
import type { TargetSession, TargetState, Targets } from "../ports/database.ts";
import { ledgerBook } from "./ledger-book.ts";
import { planTarget } from "./look-at-targets.ts";
import type { PlannedProject } from "./plan-projects.ts";
import { type Ran, type Running, runMigration } from "./run-migration.ts";

export interface RunTargetInput {
  targets: Targets;
  projects: readonly PlannedProject[];
  target: Target;
  /** What the gate let through: nothing else runs, whatever the ledger says by now. */
  allowed: readonly Task[];
  factsOf: (task: Task) => Running["facts"];
  clock: Running["clock"];
  cancel: AbortSignal;
}

export interface TargetRun {
  target: Target;
  /** In the order of running. */
  ran: { task: Task; outcome: Ran }[];
  /** Why nothing more runs; undefined = all of it ran. */
  stop: Refusal | undefined;
  /** Unified diff lines of the schema before and after. */
  diff: string;
}

/** Everything pending on one target, under its lock, from the ledger as it is then. */
export async function runTarget(input: RunTargetInput): Promise<TargetRun> {
  const { targets, target, cancel } = input;
  const session = await targets.open(target, cancel);
  try {
    const settled = await settleDoubts(session, input);
    if ("stop" in settled) return { target, ran: [], stop: settled.stop, diff: "" };
    const { state, tasks } = settled;
    const before = state.exists ? await session.schema() : new Map<string, string>();
    const drift = drifted(target, state.ledger, before);
    if (drift) return { target, ran: [], stop: drift, diff: "" };
    const { ran, stop } = await runTasks(session, input, tasks, state.exists);
    const after = ran.length > 0 ? await session.schema() : before;
    const last = ran.at(-1)?.outcome.rows.at(-1);
    if (last && stop === undefined) await session.record([{ ...last, schemaSha256: fingerprint(after) }]);
    const made = state.exists || ran.length === 0 || stop !== undefined ? [] : [databaseItself(target)];
    return { target, ran, stop, diff: schemaDiff(before, new Map([...made, ...after])) };
  } finally {
    await session.close();
  }
}

/** A database is no object of its own schema; the reader of the diff wants to see that it is new. */
function databaseItself({ database }: Target): [string, string] {
  return [`DATABASE ${database}`, `CREATE DATABASE \`${database}\``];
}

async function runTasks(
  session: TargetSession,
  { factsOf, clock }: RunTargetInput,
  tasks: readonly Task[],
  exists: boolean,
): Promise<Pick<TargetRun, "ran" | "stop">> {
  const ran: TargetRun["ran"] = [];
  const book = ledgerBook(session);
  for (const task of tasks) {
    const running = { session, book, clock, facts: factsOf(task) };
    const outcome = await runMigration(running, task, exists || ran.length > 0);
    ran.push({ task, outcome });
    if (outcome.status !== "done") return { ran, stop: stopped(task, outcome) };
  }
  await book.flush();
  return { ran, stop: undefined };
}

function stopped(task: Task, { status, rows }: Ran): Refusal {
  const last = rows.at(-1);
  const at = `${task.migration.path}, line ${task.migration.statements[last?.statement ?? 0]?.line}, on ${where(task.target)}`;
  if (status === "in-doubt") {
    return {
      code: "in-doubt",
      what: `${last?.note} (${at}).`,
      fix: "Start the rollout again: it looks whether the statement took effect, and goes on from there.",
    };
  }
  return {
    code: "statement-failed",
    what: `The server refused a statement of ${at}: ${last?.note}`,
    fix: "What ran before it is recorded and does not run again. Fix the cause, or that statement, and start the rollout again.",
  };
}

/** Statements that a run left behind unsettled are settled by what the database shows, or stop everything. */
async function settleDoubts(
  session: TargetSession,
  input: RunTargetInput,
): Promise<{ state: TargetState; tasks: Task[] } | { stop: Refusal }> {
  for (;;) {
    const state = await session.state();
    const { tasks, stops } = planTarget(input.projects, input.target, state);
    if (stops[0]) return { stop: stops[0] };
    const pending = pendingTasks(tasks);
    const [first] = pending;
    const doubtful = pending.find(({ status }) => status === "in-doubt");
    if (doubtful) {
      const stop = await settleTask(session, input, doubtful, state);
      if (stop) return { stop };
    } else if (first && (await isAdopted(session, input, first, state))) {
      // The ledger says so now: read it again.
    } else {
      return { state, tasks: pending.filter((task) => isAllowed(task, input.allowed)) };
    }
  }
}

function isAllowed({ migration }: Task, allowed: readonly Task[]): boolean {
  return allowed.some(
    ({ migration: { path, sha256 } }) => path === migration.path && sha256 === migration.sha256,
  );
}

async function settleTask(
  session: TargetSession,
  { clock }: RunTargetInput,
  { target, migration, next }: Task,
  { ledger }: TargetState,
): Promise<Refusal | undefined> {
  const statement = migration.statements[next];
  const row = ledger.findLast(
    (one) => one.project === migration.project && one.path === migration.path && one.statement === next,
  );
  if (!statement || !row) throw new Error(`The ledger of ${where(target)} lost a row of ${migration.path}.`);
  const fate = settle(statement.probe, row.before, await session.probe(statement.probe));
  if (fate.ran === undefined) return inDoubt({ target, migration }, next, fate.why);
  const note = fate.ran
    ? "Found to have run before its run ended."
    : "Found not to have run before its run ended.";
  await session.record([decidedRow(row, fate.ran ? "done" : "failed", clock.now().toISOString(), note)]);
  return undefined;
}

/**
 * A run that ended between CREATE DATABASE and the first row of the new database's ledger leaves an empty database
 * without a ledger. One that is there and empty is what a plain CREATE DATABASE makes.
 */
async function isAdopted(
  session: TargetSession,
  { clock, factsOf }: RunTargetInput,
  task: Task,
  { exists, ledger }: TargetState,
): Promise<boolean> {
  const [first] = task.migration.statements;
  const untouched = exists && ledger.length === 0 && task.next === 0;
  if (!untouched || !first || !createsDatabase(first, task.target.database)) return false;
  if (!/^\s*create\s+(database|schema)\s+(`[^`]+`|\w+)\s*$/i.test(first.text)) return false;
  if ((await session.schema()).size > 0) return false;
  const at = clock.now().toISOString();
  const row = announcedRow(task.migration, 0, factsOf(task), { at, before: undefined });
  await session.record([decidedRow(row, "done", at, "The database was there already, and empty.")]);
  return true;
}

/** The schema is not as the last rollout left it. A run that was killed left no fingerprint to compare with. */
function drifted(
  target: Target,
  ledger: readonly LedgerRow[],
  schema: ReadonlyMap<string, string>,
): Refusal | undefined {
  const left = ledger.findLast(mayChangeSchema)?.schemaSha256;
  if (left === undefined || left === fingerprint(schema)) return undefined;
  return {
    code: "drift",
    what: `The schema of ${where(target)} is not as the last rollout left it: somebody changed it past Tollgate.`,
    fix: `Undo that change, or accept it: tollgate baseline --environment ${target.environment} --instance ${target.instance} --database ${target.database} --schema --actor NAME --reason "…".`,
  };
}

/** A migration that was skipped or was there already left the schema alone. */
function mayChangeSchema({ statement, schemaSha256 }: LedgerRow): boolean {
  return statement >= 0 || schemaSha256 !== undefined;
}

export function fingerprint(schema: ReadonlyMap<string, string>): string {
  return createHash("sha256")
    .update(JSON.stringify([...schema]))
    .digest("hex");
}

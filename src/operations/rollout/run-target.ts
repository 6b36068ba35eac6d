import type { Limits } from "../../core/policy/limits.ts";
import type { Target } from "../../core/policy/policy.ts";
import type { RowRules } from "../../core/policy/row-rules.ts";
import type { SchemaPart, SchemaSnapshot } from "../../core/rollout/drift/schema-snapshot.ts";
import { sayUnseen } from "../../core/rollout/drift/unseen.ts";
import { writeObjects } from "../../core/rollout/drift/write-objects.ts";
import { noFile } from "../../core/rollout/ledger/entries.ts";
import type { RunFacts } from "../../core/rollout/ledger/row.ts";
import type { Refusal, Task } from "../../core/rollout/rollout.ts";
import { schemaDiff } from "../../core/rollout/schema-diff.ts";
import { pendingTasks, where } from "../../core/rollout/tasks.ts";
import { tooLarge } from "../../core/rollout/too-large.ts";
import type { Clock } from "../ports/clock.ts";
import type { Targets } from "../ports/database.ts";
import type { Online } from "../ports/online.ts";
import type { TargetSession } from "../ports/target-session.ts";
import { sha256 } from "../sha256.ts";
import { asRefusal, UserError } from "../user-error.ts";
import { adoptDatabase } from "./create-database.ts";
import { drifted, leftDetail } from "./drift.ts";
import { keepConnected } from "./keep-connected.ts";
import { type LedgerBook, ledgerBook } from "./ledger-book.ts";
import { originOf, planTarget, type TargetPlan } from "./look-at-targets.ts";
import { lostAt } from "./lost-at.ts";
import type { PlannedProject } from "./plan-projects.ts";
import type { FileRun } from "./run-file.ts";
import { runFiles } from "./run-files.ts";
import { settleOpen } from "./settle-open.ts";

export interface RunTargetInput {
  targets: Targets;
  projects: readonly PlannedProject[];
  target: Target;
  /** What the gate let through: nothing else runs, whatever the ledger says by now. */
  allowed: readonly Task[];
  facts: RunFacts;
  /** Pull request, digest and reviews under which a file runs, as JSON. */
  approvalsOf: (path: string) => string;
  /** What the policy leaves out where drift is looked for. */
  driftIgnores: readonly SchemaPart[];
  limits: Limits;
  /** What it says of changes of rows. */
  rowRules: RowRules;
  clock: Clock;
  cancel: AbortSignal;
  say(line: string): void;
  /** What alterations are given to a tool by; undefined = none is. */
  online?: Online | undefined;
}

export interface TargetRun {
  target: Target;
  /** In the order of running. */
  files: FileRun[];
  /** Why nothing more runs; undefined = all of it ran. */
  stop: Refusal | undefined;
  /** Unified diff lines of the schema before and after. */
  diff: string;
  /** `id:chain` of the ledger's last row, as this run left it; undefined = it was not opened. */
  head: string | undefined;
}

/** What outlives a connection. */
interface Progress {
  book: LedgerBook;
  files: FileRun[];
  schema: SchemaSnapshot | undefined;
  /** The database was made by this run. */
  made: boolean;
}

/** Everything pending on one target, under its lock, from the ledger as it is then; a lost connection is made again. */
export async function runTarget(input: RunTargetInput): Promise<TargetRun> {
  const { target, cancel } = input;
  const book = ledgerBook({ ...input, sha256 });
  const progress: Progress = { book, files: [], schema: undefined, made: false };
  const { files } = progress;
  const ran = await keepConnected({
    ...input,
    open: () => input.targets.open(target, input),
    run: (session) => runOn(session, input, progress),
    done: () => files.reduce((sum, { outcomes }) => sum + outcomes.length, 0),
  }).catch((error: unknown): { result: End } => {
    if (!(error instanceof UserError) || files.length === 0) throw error;
    return { result: { stop: asRefusal(error) } };
  });
  const { id, chain } = book.head();
  const rest = { target, files, head: `${id}:${chain}` };
  if ("lost" in ran)
    return { ...rest, stop: lostAt(target, files, { cancelled: cancel.aborted, said: ran.lost }), diff: "" };
  const { stop, diff = "" } = ran.result;
  return { ...rest, stop, diff };
}

interface End {
  stop: Refusal | undefined;
  diff?: string;
}

/** One pair of connections' worth of it. */
async function runOn(session: TargetSession, input: RunTargetInput, progress: Progress): Promise<End> {
  const { target } = input;
  // 1. The ledger as it is now that nobody else can write it; what it says may stop everything.
  let plan = planTarget(input.projects, target, await session.state());
  if (plan.stops[0]) return { stop: plan.stops[0] };
  sayOtherServer(plan, session, input);
  if (progress.schema === undefined) sayOverruled(session, input);
  // 2. This run's row, which keeps every other one out; with it what the connection before still had to say.
  if (plan.state.exists) await announce(session, input, { plan, progress });
  // 3. What was announced and never answered is found out, or asked about.
  const settled = await settleAll(session, input, progress);
  if ("stop" in settled) return settled;
  plan = settled;
  noteFound(progress.files, plan.tasks, input.allowed);
  // 4. The schema is as the last rollout left it.
  const met = progress.schema ? { schema: progress.schema } : await schemaMet(session, input, plan);
  if ("stop" in met) return met;
  progress.schema = met.schema;
  // 5. File after file.
  const tasks = pendingTasks(plan.tasks).filter((task) => isAllowed(task, input.allowed));
  const large = tooLarge(tasks, Number(session.settings.max_allowed_packet), Buffer.byteLength);
  const beginLedger = async () => {
    const made = planTarget(input.projects, target, await session.state());
    await announce(session, input, { plan: made, progress });
    progress.made = true;
  };
  const { book, files } = progress;
  const { exists } = plan.state;
  const stop = large ?? (await runFiles({ ...input, session, book, files, tasks, exists, beginLedger }));
  // 6. The schema as it is left: the change that people see, and where the next drift is measured from.
  if (progress.files.length === 0) return { stop };
  const after = await session.snapshot();
  const left = leftDetail(after);
  await progress.book.write(session, {
    event: "schema",
    ...noFile,
    detail: stop ? { ...left, unfinished: true } : left,
  });
  const made = progress.made && !stop ? [databaseItself(target)] : [];
  return { stop, diff: schemaDiff(writeObjects(met.schema), new Map([...made, ...writeObjects(after)])) };
}

/** Files whose last statement ran and was not heard of: they are done as the others are. */
function noteFound(files: FileRun[], tasks: readonly Task[], allowed: readonly Task[]): void {
  for (const task of tasks) {
    if (task.status !== "done" || !isAllowed(task, allowed)) continue;
    const known = files.find((one) => one.task.migration.path === task.migration.path);
    const outcomes = known?.outcomes.filter(({ status }) => status === "done") ?? [];
    if (known) Object.assign(known, { task, status: "done", outcomes });
    else files.push({ task, status: "done", outcomes });
  }
}

/** What the files begin with; what differs from what the last run left stops it, unless that one failed. */
async function schemaMet(
  session: TargetSession,
  { target, driftIgnores, say }: RunTargetInput,
  { state, ledger }: TargetPlan,
): Promise<{ schema: SchemaSnapshot } | { stop: Refusal }> {
  if (!state.exists) return { schema: { objects: {}, unseen: [] } };
  const now = await session.snapshot();
  const hidden = sayUnseen(now.unseen);
  if (hidden !== undefined) say(hidden);
  const drift = await drifted(target, session, { before: ledger.left, now, ignored: driftIgnores });
  if (drift && !ledger.left?.unfinished) return { stop: drift };
  if (drift) say(drift.what);
  return { schema: now };
}

/** A restored backup, a failover, a new host: the same ledger on another server. */
function sayOtherServer(
  { ledger }: TargetPlan,
  { server }: TargetSession,
  { target, say }: RunTargetInput,
): void {
  const last = ledger.lastRun?.detail.server;
  if (!last || last.id === "" || last.id === server.id) return;
  say(
    `${where(target)} is on another server than at the last rollout: ${server.host}:${server.port} (${server.id}), not ${last.host}:${last.port} (${last.id}). A restored backup, or a failover?`,
  );
}

/** A rollout does not depend on how a server is set; who compares with another client wants to know where that shows. */
function sayOverruled({ overruled }: TargetSession, { target, say }: RunTargetInput): void {
  if (overruled.length > 0)
    say(
      `${where(target)}: the session has settings of its own (${overruled.join("; ")}). A migration may set others.`,
    );
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
      ...originOf(input.projects, target),
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
      const stop = await settleOpen({ session, book, task: open, online: input.online, say: input.say });
      if (stop) return { stop };
    } else if (!(await adoptDatabase({ session, book, plan }))) return plan;
  }
}

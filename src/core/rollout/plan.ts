import type { Target } from "../policy/policy.ts";
import { progressOf } from "./progress.ts";
import type { LedgerRow, PlannedMigration, PlannedStatement, Refusal, Task } from "./rollout.ts";

export interface PlanInput {
  target: Target;
  /** One project's, in the order in which they run. */
  migrations: readonly PlannedMigration[];
  /** The target's ledger, oldest row first. */
  ledger: readonly LedgerRow[];
  /** false = the database is not there yet. */
  exists: boolean;
  /** The migration tool runs a new migration below one that ran already. */
  outOfOrder: boolean;
}

export interface Plan {
  /** All migrations in order, each with what the ledger says of it. */
  tasks: Task[];
  /** Anything here stops the target before its first statement. */
  stops: Refusal[];
}

/** pending = migrations - ledger, for one project on one target. */
export function plan({ target, migrations, ledger, exists, outOfOrder }: PlanInput): Plan {
  const rowsOf = new Map<string, LedgerRow[]>();
  for (const row of ledger) {
    const rows = rowsOf.get(row.path);
    if (rows) rows.push(row);
    else rowsOf.set(row.path, [row]);
  }
  const read = migrations.map((migration) => progressOf(target, migration, rowsOf.get(migration.path) ?? []));
  const tasks = read.map(({ task }) => task);
  return {
    tasks,
    stops: [
      ...read.flatMap(({ stop }) => stop ?? []),
      ...missingFiles(target, migrations, ledger),
      ...(outOfOrder ? [] : outOfOrderTasks(tasks)),
      ...(exists ? [] : missingDatabase(target, tasks)),
      ...droppedLedgers(target, tasks),
    ],
  };
}

/** What is still to run, in order. */
export function pendingTasks(tasks: readonly Task[]): Task[] {
  return tasks.filter(({ status }) => !["done", "skipped", "baseline"].includes(status));
}

function missingFiles(
  target: Target,
  migrations: readonly PlannedMigration[],
  ledger: readonly LedgerRow[],
): Refusal[] {
  const there = new Set(migrations.map(({ path }) => path));
  const ran = ledger.filter(({ path, status }) => status !== "baseline" && !there.has(path));
  return [...new Map(ran.map((row) => [row.path, row])).values()].map(({ path, sha256 }) => {
    const renamed = migrations.find((migration) => migration.sha256 === sha256);
    return renamed
      ? {
          code: "applied-file-renamed",
          what: `${renamed.path} is ${path} under a new name, and ${path} ran on ${where(target)} already.`,
          fix: `Give the file its name ${path} back.`,
        }
      : {
          code: "applied-file-missing",
          what: `${path} ran on ${where(target)}, but this commit does not have it.`,
          fix: "Roll out a commit that has it: what ran is undone by a new migration, not by an older commit.",
        };
  });
}

function outOfOrderTasks(tasks: readonly Task[]): Refusal[] {
  const ran = ({ status }: Task) => status === "done" || status === "baseline";
  const versioned = tasks.filter(({ migration }) => !migration.repeatable && migration.statements.length > 0);
  const last = versioned.findLastIndex(ran);
  return versioned.slice(0, Math.max(last, 0)).flatMap((task) => {
    if (task.status !== "not-started") return [];
    const later = versioned[last]?.migration.path;
    return {
      code: "out-of-order",
      what: `${task.migration.path} has not run on ${where(task.target)}, but ${later}, which comes after it, has.`,
      fix: "Give it a version after the last one that ran, in a new pull request.",
    };
  });
}

/** Only a migration that begins by creating this very database may run without it. */
function missingDatabase(target: Target, tasks: readonly Task[]): Refusal[] {
  const [first] = pendingTasks(tasks);
  if (!first) return [];
  const opening = first.migration.statements[0];
  if (opening && createsDatabase(opening, target.database)) return [];
  return [
    {
      code: "database-missing",
      what: `There is no database ${target.database} on ${target.instance}.`,
      fix: `Create it with a migration that begins with CREATE DATABASE ${target.database}, or by hand.`,
    },
  ];
}

/** The ledger is in the target: a rollout that drops it could not say that it did. */
function droppedLedgers(target: Target, tasks: readonly Task[]): Refusal[] {
  const drops = ({ type, probe }: PlannedStatement) =>
    type === "DROP_DATABASE" && probe.kind === "database" && probe.name === target.database;
  return pendingTasks(tasks)
    .filter(({ migration }) => migration.statements.some(drops))
    .map(({ migration }) => ({
      code: "drops-its-ledger",
      what: `${migration.path} drops ${where(target)}, and with it the ledger that says what ran there.`,
      fix: "Take the database out of the policy, then drop it by hand.",
    }));
}

export function createsDatabase({ type, probe }: PlannedStatement, database: string): boolean {
  return type === "CREATE_DATABASE" && probe.kind === "database" && probe.name === database;
}

export function where({ database, instance }: Target): string {
  return `${database} @ ${instance}`;
}

import type { Target } from "../policy/policy.ts";
import type { LedgerRow, PlannedMigration, Refusal, Task } from "./rollout.ts";

export interface Progress {
  task: Task;
  stop?: Refusal;
}

/** How far one migration has come on one target, from its rows of the ledger, oldest first. */
export function progressOf(
  target: Target,
  migration: PlannedMigration,
  ofPath: readonly LedgerRow[],
): Progress {
  const rows = migration.repeatable ? ofPath.filter(({ sha256 }) => sha256 === migration.sha256) : ofPath;
  const task: Task = { target, migration, status: "not-started", next: 0, replay: [], note: undefined };
  const whole = rows.findLast(({ statement }) => statement === -1);
  if (whole) return { task: { ...task, status: whole.status, note: whole.note } };
  if (migration.statements.length === 0) return { task: { ...task, status: "done" } };

  const latest = new Map(rows.map((row) => [row.statement, row]));
  const finished = (index: number) => isFinished(latest.get(index));
  if (wasEdited(migration, latest, rows.at(-1))) {
    return {
      task: { ...task, status: "in-doubt", note: "edited after it ran" },
      stop: edited(migration, target),
    };
  }
  const stopped = migration.statements.findIndex((_, index) => !finished(index));
  if (stopped < 0) return { task: { ...task, status: "done", next: migration.statements.length } };
  return resumeAt(task, stopped, latest.get(stopped));
}

function isFinished(row: LedgerRow | undefined): boolean {
  return row?.status === "done" || row?.status === "skipped";
}

/** What ran must still be there word for word; what follows a failed statement may be fixed. */
function wasEdited(
  { statements }: PlannedMigration,
  latest: ReadonlyMap<number, LedgerRow>,
  newest: LedgerRow | undefined,
): boolean {
  const ran = [...latest.values()].filter((row) => isFinished(row) || row.status === "running");
  const changed = ran.some(
    ({ statement, statementSha256 }) => statements[statement]?.sha256 !== statementSha256,
  );
  const complete = newest !== undefined && ran.filter(isFinished).length >= newest.statements;
  return changed || (complete && newest.statements !== statements.length);
}

/** Where to go on: at the statement itself, or where the transaction that it is in began, which was rolled back. */
function resumeAt(task: Task, stopped: number, row: LedgerRow | undefined): Progress {
  const { statements } = task.migration;
  const inDoubt = row?.status === "running" || row?.status === "in-doubt";
  const status = row === undefined ? "not-started" : inDoubt ? "in-doubt" : "failed";
  const found: Task = { ...task, status, next: stopped, note: row?.note };
  const at = statements[stopped];
  if (at?.transaction === "ends" && row !== undefined && at.type !== "COMMIT" && at.type !== "ROLLBACK") {
    return stopHere(found, "It ends a transaction, and it cannot be told whether that was committed.");
  }
  if (at?.transaction === "inside" || at?.transaction === "ends") {
    found.next = statements.slice(0, stopped).findLastIndex(({ transaction }) => transaction === "opens");
    found.status = row === undefined ? "not-started" : "failed";
  }
  const before = statements.slice(0, found.next);
  const lost = before.find(({ session }) => session === "lost");
  if (lost)
    return stopHere(
      found,
      `It needs what the statement of line ${lost.line} left in a session that has ended.`,
    );
  return {
    task: { ...found, replay: before.flatMap(({ session }, index) => (session === "again" ? [index] : [])) },
  };
}

function stopHere(task: Task, why: string): Progress {
  return { task: { ...task, status: "in-doubt", note: why }, stop: inDoubt(task, task.next, why) };
}

/** Exact instructions for a person who looks. */
export function inDoubt(
  { target, migration }: Pick<Task, "target" | "migration">,
  index: number,
  why: string,
): Refusal {
  const statement = migration.statements[index];
  const command = `tollgate skip --environment ${target.environment} --instance ${target.instance} --database ${target.database} --file ${migration.path} --statement ${index + 1}`;
  return {
    code: "in-doubt",
    what: `Statement ${index + 1} of ${migration.path} (line ${statement?.line}) was running on ${target.database} @ ${target.instance} when its run ended, and it cannot be told whether it took effect. ${why}`,
    fix: `Look at the database. Where it took effect: ${command} --actor NAME --reason "…". Where it did not: ${command} --again --actor NAME --reason "…". Then start the rollout again.`,
  };
}

function edited({ path }: PlannedMigration, target: Target): Refusal {
  return {
    code: "edited-applied-file",
    what: `${path} was edited after it ran on ${target.database} @ ${target.instance}.`,
    fix: "Put the file back as it was, and make the change in a new migration.",
  };
}

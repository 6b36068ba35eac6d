import type { Target } from "../policy/policy.ts";
import { hashOf, type Sha256 } from "./ledger/chain.ts";
import type { FileRecord } from "./ledger/file-record.ts";
import { fileKey } from "./ledger/fold.ts";
import type { RowOf } from "./ledger/row.ts";
import type { PlanInput } from "./plan-input.ts";
import type { PlannedMigration, Refusal, Task, TaskStatus } from "./rollout.ts";
import { standingStops } from "./standing-stops.ts";

export interface Plan {
  /** All migrations in order, each with what the ledger says of it. */
  tasks: Task[];
  /** Anything here stops the target before its first statement. */
  stops: Refusal[];
}

/** pending = migrations - ledger, for one project on one target. */
export function plan(input: PlanInput): Plan {
  const { target, migrations, ledger, sha256 } = input;
  const tasks = migrations.map((migration) =>
    taskOf(target, migration, ledger.files.get(fileKey(migration))),
  );
  return { tasks, stops: standingStops({ ...input, tasks, isEdited: (task) => wasEdited(task, sha256) }) };
}

function taskOf(target: Target, migration: PlannedMigration, known: FileRecord | undefined): Task {
  const anew = migration.repeatable && known?.sha256 !== migration.sha256;
  const record = anew && !isOpen(known) ? undefined : known;
  const rest = { target, migration, record, next: record?.next ?? 0 };
  if (record?.end) {
    const { how, note } = record.end;
    const status = how === "baseline" || how === "skipped" ? how : "done";
    return { ...rest, status, next: migration.statements.length, note: `${how}: ${note}` };
  }
  if (rest.next >= migration.statements.length && !record?.open)
    return { ...rest, status: "done", note: undefined };
  return { ...rest, ...standing(record) };
}

/** Somebody still has to say, or to find out, what became of a statement. */
function isOpen(record: FileRecord | undefined): boolean {
  return record?.open?.event === "sent" || record?.open?.event === "in-doubt";
}

function standing(record: FileRecord | undefined): { status: TaskStatus; note: string | undefined } {
  const open = record?.open;
  const [batch] = record?.batches ?? [];
  switch (open?.event) {
    case undefined:
      if (batch) return { status: "running", note: sayBatches(batch) };
      return { status: "not-started", note: undefined };
    case "sent":
      return { status: "running", note: "A statement was announced, and no answer of it is known yet." };
    case "failed":
      return { status: "failed", note: open.detail.said };
    case "in-doubt":
      return { status: "in-doubt", note: open.detail.why };
  }
}

function sayBatches({ statement, detail }: RowOf<"batch">): string {
  const { number, rows } = detail;
  return `Statement ${statement} runs in batches: ${number} are done (more than ${rows} rows), and it goes on after them.`;
}

/** What ran, or may have, must still be there word for word; what follows it may be fixed. */
function wasEdited({ migration: { statements }, record }: Task, sha256: Sha256): boolean {
  if (!record || record.end?.how === "baseline" || record.end?.how === "skipped") return false;
  const ranges = [...record.done];
  if (isOpen(record) && record.open) {
    const { statement, through, statementSha256 } = record.open;
    ranges.push({ statement, through, sha256: statementSha256 });
  }
  const [batch] = record.batches;
  if (batch) ranges.push({ ...batch, sha256: batch.statementSha256 });
  const changed = ranges.some(({ statement, through, sha256: was }) => {
    const hashes = statements.slice(statement - 1, through).map((one) => one.sha256);
    return hashes.length < through - statement + 1 || hashOf(hashes, sha256) !== was;
  });
  const complete = !record.end && record.next >= record.of;
  return changed || (complete && record.of !== statements.length);
}

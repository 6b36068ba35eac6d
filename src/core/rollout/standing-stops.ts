import type { PlanInput } from "./plan-input.ts";
import { cannotResume, inDoubt } from "./questions.ts";
import { resumeAt } from "./resume.ts";
import type { PlannedMigration, Refusal, Task } from "./rollout.ts";
import { refusedBatches } from "./rows/refused-batches.ts";
import { createsDatabase, pendingTasks, where } from "./tasks.ts";
import { freshSession, holdsChanges } from "./units/unit.ts";
import { unitsFrom } from "./units/unit-at.ts";

interface Input extends Omit<PlanInput, "sha256"> {
  tasks: readonly Task[];
  isEdited: (task: Task) => boolean;
}

/** Everything that the files and the ledger say against running anything on the target. */
export function standingStops(input: Input): Refusal[] {
  const { tasks, isEdited, outOfOrder, exists } = input;
  const edited = tasks.filter(isEdited);
  const pending = pendingTasks(tasks).filter((task) => !edited.includes(task));
  return [
    ...edited.map(editedFile),
    ...pending.flatMap(questionOf),
    ...missingFiles(input),
    ...missingRests(input),
    ...pending.flatMap((task) => duplicateOf(task, input)),
    ...(outOfOrder ? [] : outOfOrderTasks(tasks)),
    ...(exists ? [] : missingDatabase(input)),
    ...pending.flatMap(refusedStatements),
    ...pending.flatMap(leftOpen),
    ...pending.flatMap(refusedBatches),
  ];
}

/** What a person has to answer before the file can go on. */
function questionOf({ target, migration, record, next }: Task): Refusal[] {
  const open = record?.open;
  if (open?.event === "in-doubt") {
    const { statement, through, detail } = open;
    return [inDoubt({ target, migration, first: statement - 1, last: through - 1, why: detail.why })];
  }
  if (open?.event === "sent" || next === 0) return [];
  const resume = resumeAt(migration.statements, next);
  return resume.can ? [] : [cannotResume(target, migration, next, resume)];
}

function editedFile({ target, migration: { path } }: Task): Refusal {
  return {
    code: "edited-applied-file",
    what: `${path} was edited after it ran on ${where(target)}.`,
    fix: "Put the file back as it was, and make the change in a new migration.",
  };
}

function missingFiles({ target, project: own, migrations, ledger }: Input): Refusal[] {
  const there = new Set(migrations.map(({ path }) => path));
  const ran = [...ledger.files.values()].filter(
    ({ project, path, end, newest }) =>
      project === own && !there.has(path) && end?.how !== "baseline" && newest > 0,
  );
  return ran.map(({ path, sha256 }) => {
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

/** The rest of a file that was moved to a migration which is not there never runs. */
function missingRests({ target, project: own, migrations, ledger }: Input): Refusal[] {
  const there = new Set(migrations.map(({ path }) => path));
  return [...ledger.files.values()].flatMap(({ project, path, end }) => {
    const to = end?.movedTo;
    if (project !== own || to === undefined || there.has(to)) return [];
    return {
      code: "applied-file-missing",
      what: `The rest of ${path} was moved to ${to} on ${where(target)}, but this commit does not have it.`,
      fix: "Roll out a commit that has it.",
    };
  });
}

/** Two files of one version that both ran long ago refuse nothing: their tool ran them, and no order is left to choose. */
function duplicateOf({ migration: { path, version } }: Task, input: Input): Refusal[] {
  const twin = twinsOf(input).get(path);
  if (!twin) return [];
  return [
    {
      code: "migration-duplicate-version",
      what: `${path} has the same version, ${version}, as ${twin.path}, and has not run yet.`,
      fix: "Give the newer one the next free version.",
    },
  ];
}

/** Each file is compared with each, and a target is planned several times in a rollout. */
const known = new WeakMap<Input["migrations"], ReadonlyMap<string, PlannedMigration>>();

/** Of a file, by path: the first other one of its version. */
function twinsOf({ migrations, sameVersion }: Input): ReadonlyMap<string, PlannedMigration> {
  const found = known.get(migrations);
  if (found) return found;
  const twins = new Map<string, PlannedMigration>();
  for (const [i, one] of migrations.entries()) {
    for (const other of migrations.slice(i + 1)) {
      if (!isTwin(one, other, sameVersion)) continue;
      if (!twins.has(one.path)) twins.set(one.path, other);
      if (!twins.has(other.path)) twins.set(other.path, one);
    }
  }
  known.set(migrations, twins);
  return twins;
}

function isTwin(one: PlannedMigration, other: PlannedMigration, sameVersion: Input["sameVersion"]): boolean {
  if (one.path === other.path || one.repeatable !== other.repeatable) return false;
  return one.version !== undefined && other.version !== undefined && sameVersion(one.version, other.version);
}

function outOfOrderTasks(tasks: readonly Task[]): Refusal[] {
  const ran = ({ status }: Task) => status === "done" || status === "baseline";
  const versioned = tasks.filter(({ migration }) => !migration.repeatable && migration.statements.length > 0);
  const last = versioned.findLastIndex(ran);
  return versioned.slice(0, Math.max(last, 0)).flatMap((task) => {
    if (task.status !== "not-started" || task.next > 0) return [];
    const later = versioned[last]?.migration.path;
    return {
      code: "out-of-order",
      what: `${task.migration.path} has not run on ${where(task.target)}, but ${later}, which comes after it, has.`,
      fix: "Give it a version after the last one that ran, in a new pull request.",
    };
  });
}

/** Only a migration that begins by creating this very database may run without it. */
function missingDatabase({ target, tasks }: Input): Refusal[] {
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

function refusedStatements({ target, migration, next }: Task): Refusal[] {
  const rest = migration.statements.slice(next);
  if (rest.some(({ facts }) => facts.databases.dropped.includes(target.database))) {
    return [
      {
        code: "drops-its-ledger",
        what: `${migration.path} drops ${where(target)}, and with it the ledger that says what ran there.`,
        fix: "Take the database out of the policy, then drop it by hand.",
      },
    ];
  }
  return rest.flatMap(({ facts, line }) =>
    facts.refused === undefined ? [] : [refusedStatement(migration, line, facts.refused)],
  );
}

/** What it changes last would be undone when its session ends. */
function leftOpen({ migration: { path, statements }, next, record }: Task): Refusal[] {
  if (record?.open?.event === "sent") return [];
  const { end } = unitsFrom(statements, next, freshSession);
  if (!holdsChanges(end)) return [];
  return [
    {
      code: "transaction-left-open",
      what: `${path} ends with its transaction open, so the server would undo what that changes.`,
      fix: "End it with COMMIT.",
    },
  ];
}

function refusedStatement({ path }: PlannedMigration, line: number, why: string): Refusal {
  return {
    code: "statement-refused",
    what: `Line ${line} of ${path} is never sent by a rollout. ${why}`,
    fix: "Leave it out of the migration, or do it by hand.",
  };
}

import type { Target } from "../policy/policy.ts";
import type { Resume } from "./resume.ts";
import type { PlannedMigration, Refusal } from "./rollout.ts";

/** A command that can be copied as it stands, but for who answers and why. */
function settleCommand(target: Target, path: string, statement: number, verdict: string): string {
  const place = `--environment ${target.environment} --instance ${target.instance} --database ${target.database}`;
  return `tollgate settle ${place} --file ${quoted(path)} --statement ${statement} ${verdict} --actor NAME --reason "…"`;
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

export function placeOf(
  { path, statements }: Pick<PlannedMigration, "path" | "statements">,
  first: number,
  last = first,
) {
  const [from, to] = [statements[first]?.line, statements[last]?.line];
  const lines = from === to || to === undefined ? `line ${from}` : `lines ${from} to ${to}`;
  const numbers = first === last ? `statement ${first + 1}` : `statements ${first + 1} to ${last + 1}`;
  return `${path}, ${lines} (${numbers})`;
}

interface Doubt {
  target: Target;
  migration: PlannedMigration;
  /** Indexes of the unit's statements. */
  first: number;
  last: number;
  why: string;
}

/** A person has to look: what at, and the command for each answer. */
export function inDoubt({ target, migration, first, last, why }: Doubt): Refusal {
  const command = (verdict: string) => settleCommand(target, migration.path, first + 1, verdict);
  const lines = [
    `Look at the database, then say what you found, and start the rollout again.`,
    first === last ? "It took effect:" : "All of it took effect:",
    `  ${command("--ran")}`,
    "Nothing of it did, it is to run again:",
    `  ${command("--none-ran")}`,
    "It and all that comes after it in the file was done by hand:",
    `  ${command("--rest-ran")}`,
    "The rest was written as another migration:",
    `  ${command("--rest-moved-to FILE")}`,
  ];
  return {
    code: "in-doubt",
    what: `It cannot be told whether ${placeOf(migration, first, last)} took effect on ${target.database} @ ${target.instance}. ${sentence(why)}`,
    fix: lines.join("\n"),
  };
}

function sentence(text: string): string {
  return /[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`;
}

/** The file stands before statement `next`, and what it needs of its session is gone. */
export function cannotResume(
  target: Target,
  migration: PlannedMigration,
  next: number,
  { needs, at, from }: Extract<Resume, { can: false }>,
): Refusal {
  const line = (index: number) => migration.statements[index]?.line;
  const command = (verdict: string) => settleCommand(target, migration.path, next + 1, verdict);
  const ran = next === 1 ? `Line ${line(0)} ran` : `Lines ${line(0)} to ${line(next - 1)} ran`;
  const lines = [
    `One of these, then start the rollout again.`,
    `Undo by hand what ran, so that the file begins anew:`,
    `  ${command("--none-ran")}`,
    `Write the rest, from line ${line(next)} on, as another migration:`,
    `  ${command("--rest-moved-to FILE")}`,
    `Run the rest by hand in one session:`,
    `  ${command("--rest-ran")}`,
  ];
  return {
    code: "cannot-resume",
    what: `${migration.path} cannot go on at ${placeOf(migration, next).split(", ")[1]} on ${target.database} @ ${target.instance}: line ${line(at)} needs ${needs}, which line ${line(from)} left in a session that has ended. ${ran}.`,
    fix: lines.join("\n"),
  };
}

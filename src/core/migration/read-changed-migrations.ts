import type { Policy } from "../policy/policy.ts";
import type { Problem } from "../problem.ts";
import { checkChanges } from "./check-changes.ts";
import type { ChangedFile, ChangeKind, Migration, RepositoryFile } from "./migration.ts";
import { readMigrations } from "./read-migrations.ts";

export interface ChangedMigrations {
  /** Every migration at the head, per project and in order. */
  atHead: readonly Migration[];
  /** How the pull request changed a migration, by path; what it leaves alone is not in it. */
  kinds: ReadonlyMap<string, ChangeKind>;
  deleted: readonly Migration[];
  /** Only those that the pull request brings: what the base has as well is not its own. */
  problems: readonly Problem[];
}

/** The migrations of the head, and which of them the pull request touches. */
export function readChangedMigrations({
  policy,
  changed,
  history,
}: {
  policy: Pick<Policy, "projects">;
  changed: readonly ChangedFile[];
  history: readonly RepositoryFile[];
}): ChangedMigrations {
  const replaced = new Set(changed.flatMap(({ path, previousPath }) => [path, previousPath]));
  const present = changed.filter(({ kind }) => kind !== "deleted");
  const head = readMigrations({
    policy,
    files: [...history.filter(({ path }) => !replaced.has(path)), ...present].sort(byPath),
  });
  const gone = changed.filter(({ kind }) => kind === "deleted");
  const base = readMigrations({ policy, files: history });
  const old = new Set(base.problems.map((problem) => JSON.stringify(problem)));
  return {
    atHead: head.migrations,
    kinds: new Map(changed.map(({ path, kind }) => [path, kind])),
    deleted: readMigrations({ policy, files: gone }).migrations,
    problems: [
      ...head.problems.filter((problem) => !old.has(JSON.stringify(problem))),
      ...checkChanges({ before: base.migrations, after: head.migrations, changed }),
      ...checkFormats(base.migrations, head.migrations),
    ],
  };
}

/** One more file may make `format: auto` take a project for another tool's, and what is merged reads differently. */
function checkFormats(before: readonly Migration[], after: readonly Migration[]): Problem[] {
  const now = new Map(after.map((migration) => [readingKey(migration), migration]));
  return before.flatMap((old) => {
    const next = now.get(readingKey(old));
    if (!next || next.format === old.format || reading(next) === reading(old)) return [];
    return {
      code: "migration-format-changed",
      what: `With these files project ${old.project} reads as one of ${next.format}, and until now it read as one of ${old.format}: ${old.path} would run differently from what was approved.`,
      fix: `Leave out what only ${next.format} knows, or name the tool in the policy: \`format: ${old.format}\` under \`projects.${old.project}\`.`,
      file: old.path,
    };
  });
}

/** The very same file of the same project. */
function readingKey({ project, path, blob }: Migration): string {
  return JSON.stringify([project, path, blob]);
}

function reading({ kind, version, statements }: Migration): string {
  return JSON.stringify([kind, version, statements.map(({ text }) => text)]);
}

function byPath(a: RepositoryFile, b: RepositoryFile): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

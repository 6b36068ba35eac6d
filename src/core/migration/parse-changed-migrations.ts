import type { Policy } from "../policy/policy.ts";
import type { Problem } from "../words/problem.ts";
import { checkChanges } from "./check-changes.ts";
import { compareTrees } from "./compare-trees.ts";
import type { ChangedFile, FileChangeKind, Migration, RepositoryFile } from "./migration.ts";
import { parseMigrations } from "./parse-migrations.ts";

export interface ChangedMigrations {
  /** Every migration at the head, per project and in order. */
  atHead: readonly Migration[];
  /** How the pull request changed a migration, by path; what it leaves alone is not in it. */
  kinds: ReadonlyMap<string, FileChangeKind>;
  deleted: readonly Migration[];
  /** Only those that the pull request brings: what the base has as well is not its own. */
  problems: readonly Problem[];
}

interface Change {
  policy: Pick<Policy, "projects">;
  changed: readonly ChangedFile[];
  history: readonly RepositoryFile[];
  /** The same kinds of files at the tip of the base branch, whole; absent = as in the history. */
  baseNow?: readonly RepositoryFile[] | undefined;
}

/** The migrations of the head, and which of them the pull request touches. */
export function parseChangedMigrations({ baseNow, ...change }: Change): ChangedMigrations {
  const read = readSince(change);
  if (baseNow === undefined) return read;
  // Merged now it would meet what others have merged meanwhile: their versions, and files that have run by now.
  const onto = { ...change, history: baseNow, changed: changedOnto(baseNow, change.changed) };
  const known = new Set(read.problems.map((problem) => JSON.stringify(problem)));
  const met = readSince(onto).problems.filter((problem) => !known.has(JSON.stringify(problem)));
  return { ...read, problems: [...read.problems, ...met] };
}

function readSince({ policy, changed, history }: Change): ChangedMigrations {
  const head = parseMigrations({ policy, files: replaceFiles(history, changed) });
  const gone = changed.filter(({ kind }) => kind === "deleted");
  const base = parseMigrations({ policy, files: history });
  const old = new Set(base.problems.map((problem) => JSON.stringify(problem)));
  return {
    atHead: head.migrations,
    kinds: new Map(changed.map(({ path, kind }) => [path, kind])),
    deleted: parseMigrations({ policy, files: gone }).migrations,
    problems: [
      ...head.problems.filter((problem) => !old.has(JSON.stringify(problem))),
      ...checkChanges({ before: base.migrations, after: head.migrations, changed }),
      ...checkFormats(base.migrations, head.migrations),
    ],
  };
}

/** What the same files change of another state of the base: nothing where it has them already. */
function changedOnto(
  base: readonly RepositoryFile[],
  changed: readonly ChangedFile[],
): readonly ChangedFile[] {
  return compareTrees<RepositoryFile>(base, replaceFiles(base, changed));
}

/** The files of a tree after changes. */
export function replaceFiles(
  files: readonly RepositoryFile[],
  changed: readonly ChangedFile[],
): RepositoryFile[] {
  const replaced = new Set(changed.flatMap(({ path, previousPath }) => [path, previousPath]));
  const present = changed.filter(({ kind }) => kind !== "deleted");
  return [...files.filter(({ path }) => !replaced.has(path)), ...present].sort(byPath);
}

/** One more file may make `format: auto` take a project for another tool's, and what is merged reads differently. */
function checkFormats(before: readonly Migration[], after: readonly Migration[]): Problem[] {
  const now = new Map(after.map((migration) => [readingKey(migration), migration]));
  return before.flatMap((old) => {
    const next = now.get(readingKey(old));
    if (!next || next.format === old.format || reading(next) === reading(old)) return [];
    return {
      code: "migration-format-changed",
      what: `With these files project ${old.project} looks like one of ${next.format}; until now it looked like one of ${old.format}. ${old.path} would run differently from what was approved.`,
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

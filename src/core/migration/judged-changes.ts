import type { Policy, Project, Target } from "../policy/policy.ts";
import type { JudgedChange, Run } from "./digest.ts";
import type { ChangedFile, Migration, RepositoryFile } from "./migration.ts";
import { replaceFiles } from "./parse-changed-migrations.ts";
import { parseMigrations } from "./parse-migrations.ts";

interface Input {
  policy: Pick<Policy, "projects">;
  changed: readonly ChangedFile[];
  /** The same kinds of files at the merge base, whole: they may decide in which format a file is read. */
  history: readonly RepositoryFile[];
  /** SHA-256 (hex); hashing is not for core. */
  sha256: (text: string) => string;
}

/** The changed files with what the policy makes of each, in the order in which they will run; what runs nowhere is last. */
export function judgedChanges({ policy, changed, history, sha256 }: Input): JudgedChange[] {
  const present = new Map(
    changed.filter(({ kind }) => kind !== "deleted").map((file) => [file.path, file] as const),
  );
  const { migrations } =
    present.size > 0 ? parseMigrations({ policy, files: replaceFiles(history, changed) }) : none;
  const runs = new Map<string, Run[]>();
  for (const migration of migrations) {
    if (!present.has(migration.path)) continue;
    const run = runOf(migration, policy.projects, sha256);
    runs.set(migration.path, [...(runs.get(migration.path) ?? []), run]);
  }
  const byPath = new Map(changed.map((file) => [file.path, file]));
  const rest = changed.map(({ path }) => path).filter((path) => !runs.has(path));
  return [...runs.keys(), ...rest.sort()].flatMap((path) => {
    const file = byPath.get(path);
    return file ? [judgedChange(file, runs.get(path) ?? [])] : [];
  });
}

const none: { migrations: Migration[] } = { migrations: [] };

function judgedChange({ path, previousPath, kind, mode, blob }: ChangedFile, runs: Run[]): JudgedChange {
  return { path, previousPath, kind, mode, blob, runs };
}

function runOf(
  { project, format, kind, statements }: Migration,
  projects: readonly Project[],
  sha256: (text: string) => string,
): Run {
  const targets = projects.find(({ name }) => name === project)?.targets ?? [];
  return {
    format,
    as: kind,
    statements: statements.map(({ text }) => sha256(text)),
    targets: [...new Set(targets.map(targetText))].sort(),
  };
}

/** A renamed secret is another server; what the server runs matters only as far as it reads other statements. */
function targetText({ environment, instance, database, connection }: Target): string {
  return JSON.stringify([environment, instance, database, connection]);
}

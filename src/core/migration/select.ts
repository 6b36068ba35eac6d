import { gateFiles } from "../policy/edits-gate.ts";
import { matchesGlob } from "../policy/glob.ts";
import type { Policy, Project } from "../policy/policy.ts";

/** Which files of the repository are migrations, by the policy's globs. */
export function wantedPath({ projects }: Pick<Policy, "projects">): (path: string) => boolean {
  return (path) => projects.some((project) => belongsTo(project, path));
}

export function belongsTo(project: Pick<Project, "migrations">, path: string): boolean {
  return isNamed(project, path) || (isProgram(path) && isNamed(project, path.replace(/\.go$/, ".sql")));
}

export function isNamed({ migrations }: Pick<Project, "migrations">, path: string): boolean {
  return migrations.some((glob) => matchesGlob(glob, path));
}

/** goose runs `00002_add_age.go` beside its SQL files: a migration, though no glob over SQL files names it. */
export function isProgram(path: string): boolean {
  return /(?:^|\/)[0-9]+_[^/]*\.go$/.test(path) && !path.endsWith("_test.go");
}

/** Which files the gate is made of; `actionFolders` are those of the actions that workflows run from the repository. */
export function gatePath(
  { gateFiles: globs }: Pick<Policy, "gateFiles">,
  actionFolders: readonly string[],
): (path: string) => boolean {
  return gateFiles((path) => globs.some((glob) => matchesGlob(glob, path)), actionFolders);
}

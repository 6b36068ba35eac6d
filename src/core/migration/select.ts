import { mayEditGate } from "../policy/edits-gate.ts";
import type { Policy, Project } from "../policy/policy.ts";
import { matchesGlob } from "./glob.ts";

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

/** Which files a judgement reads: the migrations, and what decides how Tollgate judges. */
export function judgedPath(policy: Pick<Policy, "projects">): (path: string) => boolean {
  const isMigration = wantedPath(policy);
  return (path) => isMigration(path) || mayEditGate(path);
}

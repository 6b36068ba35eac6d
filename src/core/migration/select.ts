import type { Policy, Project } from "../policy/policy.ts";
import { matchesGlob } from "./glob.ts";

/** Which files of the repository are migrations, by the policy's globs. */
export function wantedPath({ projects }: Pick<Policy, "projects">): (path: string) => boolean {
  return (path) => projects.some((project) => belongsTo(project, path));
}

export function belongsTo({ migrations }: Pick<Project, "migrations">, path: string): boolean {
  return migrations.some((glob) => matchesGlob(glob, path));
}

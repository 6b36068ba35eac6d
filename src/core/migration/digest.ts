import type { ChangedFile, MigrationKind } from "./migration.ts";

/** A file that a pull request changes, with what a policy makes of it. */
export interface JudgedChange extends Pick<ChangedFile, "path" | "previousPath" | "kind" | "mode" | "blob"> {
  /** How it runs, for each project that takes it; empty where it runs nowhere, as what was deleted. */
  runs: readonly Run[];
  /** What else it brings about, in canonical text: what an edit of the policy makes of files that are there. */
  reaims?: readonly string[];
}

export interface Run {
  format: string;
  as: MigrationKind;
  /** SHA-256 (hex) of each statement in order, as it was split, with its placeholders replaced. */
  statements: readonly string[];
  /** Canonical texts of environment, instance, database and name of the connection, sorted. */
  targets: readonly string[];
}

/** What an approval is given to, in one canonical text: SHA-256 over it is the effective digest. */
export function digestText(changes: readonly JudgedChange[]): string {
  const lines = changes.map(({ runs, reaims = [], ...file }) =>
    JSON.stringify([
      ...fileOf(file),
      runs.map(({ format, as, statements, targets }) => [format, as, statements, targets]),
      ...(reaims.length > 0 ? [reaims] : []),
    ]),
  );
  return ["tollgate digest 2", ...lines, ""].join("\n");
}

/** The files alone, whatever a policy makes of them: the same changes give the same text, in whatever order they come. */
export function contentText(changed: readonly Omit<JudgedChange, "runs" | "reaims">[]): string {
  return ["tollgate content 1", ...changed.map((file) => JSON.stringify(fileOf(file))).sort(), ""].join("\n");
}

function fileOf({ path, previousPath, kind, mode, blob }: Omit<JudgedChange, "runs" | "reaims">) {
  return [path, previousPath ?? null, kind, mode, blob];
}

/**
 * What an approver writes to say exactly what is approved: it stands for an effective digest (hex) in one pull request
 * of one repository.
 */
export function approvalCode(
  { digest, repository, pull }: { digest: string; repository: string; pull: number },
  sha256: (text: string) => string,
): string {
  return sha256(JSON.stringify(["tollgate approval", digest, repository, pull])).slice(0, 32);
}

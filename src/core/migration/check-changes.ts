import type { Problem } from "../words/problem.ts";
import type { Format } from "./format.ts";
import { formats } from "./formats.ts";
import type { ChangedFile, FileChangeKind, Migration } from "./migration.ts";

type Change = Pick<ChangedFile, "path" | "previousPath" | "kind">;

export interface ChangesToCheck {
  /** The migrations of the base: merged, so a database may have run them. */
  before: readonly Migration[];
  /** Those of the head, in order. */
  after: readonly Migration[];
  changed: readonly Change[];
}

/** What a pull request must not do to migrations that may have run, and to the order in which they run. */
export function checkChanges({ before, after, changed }: ChangesToCheck): Problem[] {
  const merged = new Map(before.map((migration) => [migration.path, migration]));
  const added = new Set(changed.filter(({ kind }) => kind === "added").map(({ path }) => path));
  return [
    ...changed.flatMap((change) => checkMerged(change, merged.get(change.previousPath ?? change.path))),
    ...after.filter(({ path }) => added.has(path)).flatMap((migration) => checkOrder(migration, before)),
    ...after.flatMap((migration, i) => checkGap(migration, after[i - 1], added)),
  ];
}

const touched: Readonly<Record<Exclude<FileChangeKind, "added">, { code: string; what: string }>> = {
  modified: { code: "migration-edited", what: "was changed after it was merged" },
  deleted: { code: "migration-deleted", what: "was deleted after it was merged" },
  renamed: { code: "migration-renamed", what: "was renamed after it was merged" },
};

/** A migration that runs once is final when it is merged; what runs again or never runs forward may change. */
function checkMerged({ kind, path, previousPath }: Change, merged: Migration | undefined): Problem[] {
  if (kind === "added" || !merged || merged.kind === "repeatable" || merged.kind === "undo") return [];
  const { code, what } = touched[kind];
  return [
    {
      code,
      what: `${previousPath ?? path} ${what}; a database that ran it will never see the difference.`,
      fix: "Leave it as it is and write a new migration; one that failed can be skipped in the rollout.",
      file: path,
    },
  ];
}

function checkOrder(migration: Migration, before: readonly Migration[]): Problem[] {
  const { version, kind, project, path } = migration;
  const format = formatOf(migration);
  if (version === undefined || kind !== "versioned" || format.allowsOutOfOrder) return [];
  const later = before.findLast(
    (other) =>
      other.project === project &&
      other.kind === "versioned" &&
      other.version !== undefined &&
      format.compareVersions(other.version, version) > 0,
  );
  if (!later) return [];
  return [
    {
      code: "migration-out-of-order",
      what: `${path} has version ${version}, but ${later.path} with version ${later.version} is merged already.`,
      fix: "Give it a version higher than every merged one.",
      file: path,
    },
  ];
}

function checkGap(
  migration: Migration,
  previous: Migration | undefined,
  added: ReadonlySet<string>,
): Problem[] {
  const { version, path, project } = migration;
  if (!formatOf(migration).forbidsGaps || version === undefined || !added.has(path)) return [];
  const before = previous?.project === project ? previous.version : undefined;
  if (before === undefined || BigInt(version) - BigInt(before) <= 1n) return [];
  return [
    {
      code: "migration-gap",
      what: `${path} has version ${version}, but the one before it is ${before}.`,
      fix: "Number migrations without a gap.",
      file: path,
    },
  ];
}

function formatOf({ format }: Migration): Format {
  const found = formats.find(({ name }) => name === format);
  if (!found) throw new Error(`No format is called ${format}.`);
  return found;
}

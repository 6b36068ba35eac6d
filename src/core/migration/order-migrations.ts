import { compareText, type Format } from "./format.ts";
import type { Migration } from "./migration.ts";

/** As the tool runs them: by version, a baseline after its own version, then what is repeatable, by path. */
export function orderMigrations(format: Format, migrations: readonly Migration[]): Migration[] {
  return migrations.toSorted((a, b) => {
    if (a.version === undefined || b.version === undefined) {
      return Number(a.version === undefined) - Number(b.version === undefined) || compareText(a.path, b.path);
    }
    return (
      format.compareVersions(a.version, b.version) ||
      Number(a.kind === "baseline") - Number(b.kind === "baseline") ||
      compareText(a.path, b.path)
    );
  });
}

/** What a new database runs: the last baseline, the versions after it, what is repeatable. */
export function forNewDatabase(migrations: readonly Migration[]): Migration[] {
  const baseline = migrations.findLastIndex(({ kind }) => kind === "baseline");
  return migrations.filter(({ kind }, i) => kind !== "undo" && (kind === "repeatable" || i >= baseline));
}

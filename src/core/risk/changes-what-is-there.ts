import type { DescribedStatement } from "../change/change.ts";

/** Whether the statement does something to tables or rows that were there before the migration. */
export function changesWhatIsThere({ source, changes }: DescribedStatement): boolean {
  if (source !== "ddl" && source !== "dml") return false;
  return changes.some(
    ({ kind, created, temporary, deferred, target }) =>
      target !== undefined &&
      !created &&
      !temporary &&
      !deferred &&
      !kind.startsWith("create-") &&
      kind !== "select",
  );
}

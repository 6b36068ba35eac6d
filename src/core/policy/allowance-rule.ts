import { matchesGlob } from "./glob.ts";

/** What a comment `-- tollgate:allow` does: nothing, show its reason, or take the finding out of the score as well. */
export const commentEffects = ["none", "seen", "lower"] as const;
export type CommentEffect = (typeof commentEffects)[number];

/** A finding that the policy itself allows for a while. */
export interface AllowanceRule {
  /** The factor's id. */
  finding: string;
  /** Globs over repository paths; undefined = in every file. */
  paths: readonly string[] | undefined;
  /** Globs over tables as the statement writes them; undefined = whatever it works on. */
  tables: readonly string[] | undefined;
  reason: string;
  /** The last day, `2027-03-31`, by UTC. */
  until: string;
}

/** Of a statement that names no table nobody knows that it works on those alone. */
export function allowsIn(
  { paths, tables }: Pick<AllowanceRule, "paths" | "tables">,
  path: string,
  statementTables: readonly string[],
): boolean {
  const hits = (globs: readonly string[], text: string) => globs.some((glob) => matchesGlob(glob, text));
  if (paths && !hits(paths, path)) return false;
  return (
    tables === undefined || (statementTables.length > 0 && statementTables.every((one) => hits(tables, one)))
  );
}

/** `today`: undefined = not known, and nothing that ends may be taken for valid. */
export function isExpired({ until }: Pick<AllowanceRule, "until">, today: string | undefined): boolean {
  return today === undefined || today > until;
}

/** A day of the calendar, in the form of `until`. */
export function isCalendarDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

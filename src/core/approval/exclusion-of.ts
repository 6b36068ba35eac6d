import type { Excluded, Person } from "./approval.ts";

/** Whichever of id and login fits excludes; undefined = nothing does. */
export function exclusionOf(excluded: readonly Excluded[], person: Person): Excluded | undefined {
  return excluded.find(
    ({ id, login }) => id === person.id || login?.toLowerCase() === person.login.toLowerCase(),
  );
}

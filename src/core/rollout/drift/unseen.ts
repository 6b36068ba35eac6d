import type { Account } from "../access/access.ts";
import { missingRights } from "../access/missing-rights.ts";
import { type SchemaPart, schemaParts } from "./schema-snapshot.ts";

/** Which part of a schema hides without which privilege; the rights of the use `drift`. */
const shownBy = new Map<string, SchemaPart>([
  ["SHOW VIEW", "views"],
  ["TRIGGER", "triggers"],
  ["EVENT", "events"],
  ["EXECUTE", "routines"],
  ["SHOW_ROUTINE", "routine bodies"],
]);

/** What the account does not see of a database; all that may hide, where its privileges cannot be read. */
export function unseenParts(access: Account, database: string): SchemaPart[] {
  const missing = missingRights(access, "drift", database);
  if (!missing) return schemaParts.filter((part) => part !== "partitions");
  return missing.flatMap(({ privilege }) => shownBy.get(privilege) ?? []);
}

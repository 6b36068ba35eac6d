import type { KnownTables } from "../sql/tree/resolve/scope.ts";
import type { Catalog } from "./catalog.ts";
import { keyInSession, type Session } from "./session.ts";

/** The catalog's tables as names in the session mean them. A TEMPORARY table hides the real one, and is not known. */
export function knownTables(
  { tables }: Pick<Catalog, "tables">,
  session: Pick<Session, "database" | "temporary">,
): KnownTables {
  return {
    find(name) {
      const key = keyInSession(name, session);
      return session.temporary.has(key) ? undefined : tables.get(key);
    },
    keyOf: (name) => keyInSession(name, session),
  };
}

import type { KnownTables } from "../sql/tree/resolve/scope.ts";
import type { Catalog } from "./catalog.ts";
import { keyOf } from "./names.ts";
import type { Session } from "./session.ts";

/** The catalog's tables as names in the session mean them. A TEMPORARY table hides the real one, and is not known. */
export function knownTables(
  { tables }: Pick<Catalog, "tables">,
  session: Pick<Session, "scope" | "temporary">,
): KnownTables {
  return {
    find(name) {
      const key = keyOf(name, session.scope);
      return session.temporary.has(key) ? undefined : tables.get(key);
    },
    keyOf: (name) => keyOf(name, session.scope),
  };
}

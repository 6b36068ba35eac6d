import type { Clause } from "../sql/clause.ts";
import type { Database, DraftCatalog } from "./catalog.ts";
import { canonicalCharset, canonicalCollation, charsetOfCollation } from "./charset.ts";
import { databaseKey } from "./names.ts";
import type { Session } from "./session.ts";

/** CREATE, ALTER and DROP DATABASE. */
export function applyDatabase(
  { catalog, session: { scope } }: { catalog: DraftCatalog; session: Session },
  clause: Clause,
) {
  const { kind, object = "", options } = clause;
  const key = databaseKey(object, scope);
  if (kind === "drop-database") dropDatabase(catalog, key, scope.home.isKnown);
  else if (kind === "alter-database" || !catalog.databases.has(key))
    catalog.databases.set(key, defaults(options));
}

function defaults(options: Clause["options"]): Database {
  const collation = canonicalCollation(options?.get("COLLATE"));
  return { charset: canonicalCharset(options?.get("CHARSET")) ?? charsetOfCollation(collation), collation };
}

/** Where nobody knows what home is called, it may be the dropped one: nothing is known of its tables any more. */
function dropDatabase(catalog: DraftCatalog, dropped: string, isHomeKnown: boolean) {
  catalog.databases.delete(dropped);
  for (const [key, { name }] of catalog.tables) {
    const database = name.database ?? "";
    if (database !== dropped && (database !== "" || isHomeKnown)) continue;
    catalog.tables.delete(key);
    catalog.created.delete(key);
  }
}

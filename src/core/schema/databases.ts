import type { ClauseOf } from "../sql/clause.ts";
import type { TableOptions } from "../sql/definition.ts";
import type { Database, DraftCatalog } from "./catalog.ts";
import { canonicalCharset, canonicalCollation, charsetOfCollation } from "./charset.ts";
import { databaseKey } from "./names.ts";
import type { Session } from "./session.ts";

type On = { catalog: DraftCatalog; session: Session };

export function addDatabase({ catalog, session }: On, { object, options }: ClauseOf<"create-database">) {
  const key = databaseKey(object, session.scope);
  if (!catalog.databases.has(key)) catalog.databases.set(key, defaults(options));
}

/** Without a name it is the session's own. */
export function setDatabaseDefaults(
  { catalog, session }: On,
  { object = "", options }: ClauseOf<"alter-database">,
) {
  catalog.databases.set(databaseKey(object, session.scope), defaults(options));
}

function defaults(options: TableOptions | undefined): Database {
  const collation = canonicalCollation(options?.get("COLLATE"));
  return { charset: canonicalCharset(options?.get("CHARSET")) ?? charsetOfCollation(collation), collation };
}

/** Where nobody knows what home is called, it may be the dropped one: nothing is known of its tables any more. */
export function forgetDatabase({ catalog, session }: On, { object }: ClauseOf<"drop-database">) {
  const dropped = databaseKey(object, session.scope);
  catalog.databases.delete(dropped);
  for (const [key, { name }] of catalog.tables) {
    const database = name.database ?? "";
    if (database !== dropped && (database !== "" || session.scope.home.isKnown)) continue;
    catalog.tables.delete(key);
    catalog.created.delete(key);
  }
}

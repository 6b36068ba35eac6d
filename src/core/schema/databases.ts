import type { ClauseOf } from "../sql/clause.ts";
import type { TableOptions } from "../sql/definition.ts";
import type { Database, DraftCatalog } from "./catalog.ts";
import { canonicalCharset, canonicalCollation, charsetOfCollation } from "./charset.ts";

type On = { catalog: DraftCatalog };

export function createDatabase({ catalog }: On, { object, options }: ClauseOf<"create-database">) {
  if (!catalog.databases.has(object)) catalog.databases.set(object, defaults(options));
}

/** Without a name it is the session's own. */
export function alterDatabase({ catalog }: On, { object = "", options }: ClauseOf<"alter-database">) {
  catalog.databases.set(object, defaults(options));
}

function defaults(options: TableOptions | undefined): Database {
  const collation = canonicalCollation(options?.get("COLLATE"));
  return { charset: canonicalCharset(options?.get("CHARSET")) ?? charsetOfCollation(collation), collation };
}

/** Tables without a database may have been in the dropped one: nothing is known of them any more. */
export function dropDatabase({ catalog }: On, { object: name }: ClauseOf<"drop-database">) {
  catalog.databases.delete(name);
  for (const [key, { name: table }] of catalog.tables) {
    if (table.database !== undefined && table.database !== name) continue;
    catalog.tables.delete(key);
    catalog.created.delete(key);
  }
}

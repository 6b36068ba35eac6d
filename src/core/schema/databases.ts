import type { Clause } from "../sql/clause.ts";
import type { Database, DraftCatalog } from "./catalog.ts";
import { canonicalCharset, canonicalCollation, charsetOfCollation } from "./charset.ts";

/** CREATE, ALTER and DROP DATABASE. */
export function applyDatabase({ catalog }: { catalog: DraftCatalog }, clause: Clause) {
  const { kind, object = "", options } = clause;
  if (kind === "drop-database") dropDatabase(catalog, object);
  else if (kind === "alter-database" || !catalog.databases.has(object))
    catalog.databases.set(object, defaults(options));
}

function defaults(options: Clause["options"]): Database {
  const collation = canonicalCollation(options?.get("COLLATE"));
  return { charset: canonicalCharset(options?.get("CHARSET")) ?? charsetOfCollation(collation), collation };
}

/** Tables without a database may have been in the dropped one: nothing is known of them any more. */
function dropDatabase(catalog: DraftCatalog, name: string) {
  catalog.databases.delete(name);
  for (const [key, { name: table }] of catalog.tables) {
    if (table.database !== undefined && table.database !== name) continue;
    catalog.tables.delete(key);
    catalog.created.delete(key);
  }
}

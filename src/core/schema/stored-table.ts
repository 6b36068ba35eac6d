import type { TableName } from "../sql/definition.ts";
import type { TableReference } from "../sql/statement.ts";
import { type Catalog, type DraftCatalog, noteMove } from "./catalog.ts";
import { keyOfResolved, type NameScope, resolveName, type TableKey } from "./names.ts";
import type { Session } from "./session.ts";

/** A table that a statement names, as databases hold it before the migrations under judgement run. */
export interface StoredTable {
  /** As the statement names it, without its database. */
  table: string;
  /** "new" = those migrations create it, so nothing is in it; undefined = which table that is cannot be told. */
  name: TableName | "new" | undefined;
}

export function storedTable(
  { database, table }: TableReference,
  { catalog, session, scope }: { catalog: Catalog; session: Session; scope: NameScope },
): StoredTable {
  const name = resolveName({ database, table }, scope);
  const key = keyOfResolved(name);
  if (session.temporary.has(key)) return { table, name: undefined };
  if (catalog.created.has(key)) return { table, name: "new" };
  return { table, name: whatMoved(catalog, key, name) };
}

/** On a server that folds names (lower_case_table_names, manual 9.2.3) another spelling may be the table that moved. */
export function whatMoved({ moved }: Catalog, key: TableKey, name: TableName): TableName | undefined {
  if (moved.size === 0) return name;
  const spellings = moved.get(key.toLowerCase());
  return spellings ? spellings.get(key) : name;
}

/** From here on the table may hold more than databases say. */
export function forgetSize(catalog: DraftCatalog, key: TableKey) {
  noteMove(catalog, key, undefined);
}

import type { Clause } from "../sql/clause.ts";
import type { TableReference } from "../sql/statement.ts";
import { type DraftCatalog, forgetTable, type Program } from "./catalog.ts";
import { keyInSession, type Session } from "./session.ts";

const defining: ReadonlySet<string> = new Set(["create", "alter", "drop"]);

/** CREATE, ALTER and DROP of views, routines, triggers and events, with the tables that they name. */
export function applyProgram(
  { catalog, session }: { catalog: DraftCatalog; session: Session },
  clause: Clause,
  { clauses, tables }: { clauses: readonly Clause[]; tables: readonly TableReference[] },
) {
  const [verb, kind] = clause.kind.split("-") as [string, Program["kind"]];
  const name = clause.object ?? clause.table;
  const key = `${kind}\0${name}`;
  if (verb === "drop") {
    catalog.programs.delete(key);
    return;
  }
  const named = tables.filter(({ table }) => kind !== "view" || table !== clause.target?.table);
  const keyOf = (table: TableReference) => keyInSession(table, session);
  const redefined = kind === "routine" ? named.filter(({ use }) => defining.has(use)) : [];
  const opaque = clauses.some(
    ({ kind: does, deferred }) => deferred && (does === "call" || does === "prepared"),
  );
  catalog.programs.set(key, {
    kind,
    name,
    tables: named.map(keyOf),
    redefines: redefined.map(keyOf),
    opaque,
  });
}

/** A procedure may do to its tables what it says or not: nothing is known of them after a call. */
export function forgetRedefined(catalog: DraftCatalog, routine: string) {
  for (const key of catalog.programs.get(`routine\0${routine}`)?.redefines ?? []) forgetTable(catalog, key);
}

import type { Clause } from "../sql/clause.ts";
import type { TableReference } from "../sql/statement.ts";
import { type DraftCatalog, forgetTable, type Program } from "./catalog.ts";
import { keyOf, programKey, scopeInProgram } from "./names.ts";
import type { Session } from "./session.ts";

const defining: ReadonlySet<string> = new Set(["create", "alter", "drop"]);

/** CREATE, ALTER and DROP of views, routines, triggers and events, with the tables that they name. */
export function applyProgram(
  { catalog, session }: { catalog: DraftCatalog; session: Session },
  clause: Clause,
  { clauses, tables }: { clauses: readonly Clause[]; tables: readonly TableReference[] },
) {
  const [verb, kind] = clause.kind.split("-") as [string, Program["kind"]];
  const name = clause.object ?? clause.table;
  const key = programKey(kind, name, session.scope);
  if (verb === "drop") {
    catalog.programs.delete(key);
    return;
  }
  const scope = kind === "view" ? session.scope : scopeInProgram(name, session.scope);
  const keyIn = (table: TableReference) => keyOf(table, scope);
  const own = kind === "view" && clause.target ? keyOf(clause.target, scope) : undefined;
  const named = tables.filter((table) => keyIn(table) !== own);
  const redefined = kind === "routine" ? named.filter(({ use }) => defining.has(use)) : [];
  const opaque = clauses.some(
    ({ kind: does, deferred }) => deferred && (does === "call" || does === "prepared"),
  );
  catalog.programs.set(key, {
    kind,
    name,
    tables: named.map(keyIn),
    redefines: redefined.map(keyIn),
    opaque,
  });
}

/** A procedure may do to its tables what it says or not: nothing is known of them after a call. */
export function forgetRedefined(
  { catalog, session }: { catalog: DraftCatalog; session: Session },
  routine: string,
) {
  const known = catalog.programs.get(programKey("routine", routine, session.scope));
  for (const key of known?.redefines ?? []) forgetTable(catalog, key);
}

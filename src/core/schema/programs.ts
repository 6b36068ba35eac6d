import type { TableReference } from "../sql/statement.ts";
import type { Clause } from "../sql/statements/clause.ts";
import { type DraftCatalog, type Program, tableKey } from "./catalog.ts";
import { inSession, type Session } from "./session.ts";

const kinds: Partial<Record<Clause["kind"], Program["kind"]>> = {
  "create-view": "view",
  "alter-view": "view",
  "drop-view": "view",
  "create-routine": "routine",
  "drop-routine": "routine",
  "create-trigger": "trigger",
  "drop-trigger": "trigger",
  "create-event": "event",
  "alter-event": "event",
  "drop-event": "event",
};

/** Views, routines, triggers and events, with the tables that they name. */
export function applyProgram(
  { catalog, session }: { catalog: DraftCatalog; session: Session },
  clause: Clause,
  tables: readonly TableReference[],
) {
  const kind = kinds[clause.kind];
  const name = clause.object ?? clause.table;
  if (!kind) return;
  const key = `${kind}\0${name}`;
  if (clause.kind.startsWith("drop-")) {
    catalog.programs.delete(key);
    return;
  }
  const named = tables.filter(({ table }) => kind !== "view" || table !== clause.target?.table);
  catalog.programs.set(key, {
    kind,
    name,
    tables: named.map((table) => tableKey(inSession(table, session))),
  });
}

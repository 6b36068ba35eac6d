import type { ClauseOf } from "../sql/clause.ts";
import { clauseFacts } from "../sql/clause-facts.ts";
import type { TableReference } from "../sql/statement.ts";
import { type DraftCatalog, forgetTable, type Program } from "./catalog.ts";
import type { Applied, Replay } from "./replay.ts";
import { keyInSession } from "./session.ts";

type View = ClauseOf<"create-view" | "alter-view">;
type Named = ClauseOf<"create-routine" | "create-trigger" | "create-event" | "alter-event">;
type Dropped = ClauseOf<"drop-routine" | "drop-trigger" | "drop-event">;

/** CREATE and ALTER VIEW, with the tables that it shows. */
export function defineView(replay: Replay, { table, target, definer }: View, statement: Applied) {
  const shown = statement.tables.filter((one) => one.table !== target.table);
  define(replay, statement, { kind: "view", name: definer ?? table, named: shown, redefined: [] });
}

/** CREATE and ALTER of triggers and events, with the tables that they name. */
export function defineProgram(kind: "trigger" | "event") {
  return (replay: Replay, { object }: Named, statement: Applied) =>
    define(replay, statement, { kind, name: object, named: statement.tables, redefined: [] });
}

const defining: ReadonlySet<string> = new Set(["create", "alter", "drop"]);

/** CREATE PROCEDURE and FUNCTION, with the tables that it names. */
export function defineRoutine(replay: Replay, { object }: Named, statement: Applied) {
  const { tables } = statement;
  const redefined = tables.filter(({ use }) => defining.has(use));
  define(replay, statement, { kind: "routine", name: object, named: tables, redefined });
}

interface Defined extends Pick<Program, "kind" | "name"> {
  named: readonly TableReference[];
  redefined: readonly TableReference[];
}

function define(
  { catalog, session }: Replay,
  { clauses }: Applied,
  { kind, name, named, redefined }: Defined,
) {
  const keyOf = (table: TableReference) => keyInSession(table, session);
  const opaque = clauses.some((clause) => clause.deferred && clauseFacts[clause.kind].to === "anything");
  catalog.programs.set(programKey(kind, name), {
    kind,
    name,
    tables: named.map(keyOf),
    redefines: redefined.map(keyOf),
    opaque,
  });
}

export function dropView({ catalog }: Replay, { table }: ClauseOf<"drop-view">) {
  catalog.programs.delete(programKey("view", table));
}

export function dropProgram(kind: Program["kind"]) {
  return ({ catalog }: Replay, { object }: Dropped) => void catalog.programs.delete(programKey(kind, object));
}

export function findRoutine({ programs }: Pick<DraftCatalog, "programs">, name: string): Program | undefined {
  return programs.get(programKey("routine", name));
}

function programKey(kind: Program["kind"], name: string): string {
  return `${kind}\0${name}`;
}

/** A procedure may do to its tables what it says or not: nothing is known of them after a call. */
export function forgetRedefined(catalog: DraftCatalog, routine: string) {
  for (const key of findRoutine(catalog, routine)?.redefines ?? []) forgetTable(catalog, key);
}

import type { ClauseOf } from "../sql/clause.ts";
import { clauseFacts } from "../sql/clause-facts.ts";
import type { TableReference } from "../sql/statement.ts";
import { type DraftCatalog, forgetTable, type Program, putProgram } from "./catalog.ts";
import { keyOf, programKey, scopeInProgram, type TableKey } from "./names.ts";
import type { Applied, Replay } from "./replay.ts";

type View = ClauseOf<"create-view" | "alter-view">;
type Named = ClauseOf<"create-routine" | "create-event" | "alter-event">;
type Dropped = ClauseOf<"drop-routine" | "drop-trigger" | "drop-event">;

/** CREATE and ALTER VIEW, with the tables that it shows. */
export function defineView(replay: Replay, { table, target, definer }: View, statement: Applied) {
  const { scope } = replay.session;
  const own = keyOf(target, scope);
  const shown = statement.tables.filter((one) => keyOf(one, scope) !== own);
  define(replay, statement, { kind: "view", name: definer ?? table, named: shown, redefined: [] });
}

/** CREATE and ALTER of events, with the tables that they name. */
export function defineEvent(replay: Replay, { object }: Named, statement: Applied) {
  define(replay, statement, { kind: "event", name: object, named: statement.tables, redefined: [] });
}

/** CREATE TRIGGER, with the tables that it names. */
export function defineTrigger(
  replay: Replay,
  { object, target, events }: ClauseOf<"create-trigger">,
  statement: Applied,
) {
  const on = keyOf(target, scopeInProgram(object, replay.session.scope));
  const fires = { on, events };
  define(replay, statement, { kind: "trigger", name: object, named: statement.tables, redefined: [], fires });
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
  fires?: Program["fires"];
}

function define(
  { catalog, session }: Replay,
  { clauses, code }: Applied,
  { kind, name, named, redefined, fires }: Defined,
) {
  const scope = kind === "view" ? session.scope : scopeInProgram(name, session.scope);
  const keyIn = (table: TableReference) => keyOf(table, scope);
  const opaque = clauses.some((clause) => clause.deferred && clauseFacts[clause.kind].to === "anything");
  putProgram(catalog, programKey(kind, name, session.scope), {
    kind,
    name,
    tables: named.map(keyIn),
    redefines: redefined.map(keyIn),
    opaque,
    code: code && { text: code.text, mode: code.mode, scope },
    fires,
    calls: clauses.flatMap((clause) => (clause.kind === "call" && !clause.deferred ? [clause.object] : [])),
  });
}

export function dropView({ catalog, session }: Replay, { table }: ClauseOf<"drop-view">) {
  catalog.programs.delete(programKey("view", table, session.scope));
}

export function dropProgram(kind: Program["kind"]) {
  return ({ catalog, session }: Replay, { object }: Dropped) =>
    void catalog.programs.delete(programKey(kind, object, session.scope));
}

/** Triggers go where their table goes; `to` is undefined where it goes for good. */
export function followTable(catalog: DraftCatalog, from: TableKey, to: TableKey | undefined) {
  for (const key of catalog.whereabouts.triggers.get(from) ?? []) {
    const program = catalog.programs.get(key);
    if (program?.fires?.on !== from) continue;
    if (to === undefined) catalog.programs.delete(key);
    else putProgram(catalog, key, { ...program, fires: { ...program.fires, on: to } });
  }
}

export function findRoutine(
  { catalog, session }: Pick<Replay, "catalog" | "session">,
  name: string,
): Program | undefined {
  return catalog.programs.get(programKey("routine", name, session.scope));
}

/** A procedure may do to its tables what it says or not: nothing is known of them after a call. */
export function forgetRedefined(replay: Pick<Replay, "catalog" | "session">, routine: string) {
  for (const key of findRoutine(replay, routine)?.redefines ?? []) forgetTable(replay.catalog, key);
}

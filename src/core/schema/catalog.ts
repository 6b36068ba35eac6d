import type { TriggerEvent } from "../sql/clause.ts";
import type { TableName } from "../sql/definition.ts";
import { foldName } from "../sql/fold-name.ts";
import type { LexMode } from "../sql/mode.ts";
import { keyOf, type NameScope, type TableKey } from "./names.ts";
import type { Table } from "./table.ts";

export interface Database {
  charset: string | undefined;
  collation: string | undefined;
}

/** The schema as the replayed history left it. What is not in it is unknown, not absent. */
export interface Catalog {
  /** Tables are replaced, never changed in place. */
  readonly tables: ReadonlyMap<TableKey, Table>;
  readonly whereabouts: Whereabouts;
  /** By `databaseKey`. */
  readonly databases: ReadonlyMap<string, Database>;
  /** Views, routines, triggers and events by `programKey`, with the tables that they name. */
  readonly programs: ReadonlyMap<string, Program>;
  /** Keys of the tables that the pull request under judgement creates, and that hold no rows but those that it puts there. */
  readonly created: ReadonlySet<TableKey>;
  /**
   * Tables of which databases know something else than their name now says: the name that they have there, or undefined
   * where what databases know of them no longer holds. By key in lower case, then by key, since a server may fold names.
   * Only of the pull request under judgement. Written by `noteMove`.
   */
  readonly moved: ReadonlyMap<string, ReadonlyMap<TableKey, TableName | undefined>>;
  /** Something ran that cannot be read here: what is known is likely, and proves nothing any more. */
  readonly doubtful?: boolean;
}

/**
 * Keys of tables that have, or once had, what is looked for, so that nobody looks through all of them. It only grows, and
 * drafts share it with their originals: who finds a key here asks the table itself.
 */
interface Whereabouts {
  /** Of a foreign key to a table of this name, whatever its database. */
  readonly referrers: Map<string, Set<TableKey>>;
  /** Of a foreign key or check of this name, folded. */
  readonly constraints: Map<string, Set<TableKey>>;
  /** Of the programs that are triggers of a table, by its key. */
  readonly triggers: Map<TableKey, Set<string>>;
}

export interface Program {
  kind: "view" | "routine" | "trigger" | "event";
  name: string;
  /** Tables that it reads or writes. */
  tables: readonly TableKey[];
  /** Those of them that it creates, alters or drops. */
  redefines: readonly TableKey[];
  /** It calls others, or runs what is not written in it: it may change anything. */
  opaque: boolean;
  /** What was written to define it; undefined = not kept. */
  code: StoredCode | undefined;
  /** Of a trigger. */
  fires: { on: TableKey; events: readonly TriggerEvent[] } | undefined;
  /** The functions that a view calls whenever it is read: code that somebody stored or loaded. */
  calls: readonly string[];
}

/** A CREATE statement, and what names in it mean. */
interface StoredCode {
  readonly text: string;
  readonly mode: LexMode;
  readonly scope: NameScope;
}

/** A catalog that one script may still write to. */
export interface DraftCatalog extends Catalog {
  /** Written by `putTable`. */
  readonly tables: Map<TableKey, Table>;
  readonly databases: Map<string, Database>;
  readonly programs: Map<string, Program>;
  readonly created: Set<TableKey>;
  readonly moved: Map<string, ReadonlyMap<TableKey, TableName | undefined>>;
  doubtful?: boolean;
}

export function emptyCatalog(): Catalog {
  return {
    tables: new Map(),
    whereabouts: { referrers: new Map(), constraints: new Map(), triggers: new Map() },
    databases: new Map(),
    programs: new Map(),
    created: new Set(),
    moved: new Map(),
  };
}

/** A copy that shares every table with the original. */
export function draftOf(catalog: Catalog): DraftCatalog {
  return {
    tables: new Map(catalog.tables),
    whereabouts: catalog.whereabouts,
    databases: new Map(catalog.databases),
    programs: new Map(catalog.programs),
    created: new Set(catalog.created),
    moved: new Map(catalog.moved),
    ...(catalog.doubtful ? { doubtful: true } : {}),
  };
}

/** The catalog as it is now, for who asks later: of tables and programs. */
export function snapshotOf(catalog: DraftCatalog): Catalog {
  return { ...catalog, tables: new Map(catalog.tables), programs: new Map(catalog.programs) };
}

/** The table as it is from now on. */
export function putTable(catalog: DraftCatalog, key: TableKey, table: Table) {
  const { referrers, constraints } = catalog.whereabouts;
  catalog.tables.set(key, table);
  for (const { name, references } of table.foreignKeys) {
    note(referrers, references.table, key);
    note(constraints, foldName(name), key);
  }
  for (const { name } of table.checks) note(constraints, foldName(name), key);
}

function note<K, V>(places: Map<K, Set<V>>, what: K, key: V) {
  const known = places.get(what);
  if (known) known.add(key);
  else places.set(what, new Set([key]));
}

/** The tables with a foreign key to a table of this name, whatever its database, by key. */
export function* referrersOf(catalog: Catalog, name: string): Generator<[key: TableKey, table: Table]> {
  for (const key of catalog.whereabouts.referrers.get(name) ?? []) {
    const table = catalog.tables.get(key);
    if (table?.foreignKeys.some(({ references }) => references.table === name)) yield [key, table];
  }
}

/** The other tables with a foreign key or a check of this name, folded. */
export function* tablesConstrainedBy(
  catalog: Catalog,
  name: string,
  by: "foreignKeys" | "checks",
  own: Table,
) {
  for (const key of catalog.whereabouts.constraints.get(name) ?? []) {
    const table = catalog.tables.get(key);
    if (table && table !== own && table[by].some((one) => foldName(one.name) === name)) yield table;
  }
}

export function putProgram(catalog: DraftCatalog, key: string, program: Program) {
  catalog.programs.set(key, program);
  if (program.fires) note(catalog.whereabouts.triggers, program.fires.on, key);
}

/** The triggers of a table that one of these events fires. */
export function triggersOf(
  { whereabouts, programs }: Pick<Catalog, "whereabouts" | "programs">,
  table: TableKey,
  events: readonly TriggerEvent[],
): readonly Program[] {
  const found = [...(whereabouts.triggers.get(table) ?? [])].flatMap((key) => programs.get(key) ?? []);
  return found.filter(({ fires }) => fires?.on === table && fires.events.some((one) => events.includes(one)));
}

/** A table of which nothing is known any more. */
export function forgetTable(catalog: DraftCatalog, key: TableKey) {
  catalog.tables.delete(key);
  catalog.created.delete(key);
  noteMove(catalog, key, undefined);
}

export function noteMove(catalog: DraftCatalog, key: TableKey, stored: TableName | undefined) {
  const folded = key.toLowerCase();
  catalog.moved.set(folded, new Map(catalog.moved.get(folded)).set(key, stored));
}

/** The table that a statement's name means, as it is now; undefined = not known. */
export function findTable(catalog: Catalog, name: TableName, scope: NameScope): Table | undefined {
  return catalog.tables.get(keyOf(name, scope));
}

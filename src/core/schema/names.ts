import type { TableName } from "../sql/definition.ts";

/** What is known of the database that a script is run on. */
export interface Home {
  /** What it is called: a table's name with one of these before it means what it means alone. */
  readonly names: ReadonlySet<string>;
  /** Whether every other name is another database's. */
  readonly isKnown: boolean;
}

/** Nobody knows what it is called: what is named may be home or not. */
export const unknownHome: Home = { names: new Set(), isKnown: false };

/** What the names of a statement mean. */
export interface NameScope {
  readonly home: Home;
  /** The database that USE entered; undefined = home. Never one of home's names. */
  readonly database: string | undefined;
}

declare const resolved: unique symbol;

/** Which table a name means: nothing but `keyOf` and `keyOfResolved` makes one, so that nobody looks up a name as written. */
export type TableKey = string & { readonly [resolved]: true };

/** After USE, and inside an object that belongs to the database. */
export function enterDatabase(scope: NameScope, database: string): NameScope {
  const entered = scope.home.names.has(database) ? undefined : database;
  return entered === scope.database ? scope : { ...scope, database: entered };
}

/** The name as the catalog has it: without a database where that is home. To be resolved once: home has no name again. */
export function resolveName({ database, table }: TableName, scope: NameScope): TableName {
  if (database === undefined) return { database: scope.database, table };
  return { database: scope.home.names.has(database) ? undefined : database, table };
}

/**
 * Table names keep their case: on most servers they are files (lower_case_table_names=0, manual 9.2.3). No name holds a NUL
 * (manual 9.2), so a table of home is found by its name as it is.
 */
export function keyOfResolved({ database, table }: TableName): TableKey {
  return (database === undefined ? table : `${database}\0${table}`) as TableKey;
}

/** The resolved name that a key was made of. */
export function nameOfKey(key: TableKey): TableName {
  const at = key.indexOf("\0");
  return { database: at < 0 ? undefined : key.slice(0, at), table: key.slice(at + 1) };
}

/** The key of the table that a statement's name means. */
export function keyOf(name: TableName, scope: NameScope): TableKey {
  return keyOfResolved(resolveName(name, scope));
}

/** The name with the database that USE entered, where it has none: it means the same before any USE. */
export function nameAnywhere({ database, table }: TableName, scope: NameScope): TableName {
  return { database: database ?? scope.database, table };
}

/** A foreign key's parent, as written: without a database it is one of the child's (manual 15.1.20.5). */
export function parentName(references: TableName, child: TableName): TableName {
  return { database: references.database ?? child.database, table: references.table };
}

/** The database that the name is in where that is not home. */
export function databaseBeside(name: TableName, scope: NameScope): string | undefined {
  return resolveName(name, scope).database;
}

/** Of a database by its name; "" is the current one's, and home's. */
export function databaseKey(name: string, scope: NameScope): string {
  if (name === "") return scope.database ?? "";
  return scope.home.names.has(name) ? "" : name;
}

/** The key of a view, routine, trigger or event, whose name stands as it is shown: `tidy`, `shop.tidy`. */
export function programKey(kind: string, name: string, scope: NameScope): string {
  return `${kind}\0${keyOf(takeApart(name), scope)}`;
}

/** Names in the body of a routine, trigger or event are those of the database that it is in (manual 27.1). */
export function scopeInProgram(name: string, scope: NameScope): NameScope {
  const { database } = takeApart(name);
  return database === undefined ? scope : enterDatabase(scope, database);
}

function takeApart(shown: string): TableName {
  const dot = shown.indexOf(".");
  return { database: dot < 0 ? undefined : shown.slice(0, dot), table: shown.slice(dot + 1) };
}

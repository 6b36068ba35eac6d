import type {
  CheckDefinition,
  ColumnDefinition,
  ForeignKeyDefinition,
  IndexDefinition,
  Partitioning,
  TableName,
} from "../sql/definition.ts";
import { foldName } from "../sql/fold-name.ts";
import { onceFor } from "../sql/once-for.ts";

/** A column as it is: nullability settled; character set and collation filled in where they are known. */
export interface Column extends ColumnDefinition {
  nullable: boolean;
  /**
   * SQL text of the literal that every row has there, since the pull request under judgement added the column or wrote it in
   * every row, and nothing has written it since; undefined = rows may differ.
   */
  held?: string | undefined;
}

export interface Index extends IndexDefinition {
  name: string;
  /** A foreign key brought it along. */
  implied?: true;
}

/** `references` is resolved (names.ts). */
export interface ForeignKey extends ForeignKeyDefinition {
  name: string;
}

export interface Check extends CheckDefinition {
  name: string;
}

/** A table as the replayed history left it. Never changed in place. */
export interface Table {
  /** Resolved (names.ts): without a database in the one that the script is run on. */
  name: TableName;
  /** In order. Where `complete` is false there may be others. */
  columns: readonly Column[];
  indexes: readonly Index[];
  foreignKeys: readonly ForeignKey[];
  checks: readonly Check[];
  /** ENGINE, ROW_FORMAT, COMMENT, … by upper-case name, as stated. */
  options: ReadonlyMap<string, string>;
  /** Default for new columns; undefined = not known. */
  charset: string | undefined;
  collation: string | undefined;
  partitioning: Partitioning | undefined;
  /** Everything about the table is known. False after CREATE TABLE … SELECT and the like. */
  complete: boolean;
  /** INSTANT ADD and DROP COLUMN statements since the last rebuild (manual 17.12.1): each makes a row version. */
  rowVersions: number;
  /** Columns that INSTANT dropped since then: the rows still hold them, and they count towards the most there may be. */
  droppedColumns: number;
  /** A FULLTEXT index went since then: the hidden column that it brought along is still there. */
  keepsDocId: boolean;
}

/** Column names are compared without case (manual 9.2.3). */
export function findColumn({ columns }: Pick<Table, "columns">, name: string): Column | undefined {
  if (columns.length > few && isAskedOften(columns))
    return firstAlike(columns).get(name) ?? firstByName(columns).get(foldName(name));
  const alike = columns.find((column) => column.name === name);
  if (alike) return alike;
  const wanted = foldName(name);
  return columns.find((column) => foldName(column.name) === wanted);
}

/** The indexes that hold the column. */
export function indexesOn({ indexes }: Pick<Table, "indexes">, column: string): readonly Index[] {
  const wanted = foldName(column);
  if (indexes.length > few && isAskedOften(indexes)) return indexesByColumn(indexes).get(wanted) ?? [];
  return indexes.filter(({ parts }) =>
    parts.some((part) => part.column !== undefined && foldName(part.column) === wanted),
  );
}

export function findIndex({ indexes }: Pick<Table, "indexes">, name: string): Index | undefined {
  const wanted = foldName(name);
  if (indexes.length > few && isAskedOften(indexes)) return firstIndexByName(indexes).get(wanted);
  return indexes.find((index) => foldName(index.name) === wanted);
}

/** In their order. */
export function indexesOfKind(table: Pick<Table, "indexes">, wanted: Index["kind"]): readonly Index[] {
  return indexesByKind(table.indexes).get(wanted) ?? none;
}

const none: readonly never[] = [];

const indexesByKind = onceFor((indexes: readonly Index[]) => grouped(indexes, ({ kind }) => [kind]));

/** A list as short as this, or asked no more often than this, is looked through; of others the names are kept. */
const few = 30;

const timesAsked = onceFor((_: readonly unknown[]) => ({ times: 0 }));

function isAskedOften(list: readonly unknown[]): boolean {
  const asked = timesAsked(list);
  asked.times++;
  return asked.times > few;
}

const firstAlike = onceFor((columns: readonly Column[]) => firstOf(columns, ({ name }) => name));
const firstByName = onceFor((columns: readonly Column[]) => firstOf(columns, ({ name }) => foldName(name)));
const firstIndexByName = onceFor((indexes: readonly Index[]) =>
  firstOf(indexes, ({ name }) => foldName(name)),
);

function firstOf<One>(list: readonly One[], keyOfOne: (one: One) => string): ReadonlyMap<string, One> {
  const found = new Map<string, One>();
  for (const one of list) {
    const key = keyOfOne(one);
    if (!found.has(key)) found.set(key, one);
  }
  return found;
}

const indexesByColumn = onceFor((indexes: readonly Index[]) =>
  grouped(indexes, ({ parts }) =>
    parts.flatMap(({ column }) => (column === undefined ? [] : [foldName(column)])),
  ),
);

function grouped<Key>(
  indexes: readonly Index[],
  keysOf: (index: Index) => readonly Key[],
): ReadonlyMap<Key, readonly Index[]> {
  const found = new Map<Key, Index[]>();
  for (const index of indexes) {
    for (const key of new Set(keysOf(index))) {
      const known = found.get(key);
      if (known) known.push(index);
      else found.set(key, [index]);
    }
  }
  return found;
}

/** Does the foreign key point at that table, whose name is resolved as the key's is? */
export function pointsAt({ references }: ForeignKey, { database, table }: TableName): boolean {
  return references.table === table && references.database === database;
}

import type {
  CheckDefinition,
  ColumnDefinition,
  ForeignKeyDefinition,
  IndexDefinition,
  IndexPart,
} from "../sql/definition.ts";
import { foldName } from "../sql/fold-name.ts";
import {
  indexName,
  inlineIndexes,
  type NamesTaken,
  nameCheck,
  nameForeignKey,
  namesTaken,
  takeName,
} from "./default-names.ts";
import { storedParts } from "./stored-parts.ts";
import type { Check, ForeignKey, Index, Table } from "./table.ts";

/** A table while a statement works on it: it replaces the lists that it changes, and all others stay the table's own. */
export type TableDraft = Table;

export function draftOfTable(table: Table): TableDraft {
  return { ...table };
}

/** A list of what has names, while one statement of perhaps thousands of clauses changes it. */
interface NamedList<One> {
  add(draft: TableDraft, make: (taken: NamesTaken) => One): void;
  /** What had the name. */
  drop(draft: TableDraft, name: string): readonly One[];
}

interface Begun<One> {
  readonly list: One[];
  taken: NamesTaken | undefined;
  /** By folded name. */
  readonly named: Map<string, One[]>;
}

/** The first change copies the list, since the table before the statement has it too. */
function namedList<One extends { name: string }>(
  read: (draft: TableDraft) => readonly One[],
  write: (draft: TableDraft, list: readonly One[]) => void,
): NamedList<One> {
  const begun = new WeakMap<TableDraft, Begun<One>>();
  const open = (draft: TableDraft) => {
    const known = begun.get(draft);
    if (known?.list === read(draft)) return known;
    const opened: Begun<One> = { list: [], taken: undefined, named: new Map() };
    for (const one of read(draft)) push(opened, one);
    begun.set(draft, opened);
    write(draft, opened.list);
    return opened;
  };
  return {
    add(draft, make) {
      const own = open(draft);
      own.taken ??= namesTaken(own.list);
      const one = make(own.taken);
      takeName(own.taken, one.name);
      push(own, one);
    },
    drop(draft, name) {
      const own = open(draft);
      const gone = own.named.get(foldName(name)) ?? [];
      own.named.delete(foldName(name));
      for (const one of gone) own.list.splice(own.list.indexOf(one), 1);
      own.taken = undefined;
      return gone;
    },
  };
}

function push<One extends { name: string }>({ list, named }: Begun<One>, one: One) {
  const key = foldName(one.name);
  const alike = named.get(key);
  if (alike) alike.push(one);
  else named.set(key, [one]);
  list.push(one);
}

export const indexes = namedList<Index>(
  (draft) => draft.indexes,
  (draft, list) => {
    draft.indexes = list;
  },
);
export const foreignKeys = namedList<ForeignKey>(
  (draft) => draft.foreignKeys,
  (draft, list) => {
    draft.foreignKeys = list;
  },
);
export const checks = namedList<Check>(
  (draft) => draft.checks,
  (draft, list) => {
    draft.checks = list;
  },
);

/** What a column definition says beside the column. Foreign keys in it count since MySQL 9.0 and in MariaDB. */
export function addInline(draft: TableDraft, definition: ColumnDefinition, inlineReferences: boolean) {
  const { primaryKey, unique, check, references } = definition.inline;
  if (primaryKey || unique) for (const index of inlineIndexes(definition)) putIndex(draft, index);
  if (check) putCheck(draft, check);
  if (references && inlineReferences) putForeignKey(draft, references);
}

export function putIndex(draft: TableDraft, index: IndexDefinition) {
  if (index.kind === "primary") {
    draft.columns = draft.columns.map((column) =>
      column.nullable && holds(index, column.name) ? { ...column, nullable: false } : column,
    );
  }
  if (index.kind !== "fulltext" && index.kind !== "spatial") dropServed(draft, index.parts);
  const parts = storedParts(index.parts, draft);
  indexes.add(draft, (taken) => ({ ...index, name: indexName(index, taken), parts }));
}

function holds(index: IndexDefinition, column: string): boolean {
  const wanted = foldName(column);
  return index.parts.some((part) => part.column !== undefined && foldName(part.column) === wanted);
}

export function putCheck(draft: TableDraft, check: CheckDefinition) {
  checks.add(draft, (taken) => nameCheck(check, draft.name, taken));
}

/** Other engines read a foreign key, make its index and forget it (manual 15.1.20.5). */
const keepsForeignKeys = /^(innodb|ndb|ndbcluster|)$/i;

/** A foreign key brings an index along where none begins with its columns (manual 15.1.20.5). */
export function putForeignKey(draft: TableDraft, key: ForeignKeyDefinition) {
  if (keepsForeignKeys.test(draft.options.get("ENGINE") ?? ""))
    foreignKeys.add(draft, (taken) => nameForeignKey(key, draft.name, taken));
  if (draft.indexes.some((index) => !index.implied && servesForeignKey(index, key.columns))) return;
  const parts = key.columns.map((column) => ({
    column,
    expression: undefined,
    length: undefined,
    descending: false,
  }));
  dropServed(draft, parts);
  if (draft.indexes.some((index) => servesForeignKey(index, key.columns))) return;
  const name = key.name ?? key.indexName;
  const index: IndexDefinition = { name, kind: "index", parts, visible: true };
  indexes.add(draft, (taken) => ({ ...index, name: indexName(index, taken), implied: true }));
}

/** An index that a foreign key brought along goes when another one can serve in its place. */
function dropServed(draft: TableDraft, parts: readonly IndexPart[]) {
  if (draft.indexes.some(isImplied))
    draft.indexes = draft.indexes.filter((index) => !isServedBy(index, parts));
}

function isImplied({ implied }: Index): boolean {
  return implied === true;
}

function isServedBy(index: Index, parts: readonly IndexPart[]): boolean {
  const columns = index.parts.map(({ column = "" }) => column);
  return isImplied(index) && servesForeignKey({ kind: "index", parts }, columns);
}

/** Can the index serve a foreign key on these columns? */
export function servesForeignKey(
  { kind, parts }: Pick<Index, "kind" | "parts">,
  columns: readonly string[],
): boolean {
  if (kind === "fulltext" || kind === "spatial") return false;
  return columns.every((column, i) => {
    const part = parts[i];
    return (
      part?.column !== undefined &&
      part.length === undefined &&
      !part.descending &&
      foldName(part.column) === foldName(column)
    );
  });
}

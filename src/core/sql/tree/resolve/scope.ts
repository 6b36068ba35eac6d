import type { ColumnType, TableName } from "../../definition.ts";
import { foldName } from "../../fold-name.ts";
import type { Expression } from "../expression.ts";
import type { ColumnReference } from "../nodes/atoms.ts";
import { isVariable, type ProgramVariables } from "../program-variables.ts";
import type { Query, SelectItem } from "../query.ts";

/** A column as far as it is known. */
export interface ColumnShape {
  readonly name: string;
  /** undefined = what it is computed from tells, or nobody knows. */
  readonly nullable: boolean | undefined;
  readonly type: ColumnType | undefined;
  /** SQL text; undefined beside the key = it has none. */
  readonly default?: string | undefined;
  readonly defaultIsExpression?: boolean;
  readonly generated?: { readonly expression: string } | undefined;
  readonly autoIncrement?: boolean;
  /** SQL text of the literal that every row has there; undefined = rows may differ. */
  readonly held?: string | undefined;
  /** Of a derived table: what stands for it; of VALUES, in each of the rows. */
  readonly computed?: readonly Expression[];
  /** Of a union: the column in each query that is united. */
  readonly united?: readonly ColumnShape[];
  /** Of `SELECT *`: the column that stands for it. */
  readonly origin?: { readonly source: TableSource; readonly column: ColumnShape };
}

/** A table's columns; a table of the catalog fits. */
export interface TableShape {
  readonly columns: readonly ColumnShape[];
  /** There are no other columns. */
  readonly complete: boolean;
}

/** The tables that are known where the statement runs, its session's database counted. */
export interface KnownTables {
  find(name: TableName): TableShape | undefined;
  /** The same for two names of the same table. */
  keyOf(name: TableName): string;
  /** What the table's definition says of its rows; undefined = nothing is known. */
  rulesOf?(name: TableName): RowConstraints | undefined;
}

/** What holds in every row of a table, since the server sees to it. */
export interface RowConstraints {
  /** Conditions that are false in no row. */
  readonly conditions: readonly Expression[];
  /** Columns that are worth the same as an expression over the others; folded. */
  readonly computed: ReadonlyMap<string, Expression>;
  /** `parent` is the other table's key. */
  readonly foreignKeys: readonly {
    readonly columns: readonly string[];
    readonly parent: string;
    readonly parentColumns: readonly string[];
  }[];
}

/** One table of a FROM: two aliases of the same table are two sources. */
export interface TableSource extends TableShape {
  /** How its block calls it; "" where it has no name. */
  readonly alias: string;
  /** undefined = it is no stored table. */
  readonly name: TableName | undefined;
  readonly key: string | undefined;
  /** The query of the common table that it is a use of: each use has rows of its own. */
  readonly common: Query | undefined;
  /** An outer join may put NULL for all its columns. */
  nullable: boolean;
}

/** What names mean in one query block, or in an UPDATE or DELETE. */
export interface QueryBlock {
  readonly outer: QueryBlock | undefined;
  readonly sources: TableSource[];
  /** By folded name: the source that a column of USING or NATURAL stands for. */
  readonly merged: Map<string, TableSource>;
  /** Names may mean what is not seen here: a NATURAL JOIN of tables that are not known whole, the answer of a UNION. */
  uncertain: boolean;
  /** Of the stored program around it: they hide columns. */
  readonly variables: ProgramVariables;
}

/** What a column reference means. */
export type Resolved =
  | {
      readonly kind: "column";
      readonly source: TableSource;
      /** undefined = the table's structure is not known. */
      readonly column: ColumnShape | undefined;
      /** How many blocks further out its table stands. */
      readonly level: number;
      /** It is written without a table, and only because no table of its own block has such a column it means an outer one's. */
      readonly captured: boolean;
      /** The block that the name stands in. */
      readonly block: QueryBlock;
    }
  | { readonly kind: "alias"; readonly expression: Expression }
  /** Of a stored program: a variable, a parameter, or a column of a trigger's row. It is the same for every row. */
  | { readonly kind: "variable"; readonly name: string }
  /** Not known, and never guessed: it may be any column, or none. */
  | { readonly kind: "unresolved" };

export const unresolved: Resolved = { kind: "unresolved" };

export function openBlock(outer: QueryBlock | undefined, variables: ProgramVariables): QueryBlock {
  return { outer, sources: [], merged: new Map(), uncertain: false, variables };
}

export function columnOfSource({ columns }: TableShape, name: string): ColumnShape | undefined {
  const wanted = foldName(name);
  return (
    columns.find((column) => column.name === name) ??
    columns.find((column) => foldName(column.name) === wanted)
  );
}

/** What the name means where it stands in this block. */
export function lookUp(reference: ColumnReference, block: QueryBlock): Resolved {
  return variableNamed(reference, block) ?? columnNamed(reference, block);
}

export function variableNamed(reference: ColumnReference, { variables }: QueryBlock): Resolved | undefined {
  if (!isVariable(reference, variables)) return undefined;
  const { table, name } = reference;
  return { kind: "variable", name: foldName(table === undefined ? name : `${table}.${name}`) };
}

/** What the name of a column means, even where a program has a variable of that name. */
export function columnNamed(reference: ColumnReference, block: QueryBlock): Resolved {
  return reference.table === undefined
    ? unqualified(reference.name, block)
    : qualified({ ...reference, table: reference.table }, block);
}

function qualified(
  { database, table, name }: { database: string | undefined; table: string; name: string },
  from: QueryBlock,
): Resolved {
  let level = 0;
  for (let block: QueryBlock | undefined = from; block; block = block.outer, level++) {
    const source = sourceNamed(block, database, table);
    if (!source) continue;
    const column = columnOfSource(source, name);
    // As MySQL 9.7 was seen to do: an alias further out that has the column is meant then.
    if (!column && source.complete) continue;
    // Which of the two has it is not known.
    if (!column && block.outer && hides(block.outer, undefined, table)) return unresolved;
    return {
      kind: "column",
      source,
      column,
      level,
      captured: level > 0 && hides(from, block, table),
      block: from,
    };
  }
  return unresolved;
}

/** Whether a block between the two has a table of that name, though not the column. */
function hides(from: QueryBlock, until: QueryBlock | undefined, table: string): boolean {
  for (let block: QueryBlock | undefined = from; block && block !== until; block = block.outer)
    if (sourceNamed(block, undefined, table)) return true;
  return false;
}

/** Aliases keep their case on servers whose table names do, so the exact one counts first. */
export function sourceNamed(
  { sources }: Pick<QueryBlock, "sources">,
  database: string | undefined,
  table: string,
): TableSource | undefined {
  const fitting = sources.filter(
    ({ name }) => database === undefined || name?.database === undefined || name.database === database,
  );
  const folded = table.toLowerCase();
  const alike = fitting.filter(({ alias }) => alias.toLowerCase() === folded);
  return alike.find(({ alias }) => alias === table) ?? (alike.length === 1 ? alike[0] : undefined);
}

function unqualified(name: string, from: QueryBlock): Resolved {
  let level = 0;
  for (let block: QueryBlock | undefined = from; block; block = block.outer, level++) {
    const found = inBlock(name, block);
    if (found === "elsewhere") continue;
    if (found === "unknown") return unresolved;
    return { kind: "column", ...found, level, captured: level > 0, block: from };
  }
  return unresolved;
}

type Found = { source: TableSource; column: ColumnShape | undefined } | "elsewhere" | "unknown";

function inBlock(name: string, { sources, merged, uncertain, outer }: QueryBlock): Found {
  const chosen = merged.get(foldName(name));
  if (chosen) return { source: chosen, column: columnOfSource(chosen, name) };
  const holders = sources.flatMap((source) => {
    const column = columnOfSource(source, name);
    return column ? [{ source, column }] : [];
  });
  const [holder, ...others] = holders;
  if (holder) return others.length > 0 || uncertain ? "unknown" : holder;
  if (sources.every(({ complete }) => complete)) return uncertain ? "unknown" : "elsewhere";
  const [only, ...more] = sources;
  // Nothing else can have it, or the server would refuse the statement.
  return only && more.length === 0 && !outer ? { source: only, column: undefined } : "unknown";
}

/** The item of the select list that a name in ORDER BY, GROUP BY or HAVING may mean. */
export function aliasNamed(
  { table, name }: ColumnReference,
  items: readonly SelectItem[],
): Resolved | undefined {
  if (table !== undefined) return undefined;
  const wanted = foldName(name);
  for (const item of items) {
    if (item.kind === "item" && item.alias !== undefined && foldName(item.alias) === wanted)
      return { kind: "alias", expression: item.expression };
  }
  return undefined;
}

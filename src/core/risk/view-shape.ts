import { keyOf, type TableKey } from "../schema/names.ts";
import type { NamedViews } from "../schema/views.ts";
import type { TableName } from "../sql/definition.ts";
import { foldName } from "../sql/fold-name.ts";
import { treesOf } from "../sql/grammar/trees-of.ts";
import { columnMayBeNull } from "../sql/tree/nullable.ts";
import type { Query } from "../sql/tree/query.ts";
import { columnsOfQuery } from "../sql/tree/resolve/output.ts";
import { type Resolution, resolvedColumn, resolveStatement } from "../sql/tree/resolve/resolve.ts";
import type { ColumnShape, TableShape, TableSource } from "../sql/tree/resolve/scope.ts";

const made = new WeakMap<NamedViews, Map<TableKey, OpenView | undefined>>();

/** How many views may stand one in another: a server refuses more (error 1473), and reading recurses. */
const deepest = 100;

/** How many views are being read, one in another. */
const depths = new WeakMap<NamedViews, number>();

/** A view as its query reads, by what its tables are right before the statement. */
interface OpenView {
  readonly shape: TableShape;
  readonly query: Query;
  readonly resolution: Resolution;
  /** Which table a name in it means. */
  keyIn(name: TableName): TableKey;
  /** The column of its query's sources that each of its columns is, in their order; undefined = it is computed. */
  readonly shown: readonly (ShownColumn | undefined)[];
}

interface ShownColumn {
  readonly source: TableSource;
  readonly name: string;
}

/** The columns that a view shows; undefined = not known. */
export function shapeOfView(key: TableKey, named: NamedViews): TableShape | undefined {
  return openView(key, named)?.shape;
}

export function openView(key: TableKey, named: NamedViews): OpenView | undefined {
  const views = made.get(named) ?? new Map<TableKey, OpenView | undefined>();
  made.set(named, views);
  if (views.has(key)) return views.get(key);
  const depth = depths.get(named) ?? 0;
  if (depth >= deepest) return undefined;
  // A view that reads itself, as no server allows, is not known.
  views.set(key, undefined);
  depths.set(named, depth + 1);
  const view = read(key, named);
  depths.set(named, depth);
  views.set(key, view);
  return view;
}

function read(key: TableKey, named: NamedViews): OpenView | undefined {
  const code = named.views.get(key)?.code;
  if (!code) return undefined;
  const [tree, ...others] = treesOf(code);
  const [statement] = tree?.statements ?? [];
  if (!tree || others.length > 0 || statement?.kind !== "select") return undefined;
  const keyIn = (name: TableName) => keyOf(name, code.scope);
  const resolution = resolveStatement(statement, {
    find: (name) => named.tables.get(keyIn(name)) ?? shapeOfView(keyIn(name), named),
    keyOf: keyIn,
  });
  const { query } = statement;
  const { columns, complete } = columnsOfQuery(query, resolution);
  const { viewColumns } = tree;
  const shape = {
    complete,
    columns: columns.map(
      (column, i): ColumnShape => ({
        name: viewColumns[i] ?? column.name,
        nullable: columnMayBeNull(column, resolution),
        type: column.type,
      }),
    ),
  };
  return { shape, query, resolution, keyIn, shown: columns.map((column) => shownBy(column, resolution)) };
}

function shownBy({ origin, computed = [] }: ColumnShape, resolution: Resolution): ShownColumn | undefined {
  if (origin) return { source: origin.source, name: foldName(origin.column.name) };
  const [only, ...more] = computed;
  const meant = only && more.length === 0 ? resolvedColumn(resolution, only) : undefined;
  return meant?.kind === "column" && meant.column
    ? { source: meant.source, name: foldName(meant.column.name) }
    : undefined;
}

import { keyOf, type TableKey } from "../schema/names.ts";
import type { NamedViews } from "../schema/views.ts";
import type { TableName } from "../sql/definition.ts";
import { treesOf } from "../sql/grammar/trees-of.ts";
import { columnMayBeNull } from "../sql/tree/nullable.ts";
import { columnsOfQuery } from "../sql/tree/resolve/output.ts";
import { resolveStatement } from "../sql/tree/resolve/resolve.ts";
import type { ColumnShape, TableShape } from "../sql/tree/resolve/scope.ts";

const made = new WeakMap<NamedViews, Map<TableKey, TableShape | undefined>>();

/** The columns that a view shows, by what its tables are right before the statement; undefined = not known. */
export function shapeOfView(key: TableKey, named: NamedViews): TableShape | undefined {
  const shapes = made.get(named) ?? new Map<TableKey, TableShape | undefined>();
  made.set(named, shapes);
  if (shapes.has(key)) return shapes.get(key);
  // A view that reads itself, as no server allows, is not known.
  shapes.set(key, undefined);
  const shape = read(key, named);
  shapes.set(key, shape);
  return shape;
}

function read(key: TableKey, named: NamedViews): TableShape | undefined {
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
  const { columns, complete } = columnsOfQuery(statement.query, resolution);
  const { viewColumns } = tree;
  return {
    complete,
    columns: columns.map(
      (column, i): ColumnShape => ({
        name: viewColumns[i] ?? column.name,
        nullable: columnMayBeNull(column, resolution),
        type: column.type,
      }),
    ),
  };
}

import { type Catalog, referrersOf } from "../schema/catalog.ts";
import { keyOf, nameOfKey, type TableKey } from "../schema/names.ts";
import { type ForeignKey, findColumn, pointsAt, type Table } from "../schema/table.ts";
import type { NamedViews } from "../schema/views.ts";
import { tablesBehind } from "../schema/views.ts";
import type { ClauseOf } from "../sql/clause.ts";
import type { ReferentialAction } from "../sql/definition.ts";
import { foldName } from "../sql/fold-name.ts";
import { treesOf } from "../sql/grammar/trees-of.ts";
import type { ColumnAssignment } from "../sql/tree/statement.ts";
import type { RiskContext } from "./factor.ts";
import { writtenInTrees } from "./rows-written.ts";
import { openView } from "./view-shape.ts";
import type { ReadRows } from "./write.ts";

type Write = ClauseOf<"replace" | "update" | "delete">;
type Facts = Pick<RiskContext, "catalog" | "statement">;

/** The tables whose rows go or change with those that the clause writes, by the actions of their foreign keys. */
export function reachedChildren(clause: Write, { catalog, statement }: Facts): readonly Table[] {
  // Of most schemas nothing refers to anything.
  if (catalog.whereabouts.referrers.size === 0) return none;
  const key = keyOf(clause.target, statement.scope);
  const found = new Set<Table>();
  for (const parent of tablesBehind(catalog, key)) {
    const columnsOf = (one: ForeignKey) => {
      const columns = keyColumns(one, parent, catalog);
      return parent === key || !columns ? columns : shownAs(key, { parent, columns }, statement.views);
    };
    for (const [child, one] of referencesTo(parent, catalog)) {
      const reached =
        clause.kind === "update"
          ? reaches(one.onUpdate) && writesOneOf(columnsOf(one), key, statement)
          : reaches(one.onDelete);
      if (reached) found.add(child);
    }
  }
  return [...found];
}

const none: readonly never[] = [];

function* referencesTo(parent: TableKey, catalog: Catalog): Generator<[child: Table, key: ForeignKey]> {
  const name = nameOfKey(parent);
  for (const [, child] of referrersOf(catalog, name.table)) {
    for (const key of child.foreignKeys) if (pointsAt(key, name)) yield [child, key];
  }
}

/** What a foreign key does to its child's rows where it does something. */
export function reaches(action: ReferentialAction | undefined): boolean {
  return action === "cascade" || action === "set-null" || action === "set-default";
}

type Named = ReadonlySet<string> | undefined;

/** The columns that it points at, folded; undefined = some change with others, or are not known. */
function keyColumns({ referencedColumns }: ForeignKey, parent: TableKey, { tables }: Catalog): Named {
  const table = tables.get(parent);
  const follow = referencedColumns.some((name) => {
    const column = table && findColumn(table, name);
    return column?.generated !== undefined || column?.onUpdate !== undefined;
  });
  return follow || referencedColumns.length === 0 ? undefined : new Set(referencedColumns.map(foldName));
}

interface Wanted {
  parent: TableKey;
  columns: ReadonlySet<string>;
}

/** What a view calls columns of a table behind it; undefined = what it shows is not known. */
function shownAs(view: TableKey, wanted: Wanted, named: NamedViews | undefined): Named {
  if (!named) return undefined;
  const open = openView(view, named);
  if (!open?.shape.complete) return undefined;
  const names = new Set<string>();
  for (const [i, column] of open.shown.entries()) {
    const below = column?.source.name && open.keyIn(column.source.name);
    if (below !== undefined && column && showsOne(column.name, below, wanted, named))
      names.add(foldName(open.shape.columns[i]?.name ?? ""));
  }
  return names;
}

/** Whether a column of a table or view is one of those, or may be. */
function showsOne(column: string, of: TableKey, wanted: Wanted, named: NamedViews): boolean {
  if (of === wanted.parent) return wanted.columns.has(column);
  return named.views.has(of) && (shownAs(of, wanted, named)?.has(column) ?? true);
}

/** Whether the statement gives one of the table's columns another value; undefined = any column may be one of them. */
function writesOneOf(columns: Named, key: TableKey, statement: Facts["statement"]): boolean {
  const isOne = ({ column }: ColumnAssignment) =>
    columns === undefined || column.kind !== "column" || columns.has(foldName(column.name));
  const updates = writtenInTrees(statement).some(
    (rows) => rows.key === key && assignmentsTo(rows).some(isOne),
  );
  if (updates) return true;
  const inserts = treesOf(statement).flatMap(({ statements }) => statements);
  return inserts.some(
    (one) =>
      one.kind === "insert" && keyOf(one.table, statement.scope) === key && one.onDuplicate.some(isOne),
  );
}

function assignmentsTo({ write, resolution, source }: ReadRows): readonly ColumnAssignment[] {
  if (write.kind !== "update") return [];
  return write.assignments.filter(({ column }) => {
    const meant = resolution.columns.get(column);
    return meant?.kind !== "column" || meant.source === source;
  });
}

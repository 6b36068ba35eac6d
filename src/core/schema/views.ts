import type { TableName } from "../sql/definition.ts";
import type { Catalog, Program } from "./catalog.ts";
import { keyOf, type NameScope, type TableKey } from "./names.ts";
import type { Table } from "./table.ts";

/** The views that a statement names, and what is behind them, as it is right before the statement. */
export interface NamedViews {
  readonly views: ReadonlyMap<TableKey, Program>;
  readonly tables: ReadonlyMap<TableKey, Table>;
}

/** undefined = it names none that is known. */
export function viewsNamed(
  { programs, tables }: Pick<Catalog, "programs" | "tables">,
  named: readonly TableName[],
  scope: NameScope,
): NamedViews | undefined {
  if (programs.size === 0) return undefined;
  const views = new Map<TableKey, Program>();
  const behind = new Map<TableKey, Table>();
  const left = named.map((name) => keyOf(name, scope));
  for (let key = left.pop(); key !== undefined; key = left.pop()) {
    const table = tables.get(key);
    const view = table || views.has(key) ? undefined : programs.get(`view\0${key}`);
    if (table) behind.set(key, table);
    if (!view) continue;
    views.set(key, view);
    left.push(...view.tables);
  }
  return views.size > 0 ? { views, tables: behind } : undefined;
}

/** The views that are read to read a table by this name, the outermost first: none where it is a table. */
export function viewsBehind({ programs }: Pick<Catalog, "programs">, key: TableKey): readonly Program[] {
  const views = new Map<TableKey, Program>();
  const left = [key];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const view = views.has(next) ? undefined : programs.get(`view\0${next}`);
    if (!view) continue;
    views.set(next, view);
    left.push(...view.tables);
  }
  return [...views.values()];
}

/** The tables whose rows a name shows: its own, or those behind the view that it is. */
export function tablesBehind(catalog: Pick<Catalog, "programs">, key: TableKey): readonly TableKey[] {
  const views = viewsBehind(catalog, key);
  return views.length === 0 ? [key] : views.flatMap(({ tables }) => tables);
}

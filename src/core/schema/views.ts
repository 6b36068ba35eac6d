import type { Catalog, Program } from "./catalog.ts";
import type { TableKey } from "./names.ts";

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

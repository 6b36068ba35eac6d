import { rebuilt } from "./build-table.ts";
import type { Catalog } from "./catalog.ts";
import type { Column, Table } from "./table.ts";

/** Whether two catalogs show the same schema: what a table went through on the way to it does not count. */
export function isSameSchema(a: Catalog, b: Catalog): boolean {
  return (
    hold(a.tables, b.tables, isSameTable) &&
    hold(a.databases, b.databases, isEqual) &&
    hold(a.programs, b.programs, isEqual)
  );
}

function hold<T>(a: ReadonlyMap<string, T>, b: ReadonlyMap<string, T>, isSame: (a: T, b: T) => boolean) {
  if (a.size !== b.size) return false;
  for (const [key, value] of a) {
    const other = b.get(key);
    if (other === undefined || !(other === value || isSame(value, other))) return false;
  }
  return true;
}

/** Columns in order, indexes and constraints by name; nothing of what the rows still hold; InnoDB where no engine is stated. */
function isSameTable(a: Table, b: Table): boolean {
  const [one, other] = [a, b].map(({ columns, ...table }) => ({
    ...table,
    ...rebuilt,
    indexes: table.indexes.toSorted(byName),
    foreignKeys: table.foreignKeys.toSorted(byName),
    checks: table.checks.toSorted(byName),
    options: optionsOf(table),
  }));
  return (
    a.columns.length === b.columns.length &&
    a.columns.every((column, i) => isSameColumn(column, b.columns[i] as Column)) &&
    isEqual(one, other)
  );
}

/** Where it was put, and the keys that came with it, show in the table; what its rows hold is no part of the schema. */
function isSameColumn(a: Column, b: Column): boolean {
  if (a === b) return true;
  const [one, other] = [a, b].map(({ position: _, inline: __, held: ___, ...column }) => column);
  return isEqual(one, other);
}

function optionsOf({ options }: Pick<Table, "options">): Record<string, string> {
  return { ...Object.fromEntries(options), ENGINE: (options.get("ENGINE") ?? "InnoDB").toLowerCase() };
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : 1;
}

/** Of plain data. Most of it is shared between the two, and is not looked into. */
function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) =>
    isEqual((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
  );
}

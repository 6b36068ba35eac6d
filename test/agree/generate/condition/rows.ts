import { type Random, random } from "../random.ts";
import type { Column, Table } from "./table.ts";

export interface RowSet {
  seed: number;
  /** How many rows each table has: a table that is not named has none. */
  rows: Readonly<Record<string, number>>;
  /** Whether the nullable columns hold NULL. */
  nulls: boolean;
  /** Before a statement runs, every table that it does not change loses its rows. */
  alone: boolean;
}

const all = { members: 80, clubs: 20, bookings: 30, events: 30, seats: 30, switches: 7, waiting: 6 };
const few = { members: 16, clubs: 8, bookings: 9, events: 9, seats: 9, switches: 1, waiting: 5 };

/**
 * Each holds every value of nearly every column, and rows without partners. NULL in another table's column decides what
 * NOT IN meets, and so does its having no rows: hence a set without NULL, and one where nothing else has rows.
 */
export const rowSets: readonly RowSet[] = [
  { seed: 1, rows: all, nulls: true, alone: false },
  { seed: 2, rows: few, nulls: false, alone: false },
  { seed: 3, rows: all, nulls: true, alone: true },
];

/** One INSERT for each table that has rows. */
export function inserts(tables: readonly Table[], { seed, rows, nulls }: RowSet): string[] {
  const chance = random(seed);
  return tables.flatMap((table) => {
    const count = rows[table.name] ?? 0;
    return count > 0 ? [insert(chance, nulls ? table : withoutNull(table), count)] : [];
  });
}

function withoutNull(table: Table): Table {
  return { ...table, columns: table.columns.map((column) => ({ ...column, nullable: false })) };
}

function insert(chance: Random, { name, columns, key }: Table, count: number): string {
  const dealt = new Map(columns.map((column) => [column, deal(chance, column, count, key)]));
  const keys = new Set<string>();
  const rows: string[] = [];
  for (let i = 0; rows.length < count; i++) {
    const row = new Map(
      columns.map((column) => [column.name, dealt.get(column)?.[i] ?? any(chance, column)]),
    );
    const own = key.map((column) => row.get(column)).join();
    if (keys.has(own)) continue;
    keys.add(own);
    rows.push(`(${[...row.values()].join(", ")})`);
  }
  return `INSERT INTO ${name} (${columns.map((column) => column.name).join(", ")}) VALUES ${rows.join(", ")}`;
}

/** The values that come first: each one once, in an order of its own, so that no two columns go together. */
function deal(chance: Random, column: Column, count: number, key: readonly string[]): string[] {
  if (key.length === 1 && key[0] === column.name) return known(column, count).slice(0, count);
  const left = known(column, count);
  return Array.from({ length: left.length }, () => left.splice(chance.int(left.length), 1)).flat();
}

function known({ values, nullable, counts }: Column, count: number): string[] {
  const list = values ?? Array.from({ length: count }, (_, i) => String(counts ? i + 1 : i));
  return nullable ? [...list, "NULL"] : [...list];
}

const any = (chance: Random, column: Column) => chance.pick(known(column, 1));

import { foldName } from "../../sql/fold-name.ts";
import type { ServerRefusal, Shape } from "./refusal.ts";

export function repeatedColumns({ table: { columns }, name }: Shape): ServerRefusal[] {
  return twice(columns).map((column) => ({ error: 1060, why: `${name} would have two columns ${column}.` }));
}

export function repeatedIndexes({ table: { indexes }, name }: Shape): ServerRefusal[] {
  if (indexes.length < 2) return [];
  const others = indexes.filter(({ kind }) => kind !== "primary");
  const found = twice(others).map((index) => ({
    error: 1061,
    why: `${name} would have two indexes ${index}.`,
  }));
  if (indexes.length - others.length > 1)
    found.push({ error: 1068, why: `${name} would have two primary keys.` });
  return found;
}

/** The names that another one has before them. */
export function twice(list: readonly { name: string }[]): string[] {
  const again: string[] = [];
  if (list.length < 2) return again;
  const seen = new Set<string>();
  for (const { name } of list) {
    const folded = foldName(name);
    if (seen.has(folded)) again.push(name);
    seen.add(folded);
  }
  return again;
}

import { findColumn, type Table } from "../../schema/table.ts";
import { foldName } from "../../sql/fold-name.ts";
import type { ServerRefusal } from "./refusal.ts";
import type { HeldExpression } from "./table-expressions.ts";

/** A computed column that reads one which is computed only after it (manual 15.1.20.8, 13.6). */
export function readsTooEarly(
  { role, name }: HeldExpression,
  named: ReadonlySet<string>,
  table: Table,
): ServerRefusal | undefined {
  if (role !== "generated" && role !== "default") return undefined;
  const own = table.columns.findIndex((column) => column.name === name);
  const early = [...named].find((other) => {
    const found = findColumn(table, other);
    if (!found || (role === "default" && foldName(found.name) === foldName(name))) return false;
    const isComputed = found.generated || (role === "default" && found.defaultIsExpression);
    return isComputed && table.columns.indexOf(found) >= own;
  });
  if (early === undefined) return undefined;
  return {
    error: role === "generated" ? 3107 : 3767,
    why: `What computes ${table.name.table}.${name} reads ${early}, which is computed no earlier.`,
  };
}

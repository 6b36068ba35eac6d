import type { ObjectName } from "../object-name.ts";
import { type DescribedTable, identifyingKeys, sameName } from "../rows/described-table.ts";
import type { Why } from "../rows/one-table-change.ts";
import { stateColumn, type UndoPlan } from "./kept.ts";
import type { TouchedRows } from "./read-touched.ts";

interface Around {
  keptIn: string;
  /** undefined = the account is not shown them. */
  triggers: readonly { name: string }[] | undefined;
}

/** `why`: a sentence that says why rows of this table cannot be kept for it. */
export function planUndo(
  touched: TouchedRows,
  table: DescribedTable | undefined,
  { keptIn, triggers }: Around,
): UndoPlan | Why {
  const { kind, assigned, orderedBy } = touched;
  if (!table) return { why: `There is no table ${touched.table.name}.` };
  if (table.versioned) return { why: `${table.name} keeps the past of its rows itself.` };
  const columns = table.columns.filter(({ generated }) => !generated);
  if (columns.some(({ name }) => sameName(name, stateColumn)))
    return { why: `${table.name} has a column ${stateColumn} of its own.` };
  const keys = identifyingKeys(table);
  const [key] = keys;
  if (!key) return { why: `${table.name} has no primary key, and no unique key without NULL.` };
  const isAssigned = (name: string) => assigned.some((one) => sameName(one, name));
  const keyed = key.columns.flatMap((name) => name ?? []);
  const moves = columns.filter(({ movesByItself }) => movesByItself).map(({ name }) => name);
  const movedKey = keyed.find((name) => isAssigned(name) || moves.includes(name));
  if (kind === "update" && movedKey !== undefined)
    return { why: `It may change ${movedKey} of the key ${key.name}, by which its rows are found again.` };
  const tells = (names: readonly (string | undefined)[]) =>
    names.every((name) => name !== undefined && orderedBy?.some((one) => sameName(one, name)));
  if (orderedBy && !keys.some((one) => tells(one.columns)))
    return { why: "It has a LIMIT, and its ORDER BY does not tell which of two rows comes first." };
  return {
    kind,
    table: { database: table.database, name: table.name },
    ...{ keptIn, key: keyed },
    columns: columns.map(({ name }) => name),
    assigned: columns.map(({ name }) => name).filter(isAssigned),
    moved: kind === "update" ? moves.filter((name) => !isAssigned(name)) : [],
    marks: [...marksOf(touched, table), ...sayTriggers(table.name, triggers)],
  };
}

function marksOf({ kind, table, assigned }: TouchedRows, { foreignKeys }: DescribedTable): string[] {
  const isUs = (one: ObjectName) => sameName(one.database, table.database) && sameName(one.name, table.name);
  const cascades = foreignKeys.filter(
    ({ parent, onDelete, onUpdate, columns }) =>
      isUs(parent) &&
      !["RESTRICT", "NO ACTION"].includes((kind === "delete" ? onDelete : onUpdate).toUpperCase()) &&
      (kind === "delete" || columns.some((name) => assigned.some((other) => sameName(other, name)))),
  );
  return cascades.map(
    ({ name, child }) => `Rows of ${child.name} that the foreign key ${name} changed or deleted with them.`,
  );
}

function sayTriggers(table: string, triggers: Around["triggers"]): string[] {
  if (triggers === undefined) return [`What triggers of ${table} changed, which this account is not shown.`];
  return triggers.map(({ name }) => `What the trigger ${name} of ${table} may have changed.`);
}

import type { ObjectName } from "../object-name.ts";
import type { PlannedStatement } from "../rollout.ts";
import type { Unit } from "../units/unit.ts";
import { type DescribedColumn, type DescribedTable, identifyingKeys, sameName } from "./described-table.ts";
import { keyLiteral } from "./exact-literal.ts";
import type { Why } from "./one-table-change.ts";
import { type RowChange, readRowChange } from "./row-change.ts";

/** By which key the rows are walked. */
export interface WalkedKey {
  name: string;
  columns: readonly DescribedColumn[];
  /** What its places mean: `id bigint unsigned, code varchar(20) utf8mb4_bin`. */
  meaning: string;
}

/** By its words alone: a statement that means the same in pieces, as far as its table does not say otherwise. */
export function batchesByWords(statements: readonly PlannedStatement[], unit: Unit): RowChange | Why {
  const statement = statements[unit.first];
  if (!statement || unit.first !== unit.last) return { why: "It stands in a transaction of the file's own." };
  const change = readRowChange(statement, statement.home);
  if ("why" in change) return change;
  if (unit.protocol !== "token")
    return { why: unit.why ?? "It is not known whether its rows can be undone." };
  if (setsClock(statements)) return { why: "The file sets `timestamp`, which batches have to hold still." };
  return change;
}

/** A batch is run at the statement's own time, and the session's is then the server's again. */
function setsClock(statements: readonly PlannedStatement[]): boolean {
  return statements.some(({ type, text }) => type.startsWith("SET") && /\btimestamp\b/i.test(text));
}

/** By its table, as the server describes it; triggers, engines and views are asked for all rows alike. */
export function batchesByTable(change: RowChange, table: DescribedTable | undefined): WalkedKey | Why {
  if (!table) return { why: `There is no table ${change.table.name}.` };
  if (table.versioned) return { why: `${table.name} keeps the past of its rows.` };
  const why = whyOfForeignKeys(change, table) ?? whyOfAssigned(change, table);
  if (why !== undefined) return { why };
  return walkedKey(change, table);
}

function whyOfForeignKeys({ kind, assigned }: RowChange, table: DescribedTable): string | undefined {
  const isItself = (one: ObjectName) =>
    sameName(one.database, table.database) && sameName(one.name, table.name);
  const own = table.foreignKeys.find(({ child, parent }) => isItself(child) && isItself(parent));
  if (own) return `Rows of ${table.name} refer to one another (foreign key ${own.name}).`;
  const cascades = (action: string) => !["RESTRICT", "NO ACTION"].includes(action.toUpperCase());
  const found = table.foreignKeys.find(
    ({ parent, onDelete, onUpdate, columns }) =>
      isItself(parent) &&
      (kind === "delete"
        ? cascades(onDelete)
        : cascades(onUpdate) && columns.some((name) => names(assigned, name))),
  );
  if (!found) return undefined;
  return `The foreign key ${found.name} changes rows of ${found.child.name} with it, and how many is not bounded by a batch.`;
}

function names(list: readonly string[], name: string): boolean {
  return list.some((one) => sameName(one, name));
}

/** What an UPDATE moves in a unique key may meet another row's value, in another order than in one statement. */
function whyOfAssigned({ kind, assigned }: RowChange, { keys, columns }: DescribedTable): string | undefined {
  if (kind === "delete") return undefined;
  const moves = (name: string | undefined) => {
    const column = columns.find((one) => one.name === name);
    return !column || column.generated || column.movesByItself || names(assigned, column.name);
  };
  const key = keys.find((one) => one.unique && one.columns.some(moves));
  if (!key) return undefined;
  const which = key.columns.find(moves) ?? "an expression";
  return `It may change ${which}, which is in the unique key ${key.name}.`;
}

function meaningOf({ name, shown, collation }: DescribedColumn): string {
  return [name, shown, collation].filter((word) => word !== undefined).join(" ");
}

function walkedKey({ alias, table: { name } }: RowChange, table: DescribedTable): WalkedKey | Why {
  const [key, ...others] = identifyingKeys(table);
  if (!key) return { why: `${name} has no primary key, and no unique key without NULL, to walk by.` };
  for (const { name: keyName, columns } of [key, ...others]) {
    const found = columns.flatMap((one) => table.columns.find((column) => column.name === one) ?? []);
    if (found.every((column) => keyLiteral(column, alias) !== undefined))
      return { name: keyName, columns: found, meaning: found.map(meaningOf).join(", ") };
  }
  const [column] = table.columns.filter(
    (one) => key.columns.includes(one.name) && keyLiteral(one, alias) === undefined,
  );
  return {
    why: `${column?.name} of the key ${key.name} is ${column?.type}, whose values cannot be written down exactly.`,
  };
}

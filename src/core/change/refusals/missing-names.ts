import { findColumn, findIndex, foldName, type Table } from "../../schema/table.ts";
import type { Clause } from "../../sql/clause.ts";
import type { Scene, ServerRefusal } from "./refusal.ts";

/** What the clauses name and the table does not have. Nothing is said of a table that is not known whole. */
export function missingNames({ before, after, name, clauses }: Scene): ServerRefusal[] {
  const found: ServerRefusal[] = [];
  if (!before?.complete || !after) return found;
  for (const clause of clauses) {
    const error = lacks(before, clause);
    if (error !== undefined) found.push({ error, why: `${name} has no ${whatIsMissing(clause)}.` });
    else if (isBehindNothing(clause, before, after)) found.push(behindNothing(clause, name));
  }
  return found.length > 0 ? found : takenTwice(clauses, name);
}

/** A clause takes the column that it names, so that another one finds none. */
function takenTwice(clauses: readonly Clause[], name: string): ServerRefusal[] {
  const found: ServerRefusal[] = [];
  if (clauses.length < 2) return found;
  const takenBy = new Map<string, Clause["kind"]>();
  for (const { kind, column } of clauses) {
    if (column === undefined || errors[kind] === undefined) continue;
    const first = takenBy.get(foldName(column));
    const why = `Two clauses name the column ${column} of ${name}, and the second finds none.`;
    if (first) found.push({ error: first === kind && kind === "drop-column" ? 1091 : 1054, why });
    else takenBy.set(foldName(column), kind);
  }
  return found;
}

/** The error for a name that the table lacks. */
function lacks(table: Table, clause: Clause): number | undefined {
  const error = errors[clause.kind];
  if (error === undefined || has(table, clause)) return undefined;
  return error === 1507 && !table.partitioning ? 1505 : error;
}

const errors: Partial<Record<Clause["kind"], number>> = {
  "drop-column": 1091,
  "modify-column": 1054,
  "rename-column": 1054,
  "change-default": 1054,
  "column-visibility": 1054,
  "drop-index": 1091,
  "rename-index": 1176,
  "index-visibility": 1176,
  "drop-primary-key": 1091,
  "drop-foreign-key": 1091,
  "drop-check": 3821,
  "alter-check": 3821,
  "drop-partition": 1507,
  "truncate-partition": 1507,
  "add-partition": 1505,
  "reorganize-partition": 1505,
  "exchange-partition": 1505,
  "remove-partitioning": 1505,
};

function has(table: Table, { kind, column, index = "", partitions }: Clause): boolean {
  if (column !== undefined) return findColumn(table, column) !== undefined;
  if (kind === "add-partition") return table.partitioning !== undefined;
  if (kind.includes("partition")) return !lacksPartition(table, partitions);
  const named = (one: { name: string }) => foldName(one.name) === foldName(index);
  if (kind === "drop-foreign-key") return table.foreignKeys.some(named);
  if (kind.endsWith("-check")) return table.checks.some(named);
  return findIndex(table, index) !== undefined;
}

function lacksPartition({ partitioning }: Table, wanted: Clause["partitions"]): boolean {
  if (!partitioning) return true;
  const known = new Set(partitioning.partitions.map(foldName));
  return known.size > 0 && Array.isArray(wanted) && wanted.some((one) => !known.has(foldName(one)));
}

function whatIsMissing({ kind, column = "", index = "", partitions }: Clause): string {
  if (kind === "drop-primary-key") return "primary key";
  if (kind.endsWith("-check")) return `CHECK ${index}`;
  if (kind === "drop-foreign-key") return `foreign key ${index}`;
  if (kind.endsWith("partition"))
    return `partition ${Array.isArray(partitions) ? partitions.join(", ") : ""}`.trim();
  if (kind === "remove-partitioning") return "partitions";
  return column === "" ? `index ${index}` : `column ${column}`;
}

/** AFTER may name what is there, what the statement adds, and either name of what it renames. */
function isBehindNothing({ definition }: Clause, before: Table, after: Table): boolean {
  const position = definition?.position;
  if (typeof position !== "object") return false;
  return !findColumn(before, position.after) && !findColumn(after, position.after);
}

function behindNothing({ definition }: Clause, name: string): ServerRefusal {
  const position = definition?.position;
  const column = typeof position === "object" ? position.after : "";
  return { error: 1054, why: `${name} has no column ${column} to put another one after.` };
}

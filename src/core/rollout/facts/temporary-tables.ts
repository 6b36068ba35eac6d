import type { DescribedStatement } from "../../change/change.ts";
import type { ClauseOf } from "../../sql/clause.ts";
import type { TableName } from "../../sql/definition.ts";
import { objectName } from "../object-name.ts";

/** Code that is not seen may have made one that hides a table of its name. */
export const unseenTables = "a temporary table that code not in the file may have made";

/** Each as the session's memory has it: `temporary table shop.t`. */
interface TemporaryTables {
  made: readonly string[];
  dropped: readonly string[];
  emptied: readonly string[];
  named: readonly string[];
}

/** MariaDB's, which is a table to everything else. */
const temporarySequence = /^\W*CREATE\s+(?:OR\s+REPLACE\s+)?TEMPORARY\b/i;

/** The temporary tables that a statement makes, drops and names, and those of unseen code that it may drop or empty. */
export function temporaryTables(
  { type, text, tables, changes }: DescribedStatement,
  home: string,
): TemporaryTables {
  const nameOf = (name: TableName) => {
    const { database, name: table } = objectName(name, home);
    return `temporary table ${database}.${table}`;
  };
  const [made, dropped, spared]: [string[], string[], string[]] = [[], [], []];
  const emptied: string[] = [];
  if (type === "CREATE_SEQUENCE" && temporarySequence.test(text)) made.push(...tables.map(nameOf));
  for (const { clause, temporary } of changes) {
    if (clause.deferred || !clause.target) continue;
    const name = nameOf(clause.target);
    if (clause.kind === "create-table" && temporary) made.push(name);
    if (clause.kind === "rename-table" && temporary) made.push(nameOf(clause.other));
    if (clause.kind === "truncate-table") emptied.push(unseenTables);
    if (clause.kind !== "drop-table") continue;
    dropped.push(name);
    if (dropsAtMostTemporary(clause)) spared.push(name);
    else emptied.push(unseenTables);
  }
  const own = new Set(type.startsWith("CREATE_") ? made : spared);
  return { made, dropped, emptied, named: tables.map(nameOf).filter((name) => !own.has(name)) };
}

/** Without TEMPORARY it would drop the table behind a temporary one that is lost. */
function dropsAtMostTemporary({ condition, temporary }: ClauseOf<"drop-table">): boolean {
  return condition === "if-exists" && temporary;
}

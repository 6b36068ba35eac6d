import type { DescribedStatement } from "../../change/change.ts";
import type { Clause, ClauseOf } from "../../sql/clause.ts";
import type { TableName } from "../../sql/definition.ts";
import { objectName } from "../object-name.ts";

/** Code that is not seen may have made one that hides a table of its name: what names a table means another one then. */
export const unseenTables = "a temporary table that code not in the file may have made";

/** Each as the session's memory has it: `temporary table shop.t`. */
interface TemporaryTables {
  made: readonly string[];
  dropped: readonly string[];
  hidden: readonly string[];
  named: readonly string[];
}

/** MariaDB's, which is a table to everything else. */
const temporarySequence = /^\W*CREATE\s+(?:OR\s+REPLACE\s+)?TEMPORARY\b/i;

/** The temporary tables that a statement makes, drops and names, and those of unseen code that its names may mean. */
export function temporaryTables(
  { type, text, tables, changes }: DescribedStatement,
  home: string,
): TemporaryTables {
  const nameOf = (name: TableName) => thingOf(name, home);
  const made = type === "CREATE_SEQUENCE" && temporarySequence.test(text) ? tables.map(nameOf) : [];
  const [dropped, spared]: [string[], string[]] = [[], []];
  for (const { clause, temporary } of changes) {
    if (clause.deferred || !clause.target) continue;
    const name = nameOf(clause.target);
    if (temporary) made.push(...madeBy(clause).map(nameOf));
    if (clause.kind !== "drop-table") continue;
    dropped.push(name);
    if (dropsAtMostTemporary(clause)) spared.push(name);
  }
  const own = new Set(type.startsWith("CREATE_") ? made : spared);
  const named = tables.map(nameOf).filter((name) => !own.has(name));
  // CREATE TABLE makes the real one, whatever temporary one has its name.
  const created = new Set(changes.flatMap(({ clause }) => madeBy(clause).map(nameOf)));
  const isHidden = named.some((name) => type !== "CREATE_TABLE" || !created.has(name));
  return { made, dropped, hidden: isHidden ? [unseenTables] : [], named };
}

function thingOf(table: TableName, home: string): string {
  const { database, name } = objectName(table, home);
  return `temporary table ${database}.${name}`;
}

function madeBy(clause: Clause): readonly TableName[] {
  if (clause.kind === "create-table") return [clause.target];
  return clause.kind === "rename-table" ? [clause.other] : [];
}

/** Without TEMPORARY it would drop the table behind a temporary one that is lost. */
function dropsAtMostTemporary({ condition, temporary }: ClauseOf<"drop-table">): boolean {
  return condition === "if-exists" && temporary;
}

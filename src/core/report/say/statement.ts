import type { AssessedStatement } from "../../assessment.ts";
import type { Clause } from "../../sql/clause.ts";
import { columnOf, keyNameOf } from "../../sql/clause-parts.ts";

/** `ALTER TABLE t1: add column age`. Names are a contributor's words: `name` makes them harmless where they are shown. */
export function sayStatement(
  { type, tables, changes }: AssessedStatement,
  name: (text: string) => string,
): string {
  const head = [type.replaceAll("_", " "), tables.slice(0, 3).map(name).join(", ")].filter(
    (part) => part !== "",
  );
  // What a CREATE TABLE, a DROP TABLE or an UPDATE changes, its own words say.
  const told = changes
    .flatMap(({ clause, isPart }) => (isPart ? [] : [clause]))
    .filter((clause) => type.startsWith("ALTER") || partOf(clause) !== undefined);
  const shown = told.slice(0, 3).map((clause) => sayClause(clause, name));
  const rest = told.length > 3 ? [`${told.length - 3} more`] : [];
  return shown.length === 0 ? head.join(" ") : `${head.join(" ")}: ${[...shown, ...rest].join(", ")}`;
}

function sayClause(clause: Clause, name: (text: string) => string): string {
  const part = partOf(clause);
  const words = clause.kind.replaceAll("-", " ");
  return part === undefined ? words : `${words} ${name(part)}`;
}

function partOf(clause: Clause): string | undefined {
  return columnOf(clause) ?? keyNameOf(clause);
}

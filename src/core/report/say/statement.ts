import type { AssessedStatement } from "../../assessment.ts";
import type { Change } from "../../change/change.ts";

/** `ALTER TABLE t1: add column age`. Names are a contributor's words: `name` makes them harmless where they are shown. */
export function sayStatement(
  { type, tables, changes }: AssessedStatement,
  name: (text: string) => string,
): string {
  const head = [type.replaceAll("_", " "), tables.slice(0, 3).map(name).join(", ")].filter(
    (part) => part !== "",
  );
  // What a DROP TABLE or an UPDATE changes, its own words say.
  const told = changes.filter(
    ({ column, index }) => type.startsWith("ALTER") || (column ?? index) !== undefined,
  );
  const shown = told.slice(0, 3).map((change) => describeChange(change, name));
  const rest = told.length > 3 ? [`${told.length - 3} more`] : [];
  return shown.length === 0 ? head.join(" ") : `${head.join(" ")}: ${[...shown, ...rest].join(", ")}`;
}

function describeChange({ kind, column, index }: Change, name: (text: string) => string): string {
  const object = column ?? index;
  const words = kind.replaceAll("-", " ");
  return object === undefined ? words : `${words} ${name(object)}`;
}

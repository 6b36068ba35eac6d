import { foldName } from "../../schema/table.ts";
import type { Clause, ClauseKind } from "../../sql/clause.ts";
import type { Scene, ServerRefusal } from "./refusal.ts";
import { expressionsOf, namedIn, type TableExpression } from "./table-expressions.ts";

/** Columns that leave their name, dropped or renamed, while an expression of the table still reads them. */
export function usedInExpressions({ before, clauses, name, engine }: Scene): ServerRefusal[] {
  const leaving = clauses.flatMap((clause) => leavingColumn(clause) ?? []);
  if (!before || leaving.length === 0) return [];
  const kept = [...expressionsOf(before)]
    .filter((expression) => !clauses.some((clause) => takesAway(clause, expression)))
    .map((expression) => ({ expression, columns: namedIn(expression, engine) }));
  return leaving.flatMap(({ column, dropped }) =>
    kept
      .filter(({ columns }) => columns.has(foldName(column)))
      .filter(({ expression, columns }) => !(dropped && goesAlong(expression, columns)))
      .map(({ expression }) => ({
        error: errors[expression.role],
        why: `${say(expression)} of ${name} needs the column ${column}.`,
      })),
  );
}

const errors: Readonly<Record<TableExpression["role"], number>> = {
  "key-part": 3837,
  generated: 3108,
  default: 3766,
  check: 3959,
  partition: 3855,
};

const words: Readonly<Record<TableExpression["role"], string>> = {
  "key-part": "index",
  generated: "generated column",
  default: "default of",
  check: "CHECK",
  partition: "partitioning",
};

function say({ role, name }: TableExpression): string {
  return `The ${words[role]} ${name}`.trimEnd();
}

function leavingColumn(clause: Clause): { column: string; dropped: boolean } | undefined {
  const { kind, column, to } = clause;
  if (column === undefined) return undefined;
  if (kind === "drop-column") return { column, dropped: true };
  const renames = kind === "rename-column" || kind === "modify-column";
  return renames && to !== undefined && foldName(to) !== foldName(column)
    ? { column, dropped: false }
    : undefined;
}

/** A CHECK on one column goes with that column. */
function goesAlong({ role }: TableExpression, columns: ReadonlySet<string>): boolean {
  return role === "check" && columns.size === 1;
}

/** Does the clause drop the expression, or write it anew? */
function takesAway({ kind, index, column }: Clause, { role, name }: TableExpression): boolean {
  const takers = takenBy[role];
  if (!takers.includes(kind)) return false;
  return role === "partition" || foldName(index ?? column ?? "") === foldName(name);
}

const takenBy: Readonly<Record<TableExpression["role"], readonly ClauseKind[]>> = {
  "key-part": ["drop-index", "rename-index"],
  generated: ["drop-column", "modify-column"],
  default: ["drop-column", "modify-column", "change-default"],
  check: ["drop-check", "drop-constraint"],
  partition: ["remove-partitioning", "partition-by"],
};

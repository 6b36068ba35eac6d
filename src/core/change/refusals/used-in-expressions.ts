import type { Clause, ClauseKind } from "../../sql/clause.ts";
import { columnOf, keyNameOf } from "../../sql/clause-parts.ts";
import { foldName } from "../../sql/fold-name.ts";
import type { Scene, ServerRefusal } from "./refusal.ts";
import { expressionsOf, type HeldExpression, namedIn } from "./table-expressions.ts";

/** Columns that leave their name, dropped or renamed, while an expression of the table still reads them. */
export function usedInExpressions({ before, clauses, name, engine }: Scene): ServerRefusal[] {
  if (!before || !clauses.some(leavingColumn)) return [];
  const leaving = clauses.flatMap((clause) => leavingColumn(clause) ?? []);
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

const errors: Readonly<Record<HeldExpression["role"], number>> = {
  "key-part": 3837,
  generated: 3108,
  default: 3766,
  check: 3959,
  partition: 3855,
};

const words: Readonly<Record<HeldExpression["role"], string>> = {
  "key-part": "index",
  generated: "generated column",
  default: "default of",
  check: "CHECK",
  partition: "partitioning",
};

function say({ role, name }: HeldExpression): string {
  return `The ${words[role]} ${name}`.trimEnd();
}

function leavingColumn(clause: Clause): { column: string; dropped: boolean } | undefined {
  if (clause.kind === "drop-column") return { column: clause.column, dropped: true };
  if (clause.kind !== "rename-column" && clause.kind !== "modify-column") return undefined;
  const { column, to } = clause;
  return to !== undefined && foldName(to) !== foldName(column) ? { column, dropped: false } : undefined;
}

/** A CHECK on one column goes with that column. */
function goesAlong({ role }: HeldExpression, columns: ReadonlySet<string>): boolean {
  return role === "check" && columns.size === 1;
}

/** Does the clause drop the expression, or write it anew? */
function takesAway(clause: Clause, { role, name }: HeldExpression): boolean {
  if (!takenBy[role].includes(clause.kind)) return false;
  const named = columnOf(clause) ?? keyNameOf(clause);
  return role === "partition" || (named !== undefined && foldName(named) === foldName(name));
}

const takenBy: Readonly<Record<HeldExpression["role"], readonly ClauseKind[]>> = {
  "key-part": ["drop-index", "rename-index"],
  generated: ["drop-column", "modify-column"],
  default: ["drop-column", "modify-column", "change-default"],
  check: ["drop-check", "drop-constraint"],
  partition: ["remove-partitioning", "partition-by"],
};

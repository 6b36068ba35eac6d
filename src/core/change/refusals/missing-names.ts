import { findColumn, type Table } from "../../schema/table.ts";
import type { Clause, ClauseKind } from "../../sql/clause.ts";
import { columnDefinitionOf, columnOf } from "../../sql/clause-parts.ts";
import { foldName } from "../../sql/fold-name.ts";
import { findLack } from "./demands.ts";
import type { Scene, ServerRefusal } from "./refusal.ts";

/** What the clauses name and the table does not have. Nothing is said of a table that is not known whole. */
export function missingNames({ before, after, name, clauses }: Scene): ServerRefusal[] {
  const found: ServerRefusal[] = [];
  if (!before?.complete || !after) return found;
  for (const clause of clauses) {
    const lack = findLack(clause.kind, clause, before);
    const place = lack ? undefined : missingPlace(clause, before, after);
    if (lack) found.push({ error: lack.error, why: `${name} has no ${lack.what}.` });
    if (place !== undefined)
      found.push({ error: 1054, why: `${name} has no column ${place} to put another one after.` });
  }
  return found.length > 0 ? found : takenTwice(clauses, name);
}

/** A clause takes the column that it names, so that another one finds none. */
function takenTwice(clauses: readonly Clause[], name: string): ServerRefusal[] {
  const found: ServerRefusal[] = [];
  if (clauses.length < 2) return found;
  const takenBy = new Map<string, ClauseKind>();
  for (const clause of clauses) {
    const column = columnOf(clause);
    const { kind } = clause;
    if (column === undefined || kind === "add-column") continue;
    const first = takenBy.get(foldName(column));
    const why = `Two clauses name the column ${column} of ${name}, and the second finds none.`;
    if (first) found.push({ error: first === kind && kind === "drop-column" ? 1091 : 1054, why });
    else takenBy.set(foldName(column), kind);
  }
  return found;
}

/** AFTER may name what is there, what the statement adds, and either name of what it renames. */
function missingPlace(clause: Clause, before: Table, after: Table): string | undefined {
  const position = columnDefinitionOf(clause)?.position;
  if (typeof position !== "object") return undefined;
  const isThere = findColumn(before, position.after) ?? findColumn(after, position.after);
  return isThere ? undefined : position.after;
}

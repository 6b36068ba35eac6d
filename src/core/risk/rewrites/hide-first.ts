import { findColumn, findIndex, type Table } from "../../schema/table.ts";
import type { Clause } from "../../sql/clause.ts";
import { writeName } from "../../sql/write/write-name.ts";
import type { Rewrite, RewriteContext } from "../factor.ts";
import { knownTable } from "../known-table.ts";
import { codeOf, onlyClause, type Part, putTogether, takeApart } from "./alteration.ts";

/** An index is made invisible, and dropped in a later migration when nobody has missed it (manual 10.3.12). */
export function hideIndexFirst(context: RewriteContext): Rewrite[] {
  const { statement, engine } = context;
  if (engine === undefined || engine.version < (engine.flavour === "mariadb" ? 100600 : 80000)) return [];
  const word = engine.flavour === "mariadb" ? "IGNORED" : "INVISIBLE";
  const clause = statement.changes[0]?.clause;
  const table = clause?.target && knownTable(clause.target, context);
  if (table === undefined) return [];
  const mayHide = (one: Clause) => {
    const found = one.kind === "drop-index" ? findIndex(table, one.index) : undefined;
    // Without a primary key a UNIQUE index may stand in for it, and cannot be hidden (error 3522).
    return found !== undefined && (found.kind !== "unique" || table.indexes.some(isPrimary));
  };
  const hide = (index: string) => `ALTER INDEX ${writeName(index)} ${word}`;
  if (statement.type === "DROP_INDEX" && clause?.kind === "drop-index") {
    const { database, table: name } = clause.target;
    const written = database === undefined ? writeName(name) : `${writeName(database)}.${writeName(name)}`;
    if (!mayHide(clause)) return [];
    return [{ now: [`ALTER TABLE ${written} ${hide(clause.index)}`], later: [codeOf(statement)] }];
  }
  return replaceParts(statement, (part) => {
    const drop = onlyClause(part, "drop-index");
    return drop && mayHide(drop) ? hide(drop.index) : undefined;
  });
}

const isPrimary = ({ kind }: Table["indexes"][number]) => kind === "primary";

/** A column is made invisible, and dropped in a later migration; MySQL 8.0.23 (manual 15.1.20.10). */
export function hideColumnFirst(context: RewriteContext): Rewrite[] {
  const { statement, engine } = context;
  if (engine?.flavour !== "mysql" || engine.version < 80023) return [];
  const target = statement.changes[0]?.clause.target;
  const table = target && knownTable(target, context);
  if (table === undefined) return [];
  const dropped = statement.changes.filter(({ clause }) => clause.kind === "drop-column");
  const visible = table.columns.filter(({ invisible }) => !invisible).length;
  if (visible <= dropped.length) return [];
  const note = "Code that names the column still works: look for it before the later migration.";
  return replaceParts(statement, (part) => {
    const drop = onlyClause(part, "drop-column");
    const isThere = drop && findColumn(table, drop.column) !== undefined;
    return isThere ? `ALTER COLUMN ${writeName(drop.column)} SET INVISIBLE` : undefined;
  }).map((rewrite) => ({ ...rewrite, note }));
}

/** Puts something milder in place of some parts (undefined = not of this one), and leaves these for later. */
function replaceParts(
  statement: RewriteContext["statement"],
  milder: (part: Part) => string | undefined,
): Rewrite[] {
  const alteration = takeApart(statement);
  if (alteration === undefined) return [];
  const { parts } = alteration;
  const replaced = parts.map(milder);
  const left = parts.flatMap(({ text }, i) => (replaced[i] === undefined ? [] : [text]));
  if (left.length === 0) return [];
  const now = parts.map(({ text }, i) => replaced[i] ?? text);
  return [{ now: [putTogether(alteration.head, now)], later: [putTogether(alteration.head, left)] }];
}

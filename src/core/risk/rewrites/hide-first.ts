import { findColumn, findIndex, type Table } from "../../schema/table.ts";
import type { Clause } from "../../sql/clause.ts";
import { writeName } from "../../sql/write/write-name.ts";
import type { Rewrite, RewriteContext } from "../factor.ts";
import { knownTable } from "../known-table.ts";
import { codeOf, isOnly, type Part, putTogether, takeApart } from "./alteration.ts";

/** An index is made invisible, and dropped in a later migration when nobody has missed it (manual 10.3.12). */
export function hideIndexFirst(context: RewriteContext): Rewrite[] {
  const { statement, engine } = context;
  if (engine === undefined || engine.version < (engine.flavour === "mariadb" ? 100600 : 80000)) return [];
  const word = engine.flavour === "mariadb" ? "IGNORED" : "INVISIBLE";
  const [change] = statement.changes;
  const table = knownTable(change?.target, context);
  if (table === undefined) return [];
  const mayHide = ({ index = "" }: Clause) => {
    const found = findIndex(table, index);
    // Without a primary key a UNIQUE index may stand in for it, and cannot be hidden (error 3522).
    return found !== undefined && (found.kind !== "unique" || table.indexes.some(isPrimary));
  };
  const hide = (index: string) => `ALTER INDEX ${writeName(index)} ${word}`;
  if (statement.type === "DROP_INDEX" && change?.index !== undefined && change.target) {
    const { database, table: name } = change.target;
    const written = database === undefined ? writeName(name) : `${writeName(database)}.${writeName(name)}`;
    if (!mayHide(change)) return [];
    return [{ now: [`ALTER TABLE ${written} ${hide(change.index)}`], later: [codeOf(statement)] }];
  }
  const drops = (part: Part) => isOnly(part, "drop-index") && part.clauses.every(mayHide);
  return replaceParts(statement, drops, ({ index = "" }) => hide(index));
}

const isPrimary = ({ kind }: Table["indexes"][number]) => kind === "primary";

/** A column is made invisible, and dropped in a later migration; MySQL 8.0.23 (manual 15.1.20.10). */
export function hideColumnFirst(context: RewriteContext): Rewrite[] {
  const { statement, engine } = context;
  if (engine?.flavour !== "mysql" || engine.version < 80023) return [];
  const [change] = statement.changes;
  const table = knownTable(change?.target, context);
  if (table === undefined) return [];
  const dropped = statement.changes.filter(({ kind }) => kind === "drop-column");
  const visible = table.columns.filter(({ invisible }) => !invisible).length;
  if (visible <= dropped.length) return [];
  const drops = (part: Part) =>
    isOnly(part, "drop-column") && findColumn(table, part.clauses[0]?.column ?? "") !== undefined;
  const note = "Code that names the column still works: look for it before the later migration.";
  return replaceParts(
    statement,
    drops,
    ({ column = "" }) => `ALTER COLUMN ${writeName(column)} SET INVISIBLE`,
  ).map((rewrite) => ({ ...rewrite, note }));
}

/** Puts something milder in place of some parts, and leaves these for later. */
function replaceParts(
  statement: RewriteContext["statement"],
  isMeant: (part: Part) => boolean,
  replace: (clause: Clause) => string,
): Rewrite[] {
  const alteration = takeApart(statement);
  const meant = alteration?.parts.filter(isMeant) ?? [];
  if (alteration === undefined || meant.length === 0) return [];
  const now = alteration.parts.map((part) => {
    const [clause] = part.clauses;
    return meant.includes(part) && clause !== undefined ? replace(clause) : part.text;
  });
  const left = meant.map(({ text }) => text);
  return [{ now: [putTogether(alteration.head, now)], later: [putTogether(alteration.head, left)] }];
}

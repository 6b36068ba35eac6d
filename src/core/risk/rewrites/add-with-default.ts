import type { ColumnDefinition } from "../../sql/definition.ts";
import { writeName } from "../../sql/write/write-name.ts";
import type { Rewrite, RewriteContext } from "../factor.ts";
import { type Part, putTogether, takeApart } from "./alteration.ts";

/**
 * A new NOT NULL column gets as DEFAULT what the server would put into the rows that exist (manual 13.6), so that code
 * which does not know it can still insert; once no such code runs, a later migration drops the default.
 */
export function addWithDefault({ statement }: RewriteContext): Rewrite[] {
  const alteration = takeApart(statement);
  if (alteration === undefined) return [];
  const { head, parts } = alteration;
  const filled: string[] = [];
  const now = parts.map((part) => {
    const inserts = requiredColumns(part).flatMap((definition) => {
      const value = implicitDefault(definition);
      const at = value === undefined ? undefined : afterNotNull(part, definition.name);
      if (value === undefined || at === undefined) return [];
      filled.push(definition.name);
      return [{ at, text: ` DEFAULT ${value}` }];
    });
    return insert(part.text, inserts);
  });
  const needed = parts.flatMap(requiredColumns);
  if (filled.length === 0 || filled.length < needed.length) return [];
  const later = putTogether(
    head,
    filled.map((name) => `ALTER COLUMN ${writeName(name)} DROP DEFAULT`),
  );
  const note = "Drop the default once all code that inserts names the column.";
  return [{ now: [putTogether(head, now)], later: [later], note }];
}

/** The columns that it adds, which need a value in every row. */
function requiredColumns({ clauses }: Part): ColumnDefinition[] {
  return clauses.flatMap((clause) =>
    clause.kind === "add-column" && needsDefault(clause.definition) ? [clause.definition] : [],
  );
}

function needsDefault({ nullable, autoIncrement, generated, ...column }: ColumnDefinition): boolean {
  return nullable === false && column.default === undefined && !autoIncrement && !generated;
}

const numbers = /^(tinyint|smallint|mediumint|int|bigint|decimal|float|double|bit|year)$/;

/** undefined = the type's implicit default is none that strict mode takes, or one that needs an expression. */
export function implicitDefault({ type }: Pick<ColumnDefinition, "type">): string | undefined {
  if (numbers.test(type.name)) return "0";
  if (/^(char|varchar|binary|varbinary|set)$/.test(type.name)) return "''";
  const [first] = type.members;
  return type.name === "enum" && first !== undefined && /^[\w .:/-]*$/.test(first) ? `'${first}'` : undefined;
}

/** After the column's NOT NULL, in the part's text; undefined = it is written in another way. */
function afterNotNull({ columns, start }: Part, column: string): number | undefined {
  const notNull = columns.find(({ name }) => name === column)?.notNull;
  return notNull && notNull.end - start;
}

function insert(text: string, inserts: readonly { at: number; text: string }[]): string {
  return inserts
    .toSorted((a, b) => b.at - a.at)
    .reduce((written, { at, text: more }) => written.slice(0, at) + more + written.slice(at), text);
}

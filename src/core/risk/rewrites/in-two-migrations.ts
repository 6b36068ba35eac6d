import { type Column, findColumn, type Table } from "../../schema/table.ts";
import type { ColumnDefinition } from "../../sql/definition.ts";
import { foldName } from "../../sql/fold-name.ts";
import { writeName } from "../../sql/write/write-name.ts";
import type { Rewrite, RewriteContext } from "../factor.ts";
import { knownTable } from "../known-table.ts";
import { implicitDefault } from "./add-with-default.ts";
import { type Alteration, codeOf, type Part, takeApart } from "./alteration.ts";

/** A column gets its new name beside the old one; the old one goes when nobody reads it any more. */
export function addBesideOld(context: RewriteContext): Rewrite[] {
  const { statement } = context;
  const found = onlyPart(statement);
  const clause = found?.part.clauses[0];
  if (!found || (clause?.kind !== "rename-column" && clause?.kind !== "modify-column")) return [];
  const { column, to } = clause;
  const table = knownTable(clause.target, context);
  if (!table || to === undefined || foldName(column) === foldName(to)) return [];
  const old = findColumn(table, column);
  const definition = old && writeDefinition(found.part, old, table);
  if (definition === undefined) return [];
  const { head, table: tableName } = found.alteration;
  const [from, into] = [writeName(column), writeName(to)];
  const next = clause.definition ?? old;
  const required = next?.nullable === false && next.default === undefined;
  const value = required ? implicitDefault(next) : undefined;
  if (required && value === undefined) return [];
  const undone = value === undefined ? "" : `, ALTER COLUMN ${into} DROP DEFAULT`;
  return [
    {
      now: [
        `${head} ADD COLUMN ${into} ${definition}${value === undefined ? "" : ` DEFAULT ${value}`} AFTER ${from}`,
      ],
      later: [`UPDATE ${tableName} SET ${into} = ${from}`, `${head} DROP COLUMN ${from}${undone}`],
      note: `Let the code write both columns, copy the old values in batches, let it read ${to}, then drop ${column}.`,
    },
  ];
}

/** New rows get a value first, then those that exist; NOT NULL comes when nobody writes NULL any more. */
export function defaultFirst({ statement }: RewriteContext): Rewrite[] {
  const found = onlyPart(statement);
  const clause = found?.part.clauses[0];
  if (!found || clause?.kind !== "modify-column" || clause.to !== undefined) return [];
  const { default: value, nullable } = clause.definition;
  if (value === undefined || /^null$/i.test(value) || nullable !== false) return [];
  const { head, table } = found.alteration;
  const column = writeName(clause.column);
  return [
    {
      now: [`${head} ALTER COLUMN ${column} SET DEFAULT ${value}`],
      later: [`UPDATE ${table} SET ${column} = ${value} WHERE ${column} IS NULL`, codeOf(statement)],
      note: "Fill the rows in batches once no code writes NULL any more.",
    },
  ];
}

function onlyPart(
  statement: RewriteContext["statement"],
): { alteration: Alteration; part: Part } | undefined {
  const alteration = takeApart(statement);
  const [part, ...others] = alteration?.parts ?? [];
  const isOne = part?.clauses.length === 1 && others.length === 0;
  return alteration && part && isOne ? { alteration, part } : undefined;
}

/** As CHANGE writes it, or as the history left it; undefined = not one that can be written from what is known. */
function writeDefinition(
  { text, start, columns, clauses }: Part,
  old: Column,
  table: Table,
): string | undefined {
  const [clause] = clauses;
  if (clause?.kind === "rename-column") return writeColumn(old, table);
  if (clause?.kind !== "modify-column" || clause.definition.position !== undefined) return undefined;
  const written = columns.find(({ name }) => name === clause.to);
  return written && text.slice(written.start - start, written.end - start);
}

/** undefined = it has something that is left to people: a key of its own, an expression, another character set. */
function writeColumn(column: Column, { charset, collation }: Table): string | undefined {
  const { nullable, autoIncrement, generated, invisible, comment, srid, inline, type, onUpdate } = column;
  const isOwn =
    autoIncrement || generated || invisible || srid !== undefined || inline.check || inline.unique;
  const isOther = (type.charset ?? charset) !== charset || (type.collation ?? collation) !== collation;
  if (isOwn || isOther || comment?.includes("\\")) return undefined;
  return [
    writeType(type),
    nullable ? "" : "NOT NULL",
    column.default === undefined ? "" : `DEFAULT ${column.default}`,
    onUpdate === undefined ? "" : `ON UPDATE ${onUpdate}`,
    comment === undefined ? "" : `COMMENT ${writeText(comment)}`,
  ]
    .filter((word) => word !== "")
    .join(" ");
}

function writeType({ name, length, scale, members, unsigned, zerofill }: ColumnDefinition["type"]): string {
  const size = [length, scale].filter((one) => one !== undefined).join(",");
  const listed = members.map(writeText).join(",");
  const argument = listed !== "" ? `(${listed})` : size === "" ? "" : `(${size})`;
  return `${name}${argument}${unsigned ? " unsigned" : ""}${zerofill ? " zerofill" : ""}`;
}

function writeText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

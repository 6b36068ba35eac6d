import { inlineIndexes } from "../schema/default-names.ts";
import { enforcesInlineReferences } from "../schema/replay.ts";
import type { Clause, ClauseOf, Note } from "../sql/clause.ts";
import type { ColumnDefinition, TableName } from "../sql/definition.ts";
import type { Engine } from "../sql/engine.ts";
import { noteElements, noteOption } from "../sql/grammar/tables/note-parts.ts";

/**
 * What a definition brings along, as the clauses that would add it to a table that is there: the columns, keys,
 * constraints, options and partitions of CREATE TABLE, and the keys and constraints that stand in a column.
 */
export function partsIn(clause: Clause, engine: Engine | undefined): Clause[] {
  switch (clause.kind) {
    case "create-table":
      return tableParts(clause, engine);
    case "add-column":
    case "modify-column":
      return columnParts(clause, engine);
    default:
      return [];
  }
}

function tableParts({ tableDefinition, ...about }: ClauseOf<"create-table">, engine: Engine | undefined) {
  const { parts, note } = notedAbout(about);
  const { columns, indexes, foreignKeys, checks, options, partitioning } = tableDefinition;
  const inline = inlineIn(columns, engine);
  noteElements(
    {
      columns,
      indexes: [...inline.indexes, ...indexes],
      foreignKeys: [...inline.foreignKeys, ...foreignKeys],
      checks: [...inline.checks, ...checks],
    },
    note,
  );
  for (const [name, value] of options) noteOption(name, value, note);
  if (partitioning) note({ kind: "partition-by", partitioning });
  return parts;
}

function columnParts(
  { definition, ...about }: ClauseOf<"add-column" | "modify-column">,
  engine: Engine | undefined,
) {
  const { parts, note } = notedAbout(about);
  noteElements({ columns: [], ...inlineIn([definition], engine) }, note);
  return parts;
}

interface About {
  table: string;
  target: TableName;
  deferred?: true;
}

function notedAbout({ table, target, deferred }: About): { parts: Clause[]; note: Note } {
  const parts: Clause[] = [];
  const about = deferred ? { table, target, deferred } : { table, target };
  return { parts, note: (clause) => void parts.push(Object.assign(clause, about)) };
}

function inlineIn(columns: readonly ColumnDefinition[], engine: Engine | undefined) {
  const inline = columns.map((column) => column.inline);
  return {
    indexes: columns.flatMap(inlineIndexes),
    foreignKeys: enforcesInlineReferences(engine) ? inline.flatMap(({ references }) => references ?? []) : [],
    checks: inline.flatMap(({ check }) => check ?? []),
  };
}

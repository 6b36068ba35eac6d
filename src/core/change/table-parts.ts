import { inlineIndexes } from "../schema/default-names.ts";
import { enforcesInlineReferences } from "../schema/replay.ts";
import type { Clause, ClauseOf, Note } from "../sql/clause.ts";
import type { TableDefinition } from "../sql/definition.ts";
import type { Engine } from "../sql/engine.ts";
import { noteElements, noteOption } from "../sql/grammar/tables/note-parts.ts";

/**
 * What CREATE TABLE writes down, as the clauses that would add it to a table that is there: its columns, keys, constraints,
 * options and partitions. A key or a constraint that stands in a column is one as well.
 */
export function tableParts(created: ClauseOf<"create-table">, engine: Engine | undefined): Clause[] {
  const { table, target, tableDefinition, deferred } = created;
  const parts: Clause[] = [];
  const about = deferred ? { table, target, deferred } : { table, target };
  const note: Note = (clause) => void parts.push(Object.assign(clause, about));
  noteElements(withInline(tableDefinition, engine), note);
  for (const [name, value] of tableDefinition.options) noteOption(name, value, note);
  const { partitioning } = tableDefinition;
  if (partitioning) note({ kind: "partition-by", partitioning });
  return parts;
}

function withInline(definition: TableDefinition, engine: Engine | undefined): TableDefinition {
  const { columns } = definition;
  const inline = columns.map((column) => column.inline);
  return {
    ...definition,
    indexes: [...columns.flatMap(inlineIndexes), ...definition.indexes],
    foreignKeys: [
      ...(enforcesInlineReferences(engine) ? inline.flatMap(({ references }) => references ?? []) : []),
      ...definition.foreignKeys,
    ],
    checks: [...inline.flatMap(({ check }) => check ?? []), ...definition.checks],
  };
}

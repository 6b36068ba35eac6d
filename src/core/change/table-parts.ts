import { inlineIndexes } from "../schema/default-names.ts";
import { enforcesInlineReferences } from "../schema/replay.ts";
import type { Clause, ClauseOf, Note } from "../sql/clause.ts";
import type {
  CheckDefinition,
  ColumnDefinition,
  ForeignKeyDefinition,
  IndexDefinition,
  TableName,
} from "../sql/definition.ts";
import type { Engine } from "../sql/engine.ts";
import { noteElements, noteOption } from "../sql/grammar/tables/note-parts.ts";

/**
 * What a definition brings along, as the clauses that would add it to a table that is there: the columns, keys,
 * constraints, options and partitions of CREATE TABLE, and the keys and constraints that stand in a column.
 */
export function partsIn(clause: Clause, engine: Engine | undefined): readonly Clause[] {
  switch (clause.kind) {
    case "create-table":
      return tableParts(clause, engine);
    case "add-column":
    case "modify-column":
      return columnParts(clause, engine);
    default:
      return none;
  }
}

const none: readonly never[] = [];

function tableParts(clause: ClauseOf<"create-table">, engine: Engine | undefined) {
  const { parts, note } = notedAbout(clause);
  const { columns, indexes, foreignKeys, checks, options, partitioning } = clause.tableDefinition;
  const elements = inlineIn(columns, engine);
  elements.indexes.push(...indexes);
  elements.foreignKeys.push(...foreignKeys);
  elements.checks.push(...checks);
  noteElements({ columns, ...elements }, note);
  for (const [name, value] of options) noteOption(name, value, note);
  if (partitioning) note({ kind: "partition-by", partitioning });
  return parts;
}

function columnParts(clause: ClauseOf<"add-column" | "modify-column">, engine: Engine | undefined) {
  const { definition } = clause;
  if (isBare(definition)) return none;
  const { parts, note } = notedAbout(clause);
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

function isBare({ inline }: ColumnDefinition): boolean {
  return !inline.primaryKey && !inline.unique && !inline.check && !inline.references;
}

function inlineIn(columns: readonly ColumnDefinition[], engine: Engine | undefined) {
  const indexes: IndexDefinition[] = [];
  const foreignKeys: ForeignKeyDefinition[] = [];
  const checks: CheckDefinition[] = [];
  for (const column of columns) {
    if (isBare(column)) continue;
    const { check, references } = column.inline;
    indexes.push(...inlineIndexes(column));
    if (references && enforcesInlineReferences(engine)) foreignKeys.push(references);
    if (check) checks.push(check);
  }
  return { indexes, foreignKeys, checks };
}

import { keyOf } from "../../schema/names.ts";
import { findColumn, type Table } from "../../schema/table.ts";
import type { Clause, ClauseOf } from "../../sql/clause.ts";
import type { ColumnDefinition, IndexDefinition } from "../../sql/definition.ts";
import { foldName } from "../../sql/fold-name.ts";
import { columnsNamed, definedExpression, keptMode } from "../../sql/grammar/defined-expression.ts";
import { isIntegerType } from "../../sql/integer-type.ts";
import type { Scene, ServerRefusal } from "./refusal.ts";

/** What a clause asks for that the server does of no table, or not of this one as the statement finds it. */
export function clauseFaults(scene: Scene): ServerRefusal[] {
  const found: ServerRefusal[] = [];
  for (const clause of scene.clauses) faultsOf(clause, scene, found);
  return found;
}

function faultsOf(clause: Clause, scene: Scene, found: ServerRefusal[]) {
  switch (clause.kind) {
    case "create-table":
      for (const column of clause.tableDefinition.columns) inlineFaults(column, scene, found);
      for (const index of clause.tableDefinition.indexes) prefixFaults(index, scene, found);
      nullableKeys(clause, scene, found);
      break;
    case "add-column":
      inlineFaults(clause.definition, scene, found);
      break;
    case "modify-column":
      inlineFaults(clause.definition, scene, found);
      storageFaults(clause, scene, found);
      break;
    case "add-index":
    case "add-primary-key":
      prefixFaults(clause.indexDefinition, scene, found);
      break;
    case "drop-partition":
    case "add-partition":
    case "reorganize-partition":
      partitionClauses(clause, scene, found);
      break;
    case "exchange-partition": {
      const other = scene.catalog.tables.get(keyOf(clause.other, scene.session.scope));
      if (other?.partitioning)
        found.push({ error: 1732, why: `${other.name.table} is partitioned, so no partition goes with it.` });
      break;
    }
    default:
  }
}

/** A CHECK in a column is about that column (manual 15.1.20.6). MySQL 5.7 does not look at it. */
function inlineFaults({ name, inline }: ColumnDefinition, scene: Scene, found: ServerRefusal[]) {
  const { check } = inline;
  if (!check || scene.engine.version < 80016) return;
  const tree = definedExpression(check.expression, keptMode(scene.engine));
  const other = tree && [...columnsNamed(tree)].find((one) => one !== foldName(name));
  if (other !== undefined)
    found.push({ error: 3813, why: `The CHECK in the column ${name} of ${scene.name} names ${other}.` });
}

/** What is stored cannot become virtual, nor the other way around (manual 15.1.11). */
function storageFaults(
  { column, definition }: ClauseOf<"modify-column">,
  { before, name }: Scene,
  found: ServerRefusal[],
) {
  const old = before && findColumn(before, column);
  if (old && isVirtual(old) !== isVirtual(definition))
    found.push({
      error: 3106,
      why: `${name}.${column} cannot change between stored and virtual.`,
    });
}

function isVirtual({ generated }: Pick<ColumnDefinition, "generated">): boolean {
  return generated?.stored === false;
}

function prefixFaults({ name, kind, parts }: IndexDefinition, scene: Scene, found: ServerRefusal[]) {
  if (kind === "fulltext" || kind === "spatial") return;
  for (const { column, length } of parts) {
    if (column === undefined || length === undefined || !isBeyond(length, column, scene)) continue;
    const why = `The index ${name ?? ""} of ${scene.name} takes ${length} characters of ${column}, which has no more.`;
    found.push({ error: 1089, why });
  }
}

const texts = /^(var)?(char|binary)$/;
const numbers = /^(decimal|float|double|bit|date|time|datetime|timestamp|year|enum|set)$/;

/** Whether a prefix is longer than the column is; what is no text has none. */
function isBeyond(length: number, column: string, { after }: Scene): boolean {
  const type = after && findColumn(after, column)?.type;
  if (!type) return false;
  return texts.test(type.name)
    ? length > (type.length ?? 1)
    : isIntegerType(type.name) || numbers.test(type.name);
}

function nullableKeys(
  { tableDefinition }: ClauseOf<"create-table">,
  { name }: Scene,
  found: ServerRefusal[],
) {
  const { columns, indexes } = tableDefinition;
  const stated = columns.filter(({ nullable, autoIncrement }) => nullable === true && !autoIncrement);
  if (stated.length === 0) return;
  const primary = indexes.find(({ kind }) => kind === "primary")?.parts ?? [];
  const keyed = new Set(primary.map(({ column = "" }) => foldName(column)));
  const wrong = stated.find(({ name: column, inline }) => inline.primaryKey || keyed.has(foldName(column)));
  if (wrong)
    found.push({ error: 1171, why: `The primary key of ${name} has ${wrong.name}, which may be NULL.` });
}

type OfPartitions = ClauseOf<"drop-partition" | "add-partition" | "reorganize-partition">;

function partitionClauses(clause: OfPartitions, { before, name }: Scene, found: ServerRefusal[]) {
  const fault = before && partitionFault(clause, before);
  if (fault) found.push({ error: fault.error, why: `${name} ${fault.what}.` });
}

function partitionFault(
  clause: OfPartitions,
  { partitioning }: Table,
): { error: number; what: string } | undefined {
  if (!partitioning) return undefined;
  const { method, partitions } = partitioning;
  const isListed = method === "range" || method === "list";
  const known = partitions.length;
  switch (clause.kind) {
    case "drop-partition":
      if (!isListed) return { error: 1512, what: `is partitioned by ${method}, where none can be dropped` };
      return known > 0 && new Set(clause.partitions.map(foldName)).size >= known
        ? { error: 1508, what: "would lose all of its partitions" }
        : undefined;
    case "add-partition":
      return isListed && clause.partitionCount !== undefined
        ? { error: 1492, what: "has partitions by value, each of which has to be written down" }
        : undefined;
    case "reorganize-partition":
      return clause.partitionCount === undefined
        ? undefined
        : coalesceFault(clause.partitionCount, isListed, known);
  }
}

function coalesceFault(count: number, isListed: boolean, known: number) {
  if (isListed) return { error: 1509, what: "has partitions by value, which do not coalesce" };
  if (count === 0) return { error: 1515, what: "has to lose one partition at least" };
  return known > 0 && count >= known ? { error: 1508, what: "would lose all of its partitions" } : undefined;
}

import { findIndex, type Index, type Table } from "../../schema/table.ts";
import type { Clause, ClauseOf } from "../../sql/clause.ts";
import { indexDefinitionOf } from "../../sql/clause-parts.ts";
import type { IndexDefinition, IndexPart } from "../../sql/definition.ts";
import { foldName } from "../../sql/fold-name.ts";
import { onceFor } from "../../sql/once-for.ts";
import { clusteringEffect, clusteringIndex, mayCluster } from "./clustering.ts";
import {
  copy,
  type Effect,
  inplace,
  inplaceShared,
  instant,
  rebuild,
  rebuildShared,
  type Situation,
} from "./effect.ts";
import { droppedIndexes, hasDocId } from "./table-facts.ts";

export function addIndexCost(
  { indexDefinition }: ClauseOf<"add-index">,
  situation: Situation,
): Effect | undefined {
  const { table, clauses, engine } = situation;
  const { kind, parts } = indexDefinition;
  if (kind === "fulltext") return hasDocId(table) ? inplaceShared : rebuildShared;
  if (kind === "spatial") return inplaceShared;
  const twin = isTwin(table, clauses, indexDefinition);
  if (twin && engine.flavour === "mysql") return instant;
  if (!clusteringIndex(table) && mayCluster(table, indexDefinition)) return rebuild;
  return parts.some((part) => isExpression(part) || isNewVirtual(part, clauses)) ? inplaceShared : inplace;
}

function isExpression({ expression }: IndexPart): boolean {
  return expression !== undefined;
}

/** A virtual column that comes with the same statement has to be computed for every row. */
function isNewVirtual({ column = "" }: IndexPart, clauses: readonly Clause[]): boolean {
  return newVirtual(clauses).has(foldName(column));
}

const newVirtual = onceFor((clauses: readonly Clause[]) => {
  const found = new Set<string>();
  for (const clause of clauses) {
    if (clause.kind !== "add-column" || clause.definition.generated?.stored !== false) continue;
    found.add(foldName(clause.definition.name));
  }
  return found;
});

/** The same index is dropped and added again, perhaps with another USING: InnoDB has B-trees only, so nothing happens. */
function isTwin(table: Table, clauses: readonly Clause[], added: IndexDefinition): boolean {
  if (added.name === undefined || !droppedIndexes(clauses).has(foldName(added.name))) return false;
  const dropped = findIndex(table, added.name);
  return dropped !== undefined && shape(dropped) === shape(added);
}

function shape({ kind, parts, visible }: Pick<Index, "kind" | "parts" | "visible">): string {
  const columns = parts.map(({ column, expression, length, descending }) => [
    foldName(column ?? ""),
    expression,
    length,
    descending,
  ]);
  return JSON.stringify([kind, visible, columns]);
}

export function dropIndexCost({ index }: { index: string }, situation: Situation): Effect | undefined {
  const { table, clauses, engine } = situation;
  const found = findIndex(table, index);
  if (!found) return table.complete ? inplace : undefined;
  const added = addedIndexes(clauses).get(foldName(index));
  const twin = added && shape(added) === shape(found);
  if (twin && engine.flavour === "mysql") return instant;
  return found === clusteringIndex(table) ? (clusteringEffect(situation) ?? inplace) : inplace;
}

/** The first of each name. */
const addedIndexes = onceFor((clauses: readonly Clause[]) => {
  const found = new Map<string, IndexDefinition>();
  for (const clause of clauses) {
    const definition = indexDefinitionOf(clause);
    const name = foldName(definition?.name ?? "");
    if (definition && !found.has(name)) found.set(name, definition);
  }
  return found;
});

export function dropPrimaryKeyCost(_: unknown, situation: Situation): Effect {
  return clusteringEffect(situation) ?? rebuild;
}

/** Rows are held against a check that is enforced only now. */
export function alterCheck({ constraint, enforced }: ClauseOf<"alter-check">, { table }: Situation): Effect {
  const before = table.checks.find(({ name }) => foldName(name) === foldName(constraint));
  return enforced && !before?.enforced ? copy : instant;
}

export function addCheckCost({ check }: ClauseOf<"add-check">, { engine }: Situation): Effect {
  if (engine.version < 80016) return instant;
  return check.enforced ? copy : instant;
}

/** DROP CONSTRAINT drops whatever has the name. */
export function dropConstraintCost(
  { constraint }: ClauseOf<"drop-constraint">,
  situation: Situation,
): Effect | undefined {
  const wanted = foldName(constraint);
  const { foreignKeys, checks } = situation.table;
  if (foreignKeys.some(({ name }) => foldName(name) === wanted)) return inplace;
  if (checks.some(({ name }) => foldName(name) === wanted)) return instant;
  return findIndex(situation.table, wanted) ? dropIndexCost({ index: constraint }, situation) : undefined;
}

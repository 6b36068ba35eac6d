import { findIndex, foldName, type Index, type Table } from "../../schema/table.ts";
import type { Clause } from "../../sql/clause.ts";
import type { IndexDefinition, IndexPart } from "../../sql/definition.ts";
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
import { hasDocId } from "./table-facts.ts";

export function addIndexCost({ indexDefinition }: Clause, situation: Situation): Effect | undefined {
  if (!indexDefinition) return undefined;
  const { table, clauses, engine } = situation;
  const { kind, parts } = indexDefinition;
  if (kind === "fulltext") return hasDocId(table) ? inplaceShared : rebuildShared;
  if (kind === "spatial") return inplaceShared;
  const twin = clauses.some((clause) => isTwin(table, clause, indexDefinition));
  if (twin && engine.flavour === "mysql") return instant;
  if (!clusteringIndex(table) && mayCluster(table, indexDefinition)) return rebuild;
  return parts.some((part) => isExpression(part) || isNewVirtual(part, clauses)) ? inplaceShared : inplace;
}

function isExpression({ expression }: IndexPart): boolean {
  return expression !== undefined;
}

/** A virtual column that comes with the same statement has to be computed for every row. */
function isNewVirtual({ column = "" }: IndexPart, clauses: readonly Clause[]): boolean {
  return clauses.some(
    ({ kind, definition }) =>
      kind === "add-column" &&
      definition?.generated?.stored === false &&
      foldName(definition.name) === foldName(column),
  );
}

/** The same index is dropped and added again, perhaps with another USING: InnoDB has B-trees only, so nothing happens. */
function isTwin(table: Table, { kind, index }: Clause, added: IndexDefinition): boolean {
  if (kind !== "drop-index" || added.name === undefined || foldName(index ?? "") !== foldName(added.name))
    return false;
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

export function dropIndexCost({ index = "" }: Clause, situation: Situation): Effect | undefined {
  const { table, clauses, engine } = situation;
  const found = findIndex(table, index);
  if (!found) return table.complete ? inplace : undefined;
  const added = clauses.find(
    ({ indexDefinition }) => foldName(indexDefinition?.name ?? "") === foldName(index),
  );
  const twin = added?.indexDefinition && shape(added.indexDefinition) === shape(found);
  if (twin && engine.flavour === "mysql") return instant;
  return found === clusteringIndex(table) ? (clusteringEffect(situation) ?? inplace) : inplace;
}

export function dropPrimaryKeyCost(_: unknown, situation: Situation): Effect {
  return clusteringEffect(situation) ?? rebuild;
}

/** Rows are held against a check that is enforced only now. */
export function alterCheck({ check }: Clause, { table }: Situation): Effect {
  const before = table.checks.find(({ name }) => foldName(name) === foldName(check?.name ?? ""));
  return check?.enforced && !before?.enforced ? copy : instant;
}

export function addCheckCost({ check }: Clause, { engine }: Situation): Effect {
  if (engine.version < 80016) return instant;
  return check?.enforced === false ? instant : copy;
}

/** DROP CONSTRAINT drops whatever has the name. */
export function dropConstraintCost(clause: Clause, situation: Situation): Effect | undefined {
  const wanted = foldName(clause.index ?? "");
  const { foreignKeys, checks } = situation.table;
  if (foreignKeys.some(({ name }) => foldName(name) === wanted)) return inplace;
  if (checks.some(({ name }) => foldName(name) === wanted)) return instant;
  return findIndex(situation.table, wanted) ? dropIndexCost(clause, situation) : undefined;
}

import { findColumn } from "../../schema/table.ts";
import type { Clause } from "../../sql/clause.ts";
import { indexDefinitionOf } from "../../sql/clause-parts.ts";
import { clashes } from "./clashes.ts";
import { clusteringEffect } from "./clustering.ts";
import { copy, type Effect, inplace, rebuildShared, type Situation, together } from "./effect.ts";
import { modification } from "./modify-column.ts";
import { type OnlineClause, onlineKinds } from "./online-kinds.ts";
import { isInnodb, withinTable } from "./table-facts.ts";

/** The weakest clause decides, and some do not go together at all; undefined = cannot be told. */
export function combine(effects: readonly (Effect | undefined)[], situation: Situation): Effect | undefined {
  let combined = effects.reduce(bothKnown);
  if (!combined || !isInnodb(situation.table)) return combined;
  const clustering = clusteringEffect(situation);
  if (clustering) combined = together(combined, withinTable(clustering, situation));
  if (!combined.inplace) return combined;
  if (clashes(combined, situation)) return copy;
  const { engine, clauses } = situation;
  if (engine.flavour === "mysql")
    return rewritesText(combined, situation) ? together(combined, rebuildShared) : combined;
  if (combined.inplace.rebuilds && clauses.some((clause) => indexesVirtual(clause, situation)))
    return together(combined, rebuildShared);
  // MariaDB changes an option of the table at once only by itself.
  const options = clauses.filter(changesDefinition).length;
  return options > 0 && options < clauses.length ? together(combined, inplace) : combined;
}

function changesDefinition({ kind }: OnlineClause): boolean {
  return onlineKinds[kind] === "definition";
}

function bothKnown(a: Effect | undefined, b: Effect | undefined): Effect | undefined {
  return a && b && together(a, b);
}

/** A virtual column has to be computed for the index while the table is rebuilt. */
function indexesVirtual(clause: Clause, { table }: Situation): boolean {
  const isVirtual = (name: string) => findColumn(table, name)?.generated?.stored === false;
  return indexDefinitionOf(clause)?.parts.some(({ column = "" }) => isVirtual(column)) === true;
}

/**
 * A CHAR or a TEXT that changes its collation keeps writers out where the table is rebuilt, and where an option of the table
 * changes too, it is.
 */
function rewritesText({ inplace }: Effect, situation: Situation): boolean {
  const { clauses } = situation;
  if (!inplace?.rebuilds && !clauses.some(changesDefinition)) return false;
  return clauses.some((clause) => recollates(clause, situation));
}

function recollates(clause: Clause, situation: Situation): boolean {
  const change = clause.kind === "modify-column" ? modification(clause, situation) : undefined;
  return change?.type === "text" && change.before.type.name !== "varchar";
}

import { type Catalog, tableKey } from "../schema/catalog.ts";
import { inSession, isTemporary, type Session } from "../schema/session.ts";
import type { TableName } from "../sql/definition.ts";
import type { SplitStatement } from "../sql/statement.ts";
import type { Clause } from "../sql/statements/clause.ts";
import type { Syntax } from "../sql/statements/read-statement.ts";
import type { Engine } from "../sql/token.ts";
import type { Change, Cost, ReadStatement } from "./change.ts";
import { modification } from "./cost/modify-column.ts";
import { predictTable } from "./cost/predict-table.ts";
import { weakest } from "./cost/weakest.ts";
import { dataLoss, worstLoss } from "./data-loss.ts";

/** The schema and session before the statement. */
export interface Setting {
  catalog: Catalog;
  session: Session;
  engine: Engine | undefined;
}

const notApplicable: Cost = { algorithm: undefined, lock: undefined, rebuilds: undefined };

/** A statement with what it changes and what that costs. */
export function describeStatement(
  statement: SplitStatement,
  syntax: Syntax,
  setting: Setting,
): ReadStatement {
  const { clauses, requested } = syntax;
  const costs = new Map<Clause, Cost>();
  const totals: Cost[] = [];
  for (const [target, group] of byTable(clauses)) {
    const prediction = predictTable({ ...setting, target, clauses: group, type: syntax.type, requested });
    if (!prediction) continue;
    for (const [i, clause] of group.entries()) costs.set(clause, prediction.clauses[i] ?? notApplicable);
    totals.push(prediction);
  }
  const changes = clauses.flatMap((clause) =>
    describeClause(clause, costs.get(clause) ?? notApplicable, setting),
  );
  return {
    ...statement,
    type: syntax.type,
    source: syntax.source,
    parsed: syntax.parsed,
    unparsed: syntax.unparsed,
    tables: syntax.tables,
    hidden: syntax.hidden,
    changes,
    ...weakest(totals),
    dataLoss: worstLoss(changes.map((change) => change.dataLoss)),
  };
}

/** Clauses by the table that they name, in their order; a statement rarely names more than one. */
function byTable(clauses: readonly Clause[]): ReadonlyMap<TableName, Clause[]> {
  const groups = new Map<TableName, Clause[]>();
  const known = new Map<string, Clause[]>();
  for (const clause of clauses) {
    if (!clause.target) continue;
    const group = known.get(clause.table);
    if (group) {
      group.push(clause);
      continue;
    }
    const fresh = [clause];
    known.set(clause.table, fresh);
    groups.set(clause.target, fresh);
  }
  return groups;
}

function describeClause(clause: Clause, cost: Cost, setting: Setting): Change[] {
  const { catalog, session } = setting;
  const name = clause.target && inSession(clause.target, session);
  const temporary = name !== undefined && isTemporary(name, session);
  const table = name && !temporary ? catalog.tables.get(tableKey(name)) : undefined;
  const loss = temporary ? "none" : dataLoss(clause, { table, strict: session.strict });
  const isNew = name !== undefined && !temporary && catalog.created.has(tableKey(name));
  const facts = {
    cost,
    dataLoss: loss,
    ...(isNew ? { created: true } : {}),
    ...(temporary ? { temporary } : {}),
  };
  const change: Change = { ...clause, ...facts };
  if (clause.kind !== "modify-column" || !table)
    return clause.to && clause.kind === "modify-column" ? split(change) : [change];
  return refine(change, modification(table, clause));
}

/** CHANGE that renames is two facts, unless it does nothing else. */
function split(change: Change): Change[] {
  const { definition, ...rename } = change;
  return [{ ...rename, kind: "rename-column", dataLoss: "none" }, change];
}

/** What MODIFY and CHANGE really do, where the column is known. */
function refine(change: Change, known: ReturnType<typeof modification>): Change[] {
  if (!known) return change.to ? split(change) : [change];
  const keeps =
    known.type === "same" &&
    known.nullability === "same" &&
    known.generation !== "changed" &&
    !known.autoIncrement &&
    !known.srid &&
    !known.adds.key &&
    !known.adds.check &&
    !known.adds.references;
  if (!keeps) return change.to ? split(change) : [change];
  if (known.renames) return [{ ...change, kind: "rename-column" }];
  return [known.moves ? { ...change, kind: "reorder-column" } : change];
}

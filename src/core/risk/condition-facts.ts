import type { ReadStatement } from "../change/change.ts";
import type { ConditionFacts, Target } from "../policy/policy.ts";
import { affectedRows } from "./affected-rows.ts";
import type { RiskContext } from "./factor.ts";

export interface PullFacts {
  labels: readonly string[] | undefined;
  author: string | undefined;
}

/**
 * What the conditions of the policy are asked about: once per table of the statement, each with the changes of that
 * table, so that a rule over a table and a kind never matches two tables' halves. A table without a change of its own
 * gets all kinds, which is the safe side. Names are bare: `shop.payment_1` is `payment_1`, whoever writes it how.
 */
export function conditionFacts(
  context: Pick<RiskContext, "statement" | "catalog">,
  target: Target,
  project: string,
  score: number,
  pull: PullFacts,
): ConditionFacts[] {
  const { statement } = context;
  const kinds = kindsByTable(statement);
  const affected = affectedRows(context);
  const all = [...new Set(statement.changes.map(({ kind }) => kind))];
  const tables = [...new Set([...kinds.keys(), ...statement.tables.map(({ table }) => table)])].filter(
    (table) => table !== "",
  );
  return (tables.length > 0 ? tables : [""]).map((table) => ({
    environment: target.environment,
    project,
    database: target.database,
    engine: target.engine,
    instance: target.instance,
    labels: target.labels,
    source: statement.source,
    statement_type: statement.type,
    change_kinds: [...(kinds.get(table) ?? all)],
    table,
    tables,
    ...sizes(statement, table, affected),
    algorithm: shapesTables.has(statement.type) || statement.source === "unknown" ? statement.algorithm : "",
    score,
    pr_labels: pull.labels,
    author: pull.author,
  }));
}

/** Statements that the server runs by an algorithm of online DDL. */
const shapesTables: ReadonlySet<string> = new Set(["ALTER_TABLE", "CREATE_INDEX", "DROP_INDEX"]);

function kindsByTable(statement: ReadStatement): Map<string, Set<string>> {
  const kinds = new Map<string, Set<string>>();
  for (const { kind, target, table } of statement.changes) {
    const name = target?.table ?? table;
    kinds.set(name, (kinds.get(name) ?? new Set()).add(kind));
  }
  return kinds;
}

/** Nothing is in a table that the same pull request creates, nor in none; anything else is unknown. */
function sizes(
  statement: ReadStatement,
  table: string,
  affected: number | undefined,
): Pick<ConditionFacts, "affected_rows" | "table_rows" | "table_bytes"> {
  const own = statement.changes.filter((change) => (change.target?.table ?? change.table) === table);
  const untouched = table === "" && statement.source !== "dml" && statement.source !== "unknown";
  const fresh = own.length > 0 && own.every((change) => change.created || change.kind === "create-table");
  const rows = untouched || (fresh && statement.source === "ddl") ? 0 : affected;
  return {
    affected_rows: rows,
    table_rows: fresh || untouched ? 0 : undefined,
    table_bytes: fresh || untouched ? 0 : undefined,
  };
}

import type { DescribedStatement } from "../change/change.ts";
import type { ConditionFacts, Target } from "../policy/policy.ts";
import type { Clause } from "../sql/clause.ts";
import { affectedRows } from "./affected-rows.ts";
import type { RiskContext } from "./factor.ts";
import type { Size, TableSize } from "./table-sizes.ts";

export interface PullFacts {
  labels: readonly string[] | undefined;
  author: string | undefined;
}

interface ConditionInput {
  target: Target;
  project: string;
  score: number;
  pull: PullFacts;
  /** Of the statement's tables on the target. */
  sizes: readonly TableSize[];
}

/**
 * What the conditions of the policy are asked about: once per table of the statement, each with the changes of that
 * table, so that a rule over a table and a kind never matches two tables' halves. A table without a change of its own
 * gets all kinds, which is the safe side. Names are bare: `shop.payment_1` is `payment_1`, whoever writes it how.
 */
export function conditionFacts(
  context: Pick<RiskContext, "statement" | "catalog">,
  { target, project, score, pull, sizes }: ConditionInput,
): ConditionFacts[] {
  const { statement } = context;
  const kinds = kindsByTable(statement);
  const all = [...new Set(statement.changes.map(({ clause }) => clause.kind))];
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
    ...sizeFacts(context, table, sizes),
    algorithm: shapesTables.has(statement.type) || statement.source === "unknown" ? statement.algorithm : "",
    score,
    pr_labels: pull.labels,
    author: pull.author,
  }));
}

/** Statements that the server runs by an algorithm of online DDL. */
const shapesTables: ReadonlySet<string> = new Set(["ALTER_TABLE", "CREATE_INDEX", "DROP_INDEX"]);

function kindsByTable(statement: DescribedStatement): Map<string, Set<string>> {
  const kinds = new Map<string, Set<string>>();
  for (const { clause } of statement.changes) {
    const name = bareName(clause);
    kinds.set(name, (kinds.get(name) ?? new Set()).add(clause.kind));
  }
  return kinds;
}

/** "" = no table. */
function bareName({ target }: Clause): string {
  return target?.table ?? "";
}

/** Nothing is in a table that the same pull request creates, nor in none; what no database tells is unknown. */
function sizeFacts(
  context: Pick<RiskContext, "statement" | "catalog">,
  table: string,
  sizes: readonly TableSize[],
): Pick<ConditionFacts, "affected_rows" | "table_rows" | "table_bytes"> {
  const { statement } = context;
  const own = statement.changes.filter((change) => bareName(change.clause) === table);
  const untouched =
    table === "" &&
    statement.source !== "dml" &&
    statement.source !== "unknown" &&
    own.every(({ clause }) => clause.kind !== "drop-database");
  const fresh =
    own.length > 0 && own.every(({ clause, created }) => created || clause.kind === "create-table");
  const size = fresh || untouched ? { rows: 0, bytes: 0 } : sizeOf(table, sizes);
  return {
    affected_rows: statement.source === "ddl" || untouched ? size?.rows : mostRows(context, sizes),
    table_rows: size?.rows,
    table_bytes: size?.bytes,
  };
}

/** The largest of that name; unknown where one of them is. */
function sizeOf(name: string, sizes: readonly TableSize[]): Size | undefined {
  let largest: Size | undefined;
  for (const { table, size } of sizes) {
    if (table !== name) continue;
    if (size === undefined) return undefined;
    const { rows, bytes } = largest ?? { rows: 0, bytes: 0 };
    largest = { rows: Math.max(rows, size.rows), bytes: Math.max(bytes, size.bytes) };
  }
  return largest;
}

/** What the statement's own text bounds; where it bounds nothing, an UPDATE or DELETE changes no more than there is. */
function mostRows(
  context: Pick<RiskContext, "statement" | "catalog">,
  sizes: readonly TableSize[],
): number | undefined {
  const bound = affectedRows(context);
  const { changes, parsed } = context.statement;
  if (bound !== undefined || !parsed || changes.length === 0) return bound;
  let rows = 0;
  for (const { clause, created } of changes) {
    // What the same pull request fills may hold anything.
    const isKnown = (clause.kind === "update" || clause.kind === "delete") && !created;
    const size = isKnown ? sizeOf(clause.target.table, sizes) : undefined;
    if (size === undefined) return undefined;
    rows += size.rows;
  }
  return rows;
}

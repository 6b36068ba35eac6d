import type { Change, DescribedStatement } from "../change/change.ts";
import type { ConditionFacts, Target } from "../policy/policy.ts";
import { nameOfKey } from "../schema/names.ts";
import type { ClauseKind } from "../sql/clause.ts";
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

type Context = Pick<RiskContext, "statement" | "catalog">;

/**
 * What the conditions of the policy are asked about: once per table of the statement, each with the changes of that
 * table, so that a rule over a table and a kind never matches two tables' halves. A table without a change of its own
 * gets all kinds, which is the safe side. Names are bare: `shop.payment_1` is `payment_1`, whoever writes it how.
 */
export function conditionFacts(context: Context, input: ConditionInput): ConditionFacts[] {
  const { statement } = context;
  const fired = statement.fired.flatMap(({ changes }) => changes.filter(({ clause }) => clause.deferred));
  const byTable = changesByTable([...statement.changes, ...fired]);
  const all = kindsOf([...statement.changes, ...fired]);
  const behind = [...(statement.views?.tables.keys() ?? [])].map((key) => nameOfKey(key).table);
  const named = [...byTable.keys(), ...statement.tables.map(({ table }) => table), ...behind];
  const tables = [...new Set(named)].filter((table) => table !== "");
  const shared = sharedFacts(statement, input);
  if (tables.length === 0 && mayBeAboutAny(statement)) {
    const affected = statement.changes.some(dropsDatabase) ? undefined : 0;
    const about = { table: undefined, tables: undefined, ...unknownSize };
    return [{ ...shared, change_kinds: all, ...about, affected_rows: affected }];
  }
  const sizes = sizesByTable(input.sizes);
  const rows = mostRows(context, sizes);
  return (tables.length > 0 ? tables : [""]).map((table) => {
    const own = byTable.get(table);
    const kinds = own ? kindsOf(own) : all;
    return {
      ...shared,
      change_kinds: kinds,
      table,
      tables,
      ...sizeFacts(statement, table, own ?? [], { sizes, rows }),
    };
  });
}

type OfStatement = "change_kinds" | "table" | "tables" | "affected_rows" | "table_rows" | "table_bytes";

function sharedFacts(
  { source, type, algorithm }: DescribedStatement,
  { target, project, score, pull }: ConditionInput,
): Omit<ConditionFacts, OfStatement> {
  const { environment, database, engine, instance, labels } = target;
  return {
    environment,
    project,
    database,
    engine,
    instance,
    labels,
    source,
    statement_type: type,
    algorithm: shapesTables.has(type) || source === "unknown" ? algorithm : "",
    score,
    pr_labels: pull.labels,
    author: pull.author,
  };
}

const unknownSize = { table_rows: undefined, table_bytes: undefined };

/**
 * A GRANT or REVOKE of all tables of a database, of a role, of a program changes no rows, but whose it is not said; a
 * database is dropped with all of its tables.
 */
function mayBeAboutAny({ changes }: DescribedStatement): boolean {
  return changes.some((change) => change.clause.kind === "privilege" || dropsDatabase(change));
}

function dropsDatabase({ clause }: Change): boolean {
  const replaces = clause.kind === "create-database" && clause.condition === "or-replace";
  return replaces || clause.kind === "drop-database";
}

/** Statements that the server runs by an algorithm of online DDL. */
const shapesTables: ReadonlySet<string> = new Set(["ALTER_TABLE", "CREATE_INDEX", "DROP_INDEX"]);

function kindsOf(changes: readonly Change[]): ClauseKind[] {
  return [...new Set(changes.map(({ clause }) => clause.kind))];
}

/** By bare name; "" = no table. */
function changesByTable(changes: readonly Change[]): ReadonlyMap<string, readonly Change[]> {
  const byTable = new Map<string, Change[]>();
  for (const change of changes) {
    const table = change.clause.target?.table ?? "";
    const known = byTable.get(table);
    if (known) known.push(change);
    else byTable.set(table, [change]);
  }
  return byTable;
}

/** Of the tables of each bare name the largest; undefined where one of them is not known. */
type Sizes = ReadonlyMap<string, Size | undefined>;

function sizesByTable(sizes: readonly TableSize[]): Sizes {
  const byTable = new Map<string, Size | undefined>();
  for (const { table, size } of sizes) {
    const larger = byTable.has(table) ? byTable.get(table) : { rows: 0, bytes: 0 };
    const isKnown = size !== undefined && larger !== undefined;
    const largest = isKnown && {
      rows: Math.max(larger.rows, size.rows),
      bytes: Math.max(larger.bytes, size.bytes),
    };
    byTable.set(table, largest || undefined);
  }
  return byTable;
}

/** Nothing is in a table that the same pull request creates, nor in none; what no database tells is unknown. */
function sizeFacts(
  { source }: DescribedStatement,
  table: string,
  own: readonly Change[],
  { sizes, rows }: { sizes: Sizes; rows: number | undefined },
): Pick<ConditionFacts, "affected_rows" | "table_rows" | "table_bytes"> {
  const untouched =
    table === "" &&
    source !== "dml" &&
    source !== "unknown" &&
    own.every(({ clause }) => clause.kind !== "drop-database");
  const fresh =
    own.length > 0 && own.every(({ clause, created }) => created || clause.kind === "create-table");
  const size = fresh || untouched ? { rows: 0, bytes: 0 } : sizes.get(table);
  const affected = source === "ddl" || untouched ? size?.rows : source === "dcl" ? 0 : rows;
  return { affected_rows: affected, table_rows: size?.rows, table_bytes: size?.bytes };
}

/** What the statement's own text bounds; where it bounds nothing, an UPDATE or DELETE changes no more than there is. */
function mostRows(context: Context, sizes: Sizes): number | undefined {
  const bound = affectedRows(context);
  const { changes, parsed } = context.statement;
  if (bound !== undefined || !parsed || changes.length === 0) return bound;
  let rows = 0;
  for (const { clause, created } of changes) {
    // What the same pull request fills may hold anything.
    const isKnown = (clause.kind === "update" || clause.kind === "delete") && !created;
    const size = isKnown ? sizes.get(clause.target.table) : undefined;
    if (size === undefined) return undefined;
    rows += size.rows;
  }
  return rows;
}

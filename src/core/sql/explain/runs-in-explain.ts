import { harmlessFunctions } from "../grammar/expressions/harmless-functions.ts";
import { childrenOf } from "../tree/children.ts";
import type { Expression, ExpressionKind, OfKind } from "../tree/expression.ts";
import { partsOfBody } from "../tree/parts.ts";
import type { CommonTable, Query, QueryBody, TableExpression } from "../tree/query.ts";
import { mayHaveManyRows } from "./many-rows.ts";

/** Why a server might run a part of a query while it only explains it; undefined = nothing in it can run. */
type Why = string | undefined;

/** The rows that an UPDATE or DELETE touches. */
interface RowsRead {
  readonly commonTables: readonly CommonTable[];
  readonly tables: readonly TableExpression[];
  readonly where: Expression | undefined;
}

/**
 * Why a server might run a part of a query while it only explains it; undefined = nothing in it can run. To tell how
 * many rows an index holds, the optimizer computes what is constant, and that is more than literals: MySQL 9.7 takes
 * the lock of `a = GET_LOCK('x', 0)`, sleeps in `(SELECT SLEEP(9)) d`, sets `a = (@x := 5)`, and reads a million rows for
 * `a = (SELECT COUNT(*) …)`, `NOT EXISTS (SELECT …)` or a derived table of one row; MariaDB 11.8 burns BENCHMARK.
 */
export function queryRunsInExplain({ commonTables, body, orderBy, limit, into, locks }: Query): Why {
  if (into) return stores;
  if (locks) return "it locks what it reads";
  const sorted = orderBy.map(({ expression }) => expression);
  const bounds = limit ? [limit.count, ...(limit.offset ? [limit.offset] : [])] : [];
  return ofCommonTables(commonTables) ?? ofBody(body) ?? ofExpressions([...sorted, ...bounds]);
}

export function rowsRunInExplain({ commonTables, tables, where }: RowsRead): Why {
  return ofCommonTables(commonTables) ?? first(tables, ofTable) ?? (where && ofExpression(where));
}

const stores = "it writes what it reads somewhere";
const subqueryRuns = "a subquery of it might be run to explain it";

function first<Part>(parts: readonly Part[], why: (part: Part) => Why): Why {
  for (const part of parts) {
    const found = why(part);
    if (found !== undefined) return found;
  }
  return undefined;
}

function ofCommonTables(commonTables: readonly CommonTable[]): Why {
  return first(commonTables, ({ query }) => ofDerived(query));
}

/** A table of one row is read at once; one of many rows is planned and left alone. */
function ofDerived(query: Query): Why {
  return mayHaveManyRows(query) ? queryRunsInExplain(query) : subqueryRuns;
}

type BodyOf<K extends QueryBody["kind"]> = Extract<QueryBody, { kind: K }>;

const bodies: { readonly [K in QueryBody["kind"]]: (body: BodyOf<K>) => Why } = {
  select: (body) => {
    const { tables, expressions } = partsOfBody(body);
    return body.into ? stores : (first(tables, ofTable) ?? ofExpressions(expressions));
  },
  values: ({ rows }) => ofExpressions(rows.flat()),
  "set-operation": (body) => first(partsOfBody(body).bodies, ofBody),
  enclosed: ({ query }) => queryRunsInExplain(query),
};

function ofBody(body: QueryBody): Why {
  // One entry per kind, so the entry fits the node; TypeScript cannot follow that through an index.
  return (bodies[body.kind] as (body: QueryBody) => Why)(body);
}

type TableOf<K extends TableExpression["kind"]> = Extract<TableExpression, { kind: K }>;

const tables: { readonly [K in TableExpression["kind"]]: (table: TableOf<K>) => Why } = {
  table: ({ sample }) => sample && "a sample of its rows might be taken to explain it",
  derived: ({ query }) => ofDerived(query),
  "json-table": () => run("JSON_TABLE"),
  join: ({ first: left, rest }) =>
    ofTable(left) ?? first(rest, ({ table, on }) => ofTable(table) ?? (on && ofExpression(on))),
};

function ofTable(table: TableExpression): Why {
  return (tables[table.kind] as (table: TableExpression) => Why)(table);
}

function run(name: string): string {
  return `${name}() might be run to explain it`;
}

const only = (name: string) => `only the session that runs it knows ${name}`;
const nothing = () => undefined;

/** What a node itself would have the server do. Exhaustive: a new kind does not compile until it says so. */
const reasons: { readonly [K in ExpressionKind]: (node: OfKind<K>) => Why } = {
  number: nothing,
  text: nothing,
  bits: nothing,
  temporal: nothing,
  null: nothing,
  truth: nothing,
  default: nothing,
  parameter: () => "it has a parameter",
  "user-variable": ({ name }) => only(`@${name}`),
  "system-variable": ({ name }) => only(`@@${name}`),
  assignment: ({ variable }) => only(`@${variable}`),
  column: nothing,
  "default-of": () => run("DEFAULT"),
  "inserted-value": nothing,
  "sequence-value": () => "it counts a sequence on",
  call: ({ name, foreign }) => (foreign || !harmlessFunctions.has(name) ? run(name) : undefined),
  cast: nothing,
  "convert-using": nothing,
  collate: nothing,
  "at-time-zone": nothing,
  "json-path": nothing,
  match: nothing,
  interval: nothing,
  sign: nothing,
  not: nothing,
  arithmetic: nothing,
  concatenation: nothing,
  and: nothing,
  or: nothing,
  xor: nothing,
  comparison: nothing,
  quantified: () => subqueryRuns,
  is: nothing,
  "in-list": nothing,
  // One that a column is sought in is planned and left alone; for a constant, the answer would be one.
  "in-subquery": ({ value, query }) =>
    value.kind === "column" && query.body.kind !== "enclosed" ? queryRunsInExplain(query) : subqueryRuns,
  between: nothing,
  like: nothing,
  regexp: nothing,
  "sounds-like": nothing,
  "member-of": nothing,
  case: nothing,
  row: nothing,
  subquery: () => subqueryRuns,
  exists: () => subqueryRuns,
};

function ofExpressions(expressions: readonly Expression[]): Why {
  return first(expressions, ofExpression);
}

function ofExpression(node: Expression): Why {
  const own = (reasons[node.kind] as (node: Expression) => Why)(node);
  return own ?? ofExpressions(childrenOf(node).expressions);
}

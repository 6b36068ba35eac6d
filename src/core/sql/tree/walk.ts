import { childrenOf } from "./children.ts";
import type { Expression } from "./expression.ts";
import { partsOfBody, partsOfQuery, partsOfStatement, partsOfTable, type QueryParts } from "./parts.ts";
import type { Query } from "./query.ts";
import type { DataStatement } from "./statement.ts";

/** Every expression in and below an expression, its subqueries included. */
export function* expressionsIn(expression: Expression): Generator<Expression> {
  yield* walk({ expressions: [expression] });
}

export function* expressionsInQuery(query: Query): Generator<Expression> {
  yield* walk({ queries: [query] });
}

export function* expressionsInStatement(statement: DataStatement): Generator<Expression> {
  yield* walk(partsOfStatement(statement));
}

/** Every query in a statement; `exists` = all that is asked of it is whether it has rows. */
export function* queriesInStatement(
  statement: DataStatement,
): Generator<{ readonly query: Query; readonly exists: boolean }> {
  const open: Open = { expressions: [], queries: [], bodies: [], tables: [] };
  const asked = new Set<Query>();
  add(open, partsOfStatement(statement));
  for (;;) {
    const expression = open.expressions.pop();
    if (expression?.kind === "exists") asked.add(expression.query);
    const query = expression ? undefined : open.queries.pop();
    if (query) yield { query, exists: asked.has(query) };
    const parts = expression ? childrenOf(expression) : query ? partsOfQuery(query) : nextParts(open);
    if (!parts) return;
    add(open, parts);
  }
}

type Open = { [K in keyof QueryParts]: QueryParts[K][number][] };

/** Iterative: what is still to be visited waits in lists. */
function* walk(start: Partial<QueryParts>): Generator<Expression> {
  const open: Open = { expressions: [], queries: [], bodies: [], tables: [] };
  add(open, start);
  for (;;) {
    const expression = open.expressions.pop();
    if (expression) yield expression;
    const parts = expression ? childrenOf(expression) : nextParts(open);
    if (!parts) return;
    add(open, parts);
  }
}

function add(open: Open, { expressions = [], queries = [], bodies = [], tables = [] }: Partial<QueryParts>) {
  for (const one of expressions) open.expressions.push(one);
  for (const one of queries) open.queries.push(one);
  for (const one of bodies) open.bodies.push(one);
  for (const one of tables) open.tables.push(one);
}

function nextParts(open: Open): QueryParts | undefined {
  const query = open.queries.pop();
  if (query) return partsOfQuery(query);
  const body = open.bodies.pop();
  if (body) return partsOfBody(body);
  const table = open.tables.pop();
  return table && partsOfTable(table);
}

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

/** Iterative: what is still to be visited waits in lists. */
function* walk(start: Partial<QueryParts>): Generator<Expression> {
  const open = {
    expressions: [...(start.expressions ?? [])],
    queries: [...(start.queries ?? [])],
    bodies: [...(start.bodies ?? [])],
    tables: [...(start.tables ?? [])],
  };
  const add = ({ expressions, queries, bodies, tables }: QueryParts) => {
    for (const one of expressions) open.expressions.push(one);
    for (const one of queries) open.queries.push(one);
    for (const one of bodies) open.bodies.push(one);
    for (const one of tables) open.tables.push(one);
  };
  for (;;) {
    const expression = open.expressions.pop();
    if (expression) {
      yield expression;
      const below = childrenOf(expression);
      for (const one of below.expressions) open.expressions.push(one);
      for (const one of below.queries) open.queries.push(one);
      continue;
    }
    const query = open.queries.pop();
    const body = query ? undefined : open.bodies.pop();
    const table = query || body ? undefined : open.tables.pop();
    if (query) add(partsOfQuery(query));
    else if (body) add(partsOfBody(body));
    else if (table) add(partsOfTable(table));
    else return;
  }
}

import type { Select, TableExpression } from "../query.ts";
import type { Resolution } from "../resolve/resolve.ts";
import type { TableSource } from "../resolve/scope.ts";

/** The table whose rows a SELECT answers, all of them, each once or with its like; undefined = it chooses or joins. */
export function wholeSource(select: Select, resolution: Resolution): TableSource | undefined {
  const { from, where, groupBy, having, qualify } = select;
  const [table, ...more] = from;
  if (!table || more.length > 0 || where || groupBy.length > 0 || having || qualify) return undefined;
  return wholeTable(table, resolution);
}

/** The same of a table of a FROM, which may be a query. */
export function wholeTable(table: TableExpression, resolution: Resolution): TableSource | undefined {
  switch (table.kind) {
    case "table":
      return table.partitions.length === 0 && !table.sample ? resolution.sources.get(table) : undefined;
    case "derived": {
      const { body, limit, commonTables } = table.query;
      const isPlain = body.kind === "select" && !limit && commonTables.length === 0;
      return isPlain && !hasAggregate(body) ? wholeSource(body, resolution) : undefined;
    }
    case "json-table":
    case "join":
      return undefined;
  }
}

/** Any function might be one, and makes one row of all. */
function hasAggregate({ items }: Select): boolean {
  return items.some((item) => item.kind === "item" && item.expression.kind !== "column");
}

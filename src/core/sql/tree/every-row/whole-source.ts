import { leavesOut } from "../limit.ts";
import type { Query, Select, TableExpression } from "../query.ts";
import type { Resolution } from "../resolve/resolve.ts";
import type { TableSource } from "../resolve/scope.ts";

/** A stored table of which all rows are read, each once or with its like. */
export interface Whole {
  readonly source: TableSource;
  /** The common tables that it is read through. */
  readonly through: readonly TableSource[];
}

/** The table whose rows a SELECT answers; its WHERE is left aside. undefined = it groups or joins. */
export function wholeSource(select: Select, resolution: Resolution): Whole | undefined {
  const { from, groupBy, having, qualify } = select;
  const [table, ...more] = from;
  if (!table || more.length > 0 || groupBy.length > 0 || having || qualify) return undefined;
  return wholeTable(table, resolution);
}

/** The same of a table of a FROM, which may be a query, and then chooses none. */
export function wholeTable(table: TableExpression, resolution: Resolution): Whole | undefined {
  switch (table.kind) {
    case "table": {
      const source = resolution.sources.get(table);
      if (!source || table.partitions.length > 0 || table.sample) return undefined;
      if (!source.common) return { source, through: [] };
      const whole = wholeQuery(source.common, resolution);
      return whole && { ...whole, through: [source, ...whole.through] };
    }
    case "derived":
      return wholeQuery(table.query, resolution);
    case "json-table":
    case "join":
      return undefined;
  }
}

function wholeQuery({ body, limit }: Query, resolution: Resolution): Whole | undefined {
  const isPlain = body.kind === "select" && !body.where && !leavesOut(limit);
  return isPlain && !hasAggregate(body) ? wholeSource(body, resolution) : undefined;
}

/** Any function might be one, and makes one row of all. */
function hasAggregate({ items }: Select): boolean {
  return items.some((item) => item.kind === "item" && item.expression.kind !== "column");
}

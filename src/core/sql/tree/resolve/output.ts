import type { Expression } from "../expression.ts";
import type { Query, QueryBody, Select, SelectItem } from "../query.ts";
import type { DataStatement } from "../statement.ts";
import {
  type ColumnShape,
  type KnownTables,
  type QueryBlock,
  type Resolved,
  sourceNamed,
  type TableShape,
} from "./scope.ts";

/** What is resolved so far. */
interface Known {
  readonly columns: ReadonlyMap<Expression, Resolved>;
  readonly blocks: ReadonlyMap<DataStatement | QueryBody, QueryBlock>;
  readonly tables: KnownTables;
}

/** The columns of a query's answer, whose names are resolved already. */
export function columnsOfQuery({ body }: Pick<Query, "body">, known: Known): TableShape {
  switch (body.kind) {
    case "select":
      return columnsOfSelect(body, known);
    case "values":
      return columnsOfRows(body.rows);
    case "set-operation":
      return unitedShape(
        [body.first, ...body.rest.map(({ operand }) => operand)].map((part) =>
          columnsOfQuery({ body: part }, known),
        ),
      );
    case "enclosed":
      return columnsOfQuery(body.query, known);
  }
}

/** Called as the first query calls them; NULL where any of them has it. */
function unitedShape(shapes: readonly TableShape[]): TableShape {
  const [first] = shapes;
  const columns = (first?.columns ?? []).map(({ name }, i): ColumnShape => {
    const united = shapes.map(({ columns: own }) => own[i] ?? { name, nullable: true, type: undefined });
    return { name, nullable: undefined, type: undefined, united };
  });
  return { columns, complete: shapes.every(({ complete }) => complete) };
}

function columnsOfRows([first, ...others]: readonly (readonly Expression[])[]): TableShape {
  const columns = (first ?? []).map((value, i): ColumnShape => {
    const computed = [value, ...others.flatMap((row) => row[i] ?? [])];
    return { name: `column_${i}`, nullable: undefined, type: undefined, computed };
  });
  return { columns, complete: true };
}

function columnsOfSelect(select: QueryBody & Select, known: Known): TableShape {
  const block = known.blocks.get(select);
  const parts = select.items.map((item) => columnsOfItem(item, block, known));
  const columns = parts.flatMap((part) => part.columns);
  return {
    columns: select.rollup ? columns.map((column) => ({ ...column, nullable: true })) : columns,
    complete: parts.every(({ complete }) => complete),
  };
}

function columnsOfItem(item: SelectItem, block: QueryBlock | undefined, known: Known): TableShape {
  if (item.kind === "star") return columnsOfStar(item, block);
  const { expression, alias } = item;
  const resolved = expression.kind === "column" ? known.columns.get(expression) : undefined;
  const name = alias ?? (expression.kind === "column" ? expression.name : "");
  const type = resolved?.kind === "column" ? resolved.column?.type : undefined;
  return { columns: [{ name, nullable: undefined, type, computed: [expression] }], complete: true };
}

function columnsOfStar(
  { database, table }: SelectItem & { kind: "star" },
  block: QueryBlock | undefined,
): TableShape {
  if (!block) return { columns: [], complete: false };
  const source = table === undefined ? undefined : sourceNamed(block, database, table);
  const sources = table === undefined ? block.sources : source ? [source] : [];
  // With USING the columns stand in another order, and merged ones once.
  const complete = sources.length > 0 && sources.every((one) => one.complete) && block.merged.size === 0;
  const columns = sources.flatMap((one) =>
    one.columns.map((column): ColumnShape => {
      const { name, nullable, type } = column;
      return { name, nullable: one.nullable ? true : nullable, type, origin: { source: one, column } };
    }),
  );
  return { columns, complete: complete && !block.uncertain };
}

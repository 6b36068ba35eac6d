import { findTable } from "../schema/catalog.ts";
import type { Table } from "../schema/table.ts";
import type { TableName } from "../sql/definition.ts";
import type { RiskContext } from "./factor.ts";

/** The table that a name of the statement means, as the catalog has it; undefined = not known, or none is named. */
export function knownTable(
  name: TableName | undefined,
  { catalog, statement }: Pick<RiskContext, "catalog" | "statement">,
): Table | undefined {
  return name && findTable(catalog, name, statement.scope);
}

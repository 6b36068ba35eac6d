import type { TableName } from "../sql/definition.ts";

export interface ObjectName {
  database: string;
  name: string;
}

/** A table for who asks the server: without a database it is in the current one. */
export function objectName({ database, table }: TableName, current: string): ObjectName {
  return { database: database ?? current, name: table };
}

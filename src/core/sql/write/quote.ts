import type { TableName } from "../definition.ts";

/** https://dev.mysql.com/doc/refman/8.4/en/identifiers.html */
export function quoteName(name: string): string {
  return `\`${name.replaceAll("`", "``")}\``;
}

export function quoteTable({ database, table }: TableName): string {
  return database === undefined ? quoteName(table) : `${quoteName(database)}.${quoteName(table)}`;
}

/** For a session whose backslashes escape, as they do by default (manual 11.1.1). */
export function quoteText(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}

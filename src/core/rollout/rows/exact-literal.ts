import { quoteName } from "../../sql/write/quote.ts";
import type { DescribedColumn } from "./described-table.ts";

/** How a value of a type is written so that the server reads the same value again, whatever the session's settings. */
type Written = "number" | "text" | "bytes" | "moment";

const keyTypes: Readonly<Record<string, Written>> = {
  tinyint: "number",
  smallint: "number",
  mediumint: "number",
  int: "number",
  bigint: "number",
  decimal: "number",
  char: "text",
  varchar: "text",
  binary: "bytes",
  varbinary: "bytes",
  date: "moment",
  datetime: "moment",
};

/**
 * SQL that gives the value of a key's column as a literal; undefined = values of its type do not come back exactly, or
 * sort in another way than they compare (ENUM), or depend on the session's zone (TIMESTAMP).
 */
export function keyLiteral({ name, type, charset }: DescribedColumn, alias: string): string | undefined {
  const written = Object.hasOwn(keyTypes, type) ? keyTypes[type] : undefined;
  const column = `${quoteName(alias)}.${quoteName(name)}`;
  switch (written) {
    case "number":
      return `CAST(${column} AS CHAR)`;
    case "text":
      return charset && /^\w+$/.test(charset) ? `CONCAT('_${charset} X''', HEX(${column}), '''')` : undefined;
    case "bytes":
      return `CONCAT('X''', HEX(${column}), '''')`;
    case "moment":
      return `CONCAT('''', CAST(${column} AS CHAR), '''')`;
    case undefined:
      return undefined;
  }
}

/** What `keyLiteral` gives, and nothing else: it goes into a statement as it stands. */
export function isKeyLiteral(text: string): boolean {
  return /^(-?\d+(\.\d+)?|(_\w+ )?X'[0-9A-F]*'|'\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d(\.\d+)?)?')$/.test(text);
}

import type { JsonTable } from "../../tree/query.ts";
import { type Cursor, expression, need, nested, parenthesised, take, takeAll } from "../cursor.ts";
import { onEmptyOrError } from "../expressions/function-call.ts";
import { charsetName, identifier, text } from "../names.ts";
import { dataType } from "../tables/data-type.ts";

/** JSON_TABLE(doc, path COLUMNS (…)) alias (manual 14.17.6). */
export function jsonTable(c: Cursor): Omit<JsonTable, "kind" | "alias"> {
  need(c, "JSON_TABLE");
  need(c, "(");
  const document = expression(c);
  need(c, ",");
  const path = expression(c);
  const columns = jsonColumns(c);
  need(c, ")");
  return { document, path, columns };
}

/** @returns the names of the columns, nested ones included. */
function jsonColumns(c: Cursor): readonly string[] {
  need(c, "COLUMNS");
  return parenthesised(c, jsonColumn).flat();
}

function jsonColumn(c: Cursor): readonly string[] {
  if (take(c, "NESTED")) {
    take(c, "PATH");
    text(c);
    return nested(c, jsonColumns);
  }
  const name = identifier(c);
  if (takeAll(c, "FOR", "ORDINALITY")) return [name];
  dataType(c);
  if (take(c, "COLLATE")) charsetName(c);
  take(c, "EXISTS");
  need(c, "PATH");
  text(c);
  onEmptyOrError(c);
  onEmptyOrError(c);
  return [name];
}

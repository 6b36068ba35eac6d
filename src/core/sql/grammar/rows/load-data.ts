import { type Cursor, list, need, needOne, parenthesised, peek, take, takeAll } from "../cursor.ts";
import { columnName, displayName, identifier, size, text, usedTable, whole } from "../names.ts";
import { fileFormat } from "../queries/file-format.ts";
import { assignment } from "./insert.ts";

/** LOAD DATA and LOAD XML from after their words on (manual 15.2.9, 15.2.10). */
export function loadData(c: Cursor) {
  if (!take(c, "LOW_PRIORITY")) take(c, "CONCURRENT");
  take(c, "FROM");
  take(c, "LOCAL");
  if (!take(c, "INFILE") && !take(c, "URL")) needOne(c, new Set(["S3"]));
  text(c);
  if (take(c, "COUNT")) whole(c);
  takeAll(c, "IN", "PRIMARY", "KEY", "ORDER");
  if (!take(c, "REPLACE")) take(c, "IGNORE");
  need(c, "INTO");
  need(c, "TABLE");
  const target = usedTable(c, "write");
  c.clauses.push({ kind: "load-data", table: displayName(target), target });
  if (take(c, "PARTITION")) parenthesised(c, identifier);
  if (take(c, "COMPRESSION")) {
    need(c, "=");
    text(c);
  }
  fileFormat(c);
  if (takeAll(c, "ROWS", "IDENTIFIED", "BY")) text(c);
  if (take(c, "IGNORE")) {
    whole(c);
    needOne(c, new Set(["LINES", "ROWS"]));
  }
  if (take(c, "(") && !take(c, ")")) {
    list(c, field);
    need(c, ")");
  }
  if (take(c, "SET")) list(c, assignment);
  bulkOptions(c);
}

/** How a bulk load shares its work (manual 15.2.9). */
function bulkOptions(c: Cursor) {
  if (take(c, "PARALLEL")) {
    need(c, "=");
    whole(c);
  }
  if (take(c, "MEMORY")) {
    need(c, "=");
    size(c);
  }
  if (!take(c, "ALGORITHM")) return;
  need(c, "=");
  need(c, "BULK");
}

function field(c: Cursor) {
  if (peek(c).kind === "variable") c.at++;
  else columnName(c);
}

import { type Cursor, list, need, needOne, parenthesised, peek, take } from "./cursor.ts";
import { assignment } from "./insert.ts";
import { columnName, displayName, identifier, text, usedTable, whole } from "./names.ts";
import { fileFormat } from "./query.ts";

/** LOAD DATA and LOAD XML from behind their words on (manual 15.2.9, 15.2.10). */
export function loadData(c: Cursor, what: "DATA" | "XML") {
  if (!take(c, "LOW_PRIORITY")) take(c, "CONCURRENT");
  if (!take(c, "FROM")) take(c, "LOCAL");
  if (!take(c, "INFILE") && !take(c, "URL")) needOne(c, new Set(["S3"]));
  text(c);
  if (!take(c, "REPLACE")) take(c, "IGNORE");
  need(c, "INTO");
  need(c, "TABLE");
  const target = usedTable(c, "write");
  c.clauses.push({ kind: "load-data", table: displayName(target), target });
  if (take(c, "PARTITION")) parenthesised(c, identifier);
  fileFormat(c);
  if (what === "XML" && take(c, "ROWS")) {
    need(c, "IDENTIFIED");
    need(c, "BY");
    text(c);
  }
  if (take(c, "IGNORE")) {
    whole(c);
    needOne(c, new Set(["LINES", "ROWS"]));
  }
  if (take(c, "(") && !take(c, ")")) {
    list(c, field);
    need(c, ")");
  }
  if (take(c, "SET")) list(c, assignment);
}

function field(c: Cursor) {
  if (peek(c).kind === "variable") c.at++;
  else columnName(c);
}

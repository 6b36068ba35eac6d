import { noteQuery } from "../building/place.ts";
import type { Cursor } from "../cursor.ts";
import { insert } from "../rows/insert.ts";
import { loadData } from "../rows/load-data.ts";
import { remove, update } from "../rows/update-delete.ts";
import type { StatementKind } from "./kind.ts";

/** Data Manipulation Statements (manual 15.2). What runs elsewhere or from a file is `unknown`: it cannot be read here. */
export const kindsOfManipulation: readonly StatementKind[] = [
  { opens: "INSERT", type: "INSERT", source: "dml", read: (c) => insert(c, "insert") },
  { opens: "REPLACE", type: "REPLACE", source: "dml", read: (c) => insert(c, "replace") },
  { opens: "UPDATE", type: "UPDATE", source: "dml", read: update },
  { opens: "DELETE", type: "DELETE", source: "dml", read: remove },
  { opens: "WITH common-tables UPDATE", type: "UPDATE", source: "dml", read: update },
  { opens: "WITH common-tables DELETE", type: "DELETE", source: "dml", read: remove },
  { opens: "WITH", type: "SELECT", source: "dml", read: fromFirstWord, clause: "select" },
  { opens: "SELECT", type: "SELECT", source: "dml", read: fromFirstWord, clause: "select" },
  { opens: "VALUES", type: "VALUES", source: "dml", read: fromFirstWord, clause: "select" },
  { opens: "TABLE", type: "TABLE", source: "dml", read: fromFirstWord, clause: "select" },
  { opens: "'('", type: "SELECT", source: "dml", read: fromFirstWord, clause: "select" },
  { opens: "DO", type: "DO", source: "dml", rest: "selected,...", clause: "select" },
  { opens: "CALL", type: "CALL", source: "unknown", rest: "object [ '(' [expr,...] ')' ]", clause: "call" },
  { opens: "LOAD DATA", type: "LOAD_DATA", source: "unknown", read: loadData },
  { opens: "LOAD XML", type: "LOAD_XML", source: "unknown", read: loadData },
  {
    opens: "IMPORT TABLE FROM",
    type: "IMPORT_TABLE",
    source: "unknown",
    rest: "text,...",
    clause: "load-data",
  },
  {
    opens: "HANDLER",
    type: "HANDLER",
    source: "unknown",
    rest: "{table OPEN [[AS] name]|handler {CLOSE|READ handler-read [WHERE expr] [limit]}}",
    clause: "select",
  },
];

function fromFirstWord(c: Cursor) {
  c.at--;
  noteQuery(c);
}

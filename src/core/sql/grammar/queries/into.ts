import { type Cursor, isNext, list, need, peek, take } from "../cursor.ts";
import { identifier, text } from "../names.ts";
import { noteFeature } from "../note-use.ts";
import { fileFormat } from "./file-format.ts";

/** INTO of a query, where it is next. */
export function takeInto(c: Cursor): boolean {
  const isNextHere = isNext(c, "INTO");
  if (isNextHere) into(c);
  return isNextHere;
}

/** INTO variables, or a file on the server: what that does cannot be read here. */
function into(c: Cursor) {
  need(c, "INTO");
  if (take(c, "DUMPFILE")) {
    text(c);
    writesTo(c, "DUMPFILE");
  } else if (take(c, "OUTFILE")) {
    text(c);
    writesTo(c, "OUTFILE");
    fileFormat(c);
  } else list(c, variable);
}

function writesTo(c: Cursor, file: "DUMPFILE" | "OUTFILE") {
  c.intoFile = file;
  noteFeature(c, "writes-file");
}

function variable(c: Cursor) {
  if (peek(c).kind === "variable") c.at++;
  else identifier(c);
}

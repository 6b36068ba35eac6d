import { type Cursor, isNext, need, peek, take, takeAll } from "../cursor.ts";
import { identifierOrText, text } from "../names.ts";

/** CHARACTER SET, FIELDS and LINES of SELECT … INTO OUTFILE and LOAD DATA (manual 15.2.9). */
export function fileFormat(c: Cursor) {
  if (takeAll(c, "CHARACTER", "SET") || take(c, "CHARSET")) identifierOrText(c);
  if (take(c, "FIELDS") || take(c, "COLUMNS"))
    do fieldOption(c);
    while (!endsFields(c));
  if (take(c, "LINES"))
    do lineOption(c);
    while (isNext(c, "STARTING") || isNext(c, "TERMINATED"));
}

function endsFields(c: Cursor): boolean {
  return !["TERMINATED", "OPTIONALLY", "ENCLOSED", "ESCAPED"].some((word) => isNext(c, word));
}

function fieldOption(c: Cursor) {
  if (take(c, "OPTIONALLY")) need(c, "ENCLOSED");
  else if (!take(c, "TERMINATED") && !take(c, "ENCLOSED")) need(c, "ESCAPED");
  need(c, "BY");
  fileText(c);
}

function lineOption(c: Cursor) {
  if (!take(c, "STARTING")) need(c, "TERMINATED");
  need(c, "BY");
  fileText(c);
}

function fileText(c: Cursor) {
  if (peek(c).kind === "number") c.at++;
  else text(c);
}

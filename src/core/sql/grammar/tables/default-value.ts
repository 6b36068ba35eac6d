import { noteDefinition } from "../building/place.ts";
import { bitExpression, type Cursor, expression, isNext, need, peek, take, textFrom } from "../cursor.ts";
import { literal } from "../expressions/literal.ts";
import { mayBeMariadb } from "../may-be.ts";
import { whole } from "../names.ts";

const nowWords = new Set(["CURRENT_TIMESTAMP", "LOCALTIME", "LOCALTIMESTAMP"]);

/** NOW(), CURRENT_TIMESTAMP[(fsp)] and their synonyms; NOW alone is a name. */
export function takeNow(c: Cursor): boolean {
  const { kind, upper } = peek(c);
  if (kind !== "word") return false;
  if (upper === "NOW" && isNext(c, "(", 1)) c.at += 2;
  else if (nowWords.has(upper)) {
    c.at++;
    if (!take(c, "(")) return true;
  } else return false;
  if (!isNext(c, ")")) whole(c);
  need(c, ")");
  return true;
}

/** What follows DEFAULT in a column definition (manual 11.6). */
export function defaultValue(c: Cursor): { text: string; isExpression: boolean } {
  const from = c.at;
  if (take(c, "(")) {
    noteDefinition(c, "default", expression(c));
    need(c, ")");
    return { text: textFrom(c, from), isExpression: true };
  }
  if (takeNow(c)) return { text: textFrom(c, from), isExpression: false };
  if (mayBeMariadb(c) && peek(c).kind === "word" && isNext(c, "(", 1)) {
    noteDefinition(c, "default", bitExpression(c));
    return { text: textFrom(c, from), isExpression: true };
  }
  signedLiteral(c);
  return { text: textFrom(c, from), isExpression: false };
}

/** A literal, or a number with a sign. */
export function signedLiteral(c: Cursor) {
  if (take(c, "-") || take(c, "+")) {
    if (peek(c).kind !== "number") need(c, "number");
    c.at++;
    return;
  }
  literal(c);
}

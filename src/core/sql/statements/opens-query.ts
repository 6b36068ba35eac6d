import { type Cursor, isNext, peek } from "./cursor.ts";

const openers = new Set(["SELECT", "WITH", "VALUES", "TABLE"]);

/** Does a query begin at this token, however many parentheses it hides in? */
export function opensQuery(c: Cursor, ahead = 0): boolean {
  let skip = ahead;
  while (isNext(c, "(", skip)) skip++;
  const { kind, upper } = peek(c, skip);
  if (kind !== "word" || !openers.has(upper)) return false;
  return upper !== "VALUES" || isNext(c, "ROW", skip + 1) || isNext(c, "(", skip + 1);
}

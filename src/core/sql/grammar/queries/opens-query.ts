import { type Cursor, deepest, isNext, peek } from "../cursor.ts";

const openers = new Set(["SELECT", "WITH", "VALUES", "TABLE"]);

/** Does a query begin at this token, however many parentheses it hides in? */
export function opensQuery(c: Cursor, ahead = 0): boolean {
  let skip = ahead;
  while (skip < deepest && isNext(c, "(", skip)) skip++;
  return isOpener(c, skip);
}

function isOpener(c: Cursor, ahead: number): boolean {
  const { kind, upper } = peek(c, ahead);
  if (kind !== "word" || !openers.has(upper)) return false;
  return upper !== "VALUES" || isNext(c, "ROW", ahead + 1) || isNext(c, "(", ahead + 1);
}

/** What goes on with a query whose first part stands in parentheses. */
const continuing = new Set([
  "UNION",
  "EXCEPT",
  "INTERSECT",
  "MINUS",
  "ORDER",
  "LIMIT",
  "INTO",
  "FOR",
  "LOCK",
]);

/**
 * Does the parenthesis at the cursor hold a query, and not an expression or a join that only begins with one, as in
 * `((SELECT 1) + 1)`? Told from what follows the inner parenthesis, so that nothing is read twice.
 */
export function enclosesQuery(c: Cursor): boolean {
  for (let ahead = 0; ahead < deepest && isNext(c, "(", ahead); ahead++) {
    if (!isNext(c, "(", ahead + 1)) return isOpener(c, ahead + 1);
    const closing = (c.closing ?? findClosing(c))[c.at + ahead + 1];
    if (closing === undefined || closing < 0) return false;
    const after = peek(c, closing + 1 - c.at);
    const goesOn = after.kind === "operator" ? after.value === ")" : continuing.has(after.upper);
    if (!goesOn) return false;
  }
  return false;
}

/** For each opening parenthesis the place of its closing one; -1 where there is none. */
function findClosing(c: Cursor): Int32Array {
  const closing = new Int32Array(c.tokens.length).fill(-1);
  const open: number[] = [];
  for (const [place, { kind, value }] of c.tokens.entries()) {
    if (kind !== "operator") continue;
    if (value === "(") open.push(place);
    else if (value === ")") {
      const opened = open.pop();
      if (opened !== undefined) closing[opened] = place;
    }
  }
  c.closing = closing;
  return closing;
}

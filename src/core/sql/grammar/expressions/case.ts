import type { Expression } from "../../tree/expression.ts";
import { recognised } from "../building/building.ts";
import { made } from "../building/place.ts";
import { type Cursor, expression, isNext, need, take } from "../cursor.ts";

/** `CASE [value] WHEN … THEN … [ELSE …] END` (manual 14.5). */
export function caseExpression(c: Cursor): Expression {
  const from = c.at;
  need(c, "CASE");
  const value = isNext(c, "WHEN") ? undefined : expression(c);
  const branches: { when: Expression; then: Expression }[] | undefined = c.building ? [] : undefined;
  do {
    need(c, "WHEN");
    const when = expression(c);
    need(c, "THEN");
    const then = expression(c);
    branches?.push({ when, then });
  } while (isNext(c, "WHEN"));
  const otherwise = take(c, "ELSE") ? expression(c) : undefined;
  need(c, "END");
  return branches ? made(c, from, { kind: "case", value, branches, otherwise }) : recognised;
}

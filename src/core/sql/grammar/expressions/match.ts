import type { Expression, ExpressionOf } from "../../tree/expression.ts";
import { recognised } from "../building/building.ts";
import { columnReference } from "../building/column-node.ts";
import { made } from "../building/place.ts";
import { bitExpression, type Cursor, isNext, list, need, parenthesised, takeAll } from "../cursor.ts";

/** MATCH (a, b) AGAINST ('…' IN BOOLEAN MODE): manual 14.9. */
export function match(c: Cursor): Expression {
  const from = c.at;
  need(c, "MATCH");
  const columns = isNext(c, "(") ? parenthesised(c, columnReference) : list(c, columnReference);
  need(c, "AGAINST");
  need(c, "(");
  const against = bitExpression(c);
  const mode = searchMode(c);
  need(c, ")");
  return c.building ? made(c, from, { kind: "match", columns, against, mode }) : recognised;
}

function searchMode(c: Cursor): ExpressionOf<"match">["mode"] {
  if (takeAll(c, "IN", "BOOLEAN", "MODE")) return "boolean";
  takeAll(c, "IN", "NATURAL", "LANGUAGE", "MODE");
  return takeAll(c, "WITH", "QUERY", "EXPANSION") ? "expansion" : "natural";
}

import type { Expression } from "../../tree/expression.ts";
import type { Limit } from "../../tree/query.ts";
import { recognised } from "../building/building.ts";
import { madeLiteral } from "../building/literal-node.ts";
import { made } from "../building/place.ts";
import { type Cursor, peek, take } from "../cursor.ts";
import { isIdentifier, whole } from "../names.ts";

const recognisedLimit: Limit = { count: recognised, offset: undefined };

/** `LIMIT n`, `LIMIT offset, n`, `LIMIT n OFFSET offset`; undefined = none is next. */
export function limit(c: Cursor, takes: "count only" | "offset too" = "offset too"): Limit | undefined {
  if (!take(c, "LIMIT")) return undefined;
  const first = limitNumber(c);
  const comma = takes === "offset too" && take(c, ",");
  const more = comma || (takes === "offset too" && take(c, "OFFSET"));
  const second = more ? limitNumber(c) : undefined;
  if (!c.building) return recognisedLimit;
  return comma && second ? { count: second, offset: first } : { count: first, offset: second };
}

function limitNumber(c: Cursor): Expression {
  const from = c.at;
  const { kind, value } = peek(c);
  if (kind === "parameter" || isIdentifier(c, peek(c))) c.at++;
  else whole(c);
  if (!c.building) return recognised;
  if (kind === "number") return madeLiteral(c, from);
  if (kind === "parameter") return made(c, from, { kind: "parameter" });
  return made(c, from, { kind: "column", database: undefined, table: undefined, name: value });
}

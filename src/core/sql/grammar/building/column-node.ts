import type { Expression } from "../../tree/expression.ts";
import type { ColumnReference } from "../../tree/nodes/atoms.ts";
import type { Cursor } from "../cursor.ts";
import { columnName } from "../names.ts";
import { recognised } from "./building.ts";
import { made } from "./place.ts";

/** `a`, `t.a`, `db.t.a` where nothing but a column may stand. */
export function columnReference(c: Cursor): Expression {
  const from = c.at;
  columnName(c);
  return c.building ? made(c, from, columnOf(c, from)) : recognised;
}

/** The names from a token up to where reading stands. */
function columnOf(c: Cursor, from: number): ColumnReference {
  const [name = "", table, database] = c.tokens
    .slice(from, c.at)
    .filter(({ kind }) => kind !== "operator")
    .map(({ value }) => value)
    .reverse();
  return { kind: "column", database, table, name };
}

import type { Expression } from "../../tree/expression.ts";
import type { QueryBody, Select, SelectItem, TableExpression, Window } from "../../tree/query.ts";
import { recognisedBody } from "../building/building.ts";
import { madeBody } from "../building/place.ts";
import {
  type Cursor,
  expression,
  isNext,
  list,
  need,
  parenthesised,
  peek,
  take,
  takeAll,
  takeOne,
} from "../cursor.ts";
import { windowSpecification } from "../expressions/window.ts";
import { mayBeOlderThan } from "../may-be.ts";
import { identifier, identifierOrText, isIdentifier } from "../names.ts";
import { noteFeature } from "../note-use.ts";
import { takeInto } from "./into.ts";
import { tableReferences } from "./table-references.ts";

const selectOptions = new Set(
  "ALL DISTINCT DISTINCTROW HIGH_PRIORITY STRAIGHT_JOIN SQL_SMALL_RESULT SQL_BIG_RESULT SQL_BUFFER_RESULT SQL_NO_CACHE SQL_CALC_FOUND_ROWS".split(
    " ",
  ),
);

/** @returns whether one of the options is DISTINCT. */
function takeSelectOptions(c: Cursor): boolean {
  let distinct = false;
  for (;;) {
    const option = takeOne(c, selectOptions);
    if (option === "DISTINCT" || option === "DISTINCTROW") distinct = true;
    if (option === undefined && !(mayBeOlderThan(c, 80000) && take(c, "SQL_CACHE"))) return distinct;
  }
}

/** From after SELECT on. */
export function select(c: Cursor): QueryBody {
  const start = c.at - 1;
  const distinct = takeSelectOptions(c);
  const items = selectItems(c);
  const into = takeInto(c);
  const from = take(c, "FROM") ? tablesOfFrom(c) : [];
  const where = take(c, "WHERE") ? expression(c) : undefined;
  const grouped = takeAll(c, "GROUP", "BY") ? groups(c) : noGroups;
  const having = take(c, "HAVING") ? expression(c) : undefined;
  const windows = take(c, "WINDOW") ? list(c, namedWindow) : [];
  const qualify = take(c, "QUALIFY") ? expression(c) : undefined;
  if (!c.building) return recognisedBody;
  const parts = { distinct, items, into, from, where, ...grouped, having, windows, qualify };
  return madeBody(c, start, { kind: "select", ...parts });
}

const star: SelectItem = { kind: "star", database: undefined, table: undefined };

function selectItems(c: Cursor): readonly SelectItem[] {
  if (!take(c, "*")) return list(c, selectItem);
  return take(c, ",") ? [star, ...list(c, selectItem)] : [star];
}

function tablesOfFrom(c: Cursor): readonly TableExpression[] {
  return take(c, "DUAL") ? [] : tableReferences(c, []);
}

type Groups = Pick<Select, "groupBy" | "rollup">;

const noGroups: Groups = { groupBy: [], rollup: false };

function groups(c: Cursor): Groups {
  if (take(c, "ROLLUP") || take(c, "CUBE")) return { groupBy: parenthesised(c, expression), rollup: true };
  if (takeAll(c, "GROUPING", "SETS")) {
    const sets = parenthesised(c, (inner) => parenthesised(inner, expression));
    return { groupBy: sets.flat(), rollup: true };
  }
  return { groupBy: list(c, group), rollup: takeAll(c, "WITH", "ROLLUP") };
}

/** Up to 8.0.12 it could say the order of the groups. */
function group(c: Cursor): Expression {
  const by = expression(c);
  if (!isNext(c, "ASC") && !isNext(c, "DESC")) return by;
  noteFeature(c, "sorted-groups");
  if (mayBeOlderThan(c, 80013)) c.at++;
  return by;
}

function namedWindow(c: Cursor): Window {
  const name = identifier(c);
  need(c, "AS");
  return { ...windowSpecification(c), name };
}

export function selectItem(c: Cursor): SelectItem {
  const from = c.at;
  if (takeQualifiedStar(c)) return c.building ? starOf(c, from) : star;
  const item = expression(c);
  const named = alias(c);
  return c.building ? { kind: "item", expression: item, alias: named } : star;
}

/** `t.*`, `db.t.*` */
function takeQualifiedStar(c: Cursor): boolean {
  let skip = 0;
  while (isNext(c, ".", skip + 1) && skip < 4) {
    skip += 2;
    if (!isNext(c, "*", skip)) continue;
    c.at += skip + 1;
    return true;
  }
  return false;
}

function starOf(c: Cursor, from: number): SelectItem {
  const [table, database] = c.tokens
    .slice(from, c.at)
    .filter(({ kind }) => kind !== "operator")
    .map(({ value }) => value)
    .reverse();
  return { kind: "star", database, table };
}

export function alias(c: Cursor): string | undefined {
  if (take(c, "AS")) return identifierOrText(c);
  return peek(c).kind === "string" || isIdentifier(c, peek(c)) ? identifierOrText(c) : undefined;
}

import type { CommonTable, Query } from "../../tree/query.ts";
import { recognisedQuery } from "../building/building.ts";
import { madeQuery } from "../building/place.ts";
import { type Cursor, isNext, list, need, parenthesised, query, take, takeAll } from "../cursor.ts";
import { orderItem } from "../expressions/call-arguments.ts";
import { mayBeOlderThan } from "../may-be.ts";
import { identifier, tableName, whole } from "../names.ts";
import { noteFeature } from "../note-use.ts";
import { takeInto } from "./into.ts";
import { limit } from "./limit.ts";
import { queryBody } from "./set-operation.ts";

/** A query expression with everything that may follow it (manual 15.2.13 to 15.2.20). */
export function readQuery(c: Cursor): Query {
  const from = c.at;
  const scope = c.commonTables?.length ?? 0;
  const commonTables = withClause(c);
  const body = queryBody(c);
  const tail = queryTail(c);
  if (c.commonTables) c.commonTables.length = scope;
  return c.building ? madeQuery(c, from, { commonTables, body, ...tail }) : recognisedQuery;
}

/** WITH [RECURSIVE] name [(columns)] AS (query), … */
export function withClause(c: Cursor): readonly CommonTable[] {
  if (!take(c, "WITH")) return [];
  const recursive = take(c, "RECURSIVE");
  c.commonTables ??= [];
  const { commonTables } = c;
  return list(c, (inner) => {
    const name = identifier(inner);
    commonTables.push(name);
    const columns = isNext(inner, "(") ? parenthesised(inner, identifier) : [];
    need(inner, "AS");
    need(inner, "(");
    const defined = query(inner);
    need(inner, ")");
    return { name, columns, recursive, query: defined };
  });
}

type Tail = Pick<Query, "orderBy" | "limit" | "into" | "locks">;

const noTail: Tail = { orderBy: [], limit: undefined, into: false, locks: false };

function queryTail(c: Cursor): Tail {
  const orderBy = takeAll(c, "ORDER", "BY") ? list(c, orderItem) : noTail.orderBy;
  const bound = limit(c);
  procedureAnalyse(c);
  let stored = takeInto(c);
  let locks = false;
  while (locking(c)) locks = true;
  if (takeInto(c)) stored = true;
  return c.building ? { orderBy, limit: bound, into: stored, locks } : noTail;
}

/** `PROCEDURE ANALYSE ([elements [, memory]])`, which 8.0 dropped. */
function procedureAnalyse(c: Cursor) {
  if (!isNext(c, "PROCEDURE") || !isNext(c, "ANALYSE", 1)) return;
  noteFeature(c, "procedure-analyse");
  if (!mayBeOlderThan(c, 80000)) return;
  c.at += 2;
  need(c, "(");
  if (!isNext(c, ")")) list(c, whole);
  need(c, ")");
}

/** FOR UPDATE, FOR SHARE, LOCK IN SHARE MODE. */
function locking(c: Cursor): boolean {
  if (takeAll(c, "LOCK", "IN", "SHARE", "MODE")) {
    noteFeature(c, "locks-rows");
    return true;
  }
  if (!isNext(c, "FOR") || !(isNext(c, "UPDATE", 1) || isNext(c, "SHARE", 1))) return false;
  noteFeature(c, "locks-rows");
  c.at += 2;
  if (take(c, "OF")) list(c, tableName);
  if (!take(c, "NOWAIT")) takeAll(c, "SKIP", "LOCKED");
  return true;
}

import type { IndexDefinition, IndexPart } from "../../definition.ts";
import { noteDefinition } from "../building/place.ts";
import {
  type Cursor,
  expression,
  fail,
  isNext,
  need,
  needOne,
  parenthesised,
  peek,
  take,
  takeAll,
  textFrom,
} from "../cursor.ts";
import { mayBeMariadb, mayBeMysql } from "../may-be.ts";
import { identifier, text, whole } from "../names.ts";

const algorithms = new Set(["BTREE", "HASH", "RTREE"]);

type Kind = IndexDefinition["kind"];

/** An index from its (possibly missing) name on: `[name] [USING …] (part, …) options` (manual 15.1.15). */
export function indexAfterKind(c: Cursor, kind: Kind, given: string | undefined): IndexDefinition {
  const own = isNext(c, "(") || isNext(c, "USING") ? undefined : identifier(c);
  if (own !== undefined || isNext(c, "USING")) typeOf(c, kind);
  return indexParts(c, kind, own ?? given);
}

/** The kinds that are a type of their own take no USING. */
export function typeOf(c: Cursor, kind: Kind) {
  if (kind !== "fulltext" && kind !== "spatial") indexType(c);
}

/** TYPE is an index type only where an algorithm follows; else it names the index. */
function isTypeClause(c: Cursor): boolean {
  return isNext(c, "TYPE") && algorithms.has(peek(c, 1).upper);
}

function indexType(c: Cursor) {
  if (take(c, "USING")) needOne(c, algorithms);
  else if (isTypeClause(c)) {
    c.at++;
    needOne(c, algorithms);
  }
}

export function indexParts(c: Cursor, kind: Kind, name: string | undefined): IndexDefinition {
  const parts = parenthesised(c, indexPart);
  let visible = true;
  while (peek(c).kind === "word") {
    if (mayBeMysql(c) && take(c, "INVISIBLE")) visible = false;
    else if (mayBeMysql(c) && take(c, "VISIBLE")) visible = true;
    else if (!indexOption(c, kind)) break;
  }
  return { name: kind === "primary" ? "PRIMARY" : name, kind, parts, visible };
}

function indexOption(c: Cursor, kind: Kind): boolean {
  const from = c.at;
  typeOf(c, kind);
  if (c.at > from) return true;
  if (take(c, "COMMENT")) text(c);
  else if (take(c, "KEY_BLOCK_SIZE")) {
    take(c, "=");
    whole(c);
  } else if (kind === "fulltext" && takeAll(c, "WITH", "PARSER")) identifier(c);
  else if (take(c, "ENGINE_ATTRIBUTE") || take(c, "SECONDARY_ENGINE_ATTRIBUTE")) {
    take(c, "=");
    text(c);
  } else if (mayBeMariadb(c) && (take(c, "IGNORED") || takeAll(c, "NOT", "IGNORED"))) return true;
  else return false;
  return true;
}

function indexPart(c: Cursor): IndexPart {
  let column: string | undefined;
  let length: number | undefined;
  let text: string | undefined;
  if (mayBeMysql(c) && isNext(c, "(")) {
    const from = c.at;
    need(c, "(");
    const part = expression(c);
    need(c, ")");
    noteDefinition(c, "key-part", part);
    text = textFrom(c, from);
  } else {
    column = identifier(c);
    if (take(c, "(")) {
      length = whole(c);
      if (length === 0) fail(c);
      need(c, ")");
    }
  }
  const descending = take(c, "DESC");
  if (!descending) take(c, "ASC");
  return { column, expression: text, length, descending };
}

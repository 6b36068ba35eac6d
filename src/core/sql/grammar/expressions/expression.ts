import type { Expression, ExpressionOf } from "../../tree/expression.ts";
import type { Query } from "../../tree/query.ts";
import { recognised } from "../building/building.ts";
import {
  closeFold,
  comparisonOf,
  type Fold,
  foldBetween,
  foldComparison,
  foldOperand,
  foldOperator,
  foldPrefix,
  foldSuffix,
  openFold,
  precedence,
  prefixOf,
  settled,
} from "../building/fold.ts";
import { made, spanFrom } from "../building/place.ts";
import {
  type Cursor,
  expression,
  fail,
  isNext,
  isOneOf,
  need,
  parenthesised,
  peek,
  query,
  stack,
  take,
  takeAll,
  takeOne,
} from "../cursor.ts";
import { mayBeMariadb } from "../may-be.ts";
import { charsetName, text } from "../names.ts";
import { noteFeature } from "../note-use.ts";
import { enclosesQuery } from "../queries/opens-query.ts";
import { builtinCall } from "./call-arguments.ts";
import { intervalUnits, operand } from "./operand.ts";

const logic = new Set(["AND", "OR", "XOR", "&&", "||"]);
const comparisons = new Set(["=", "<=>", ">=", ">", "<=", "<", "<>", "!="]);
const arithmetic = new Set(["+", "-", "*", "/", "%", "DIV", "MOD", "|", "&", "^", "<<", ">>"]);
const concatenating = new Set([...arithmetic, "||"]);
const truths = new Map<string, ExpressionOf<"is">["what"]>([
  ["NULL", "null"],
  ["TRUE", "true"],
  ["FALSE", "false"],
  ["UNKNOWN", "unknown"],
]);
const prefixes = new Set(["-", "+", "~", "!", "BINARY"]);

/** Any expression (manual 14.4). Read flat: a chain of a hundred thousand ANDs goes no deeper than one. */
export function readExpression(c: Cursor): Expression {
  const fold = openFold(c);
  do {
    negations(c, fold);
    predicate(c, fold);
  } while (operator(c, fold, logic));
  return fold ? closeFold(c, fold) : recognised;
}

/** Takes one of the operators that is next. */
function operator(c: Cursor, fold: Fold | undefined, operators: ReadonlySet<string>): boolean {
  const taken = takeOne(c, operators);
  if (taken === undefined) return false;
  if (taken === "||") noteFeature(c, "pipes");
  if (fold) foldOperator(c, fold, taken);
  return true;
}

function negations(c: Cursor, fold: Fold | undefined) {
  if (!isNext(c, "NOT")) return;
  const from = c.at;
  while (take(c, "NOT")) {
    const level = c.building?.tightNot ? precedence.sign : precedence.not;
    if (fold) foldPrefix(fold, "not", level, peek(c, -1).start);
  }
  stack(c, c.at - from);
}

function predicate(c: Cursor, fold: Fold | undefined) {
  bitExpressionInto(c, fold);
  let count = 0;
  while (comparison(c, fold)) count++;
  if (count > 1) stack(c, count);
}

function comparison(c: Cursor, fold: Fold | undefined): boolean {
  if (!isOneOf(c, predicates)) return false;
  const compares = takeOne(c, comparisons);
  if (compares !== undefined) compared(c, fold, compares);
  else if (take(c, "IS")) is(c, fold);
  else if (take(c, "SOUNDS")) {
    need(c, "LIKE");
    const right = readBitExpression(c);
    if (fold) foldSuffix(c, fold, { kind: "sounds-like", left: settled(c, fold, precedence.bitOr), right });
  } else if (take(c, "MEMBER")) {
    take(c, "OF");
    const [array = recognised] = parenthesised(c, expression);
    if (fold) foldSuffix(c, fold, { kind: "member-of", value: settled(c, fold, precedence.bitOr), array });
  } else return matched(c, fold);
  return true;
}

const matchers = new Set(["IN", "BETWEEN", "LIKE", "REGEXP", "RLIKE"]);
const predicates = new Set([...comparisons, ...matchers, "IS", "SOUNDS", "MEMBER", "NOT"]);

function compared(c: Cursor, fold: Fold | undefined, written: string) {
  const all = take(c, "ALL");
  if (!all && !take(c, "ANY") && !take(c, "SOME")) {
    if (fold) foldComparison(c, fold, written);
    return bitExpressionInto(c, fold);
  }
  const inner = subquery(c);
  if (!fold) return;
  const left = settled(c, fold, precedence.comparison);
  const quantifier = all ? "all" : "any";
  foldSuffix(c, fold, {
    kind: "quantified",
    operator: comparisonOf(written),
    quantifier,
    left,
    query: inner,
  });
}

function is(c: Cursor, fold: Fold | undefined) {
  const negated = take(c, "NOT");
  const truth = takeOne(c, truths);
  if (truth === undefined) need(c, "NULL");
  if (!fold) return;
  const operand = settled(c, fold, precedence.comparison);
  foldSuffix(c, fold, { kind: "is", operand, what: truths.get(truth ?? "") ?? "null", negated });
}

function matched(c: Cursor, fold: Fold | undefined): boolean {
  const from = c.at;
  const negated = take(c, "NOT");
  const how = takeOne(c, matchers);
  if (!how) {
    c.at = from;
    return false;
  }
  if (how === "IN") listOrSubquery(c, fold, negated);
  else if (how === "BETWEEN") {
    const low = readBitExpression(c);
    need(c, "AND");
    if (fold) foldBetween(c, fold, low, negated);
    bitExpressionInto(c, fold);
  } else {
    const pattern = readBitExpression(c);
    const escapedBy = how === "LIKE" && take(c, "ESCAPE") ? readBitExpression(c) : undefined;
    if (!fold) return true;
    const value = settled(c, fold, precedence.bitOr);
    if (how === "LIKE") foldSuffix(c, fold, { kind: "like", value, pattern, escapedBy, negated });
    else foldSuffix(c, fold, { kind: "regexp", value, pattern, negated });
  }
  return true;
}

function listOrSubquery(c: Cursor, fold: Fold | undefined, negated: boolean) {
  if (enclosesQuery(c)) {
    const inner = subquery(c);
    if (!fold) return;
    const value = settled(c, fold, precedence.bitOr);
    return foldSuffix(c, fold, { kind: "in-subquery", value, query: inner, negated });
  }
  const items = parenthesised(c, expression);
  if (!fold) return;
  const value = settled(c, fold, precedence.bitOr);
  foldSuffix(c, fold, { kind: "in-list", value, list: items, negated });
}

function subquery(c: Cursor): Query {
  need(c, "(");
  const inner = query(c);
  need(c, ")");
  return inner;
}

/** An expression without comparisons and logic. */
export function readBitExpression(c: Cursor): Expression {
  const fold = openFold(c);
  bitExpressionInto(c, fold);
  return fold ? closeFold(c, fold) : recognised;
}

function bitExpressionInto(c: Cursor, fold: Fold | undefined) {
  do {
    signedOperand(c, fold);
  } while (operator(c, fold, c.building?.pipesAsConcat ? concatenating : arithmetic));
}

function signedOperand(c: Cursor, fold: Fold | undefined) {
  signs(c, fold);
  const from = c.at;
  let node = isNext(c, "INTERVAL") ? interval(c) : operand(c);
  if (isOneOf(c, suffixes)) node = suffixed(c, from, node);
  if (fold) foldOperand(fold, node, spanFrom(c, from));
}

function signs(c: Cursor, fold: Fold | undefined) {
  if (!isOneOf(c, prefixes)) return;
  const from = c.at;
  for (let taken = takeOne(c, prefixes); taken !== undefined; taken = takeOne(c, prefixes))
    if (fold) foldPrefix(fold, prefixOf(taken), precedence.sign, peek(c, -1).start);
  stack(c, c.at - from);
}

const suffixes = new Set(["COLLATE", "->", "->>", "AT"]);

function suffixed(c: Cursor, from: number, operand: Expression): Expression {
  let node = operand;
  let count = 0;
  for (let next = suffix(c, from, node); next; next = suffix(c, from, node)) {
    node = next;
    stack(c, ++count);
  }
  return node;
}

function suffix(c: Cursor, from: number, operand: Expression): Expression | undefined {
  if (take(c, "COLLATE")) {
    const collation = charsetName(c);
    return c.building ? made(c, from, { kind: "collate", operand, collation }) : recognised;
  }
  const unquotes = take(c, "->>");
  if (unquotes || take(c, "->")) {
    const path = text(c);
    return c.building ? made(c, from, { kind: "json-path", operand, path, unquotes }) : recognised;
  }
  if (!mayBeMariadb(c) || !takeAll(c, "AT", "TIME", "ZONE")) return undefined;
  const zone = text(c);
  return c.building ? made(c, from, { kind: "at-time-zone", operand, zone }) : recognised;
}

/** `INTERVAL expr unit`, or the function INTERVAL(n, n1, …). */
function interval(c: Cursor): Expression {
  const from = c.at++;
  const mayBeFunction = isNext(c, "(");
  const value = expression(c);
  const unit = takeOne(c, intervalUnits);
  if (unit === undefined && !mayBeFunction) fail(c);
  if (!c.building) return recognised;
  if (unit !== undefined) return made(c, from, { kind: "interval", value, unit });
  const operands = value.kind === "row" ? value.operands : [value];
  return made(c, from, { ...builtinCall("INTERVAL"), operands });
}

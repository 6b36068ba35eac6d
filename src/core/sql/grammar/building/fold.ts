import type { Expression, ExpressionNode } from "../../tree/expression.ts";
import type { Span } from "../../tree/node.ts";
import type { ArithmeticOperator } from "../../tree/nodes/operations.ts";
import type { ComparisonOperator } from "../../tree/nodes/predicates.ts";
import type { Cursor } from "../cursor.ts";
import { placeExpression } from "./place.ts";

/**
 * Operands and operators of one flat run of an expression, folded by precedence (manual 14.4.1; sql_yacc.yy) as they
 * come: no recursion, however long the run.
 */
export interface Fold {
  readonly operands: Expression[];
  /** Where each operand stands, its parentheses counted. */
  readonly spans: Span[];
  readonly pending: Pending[];
}

/** How tightly operators bind: a higher number first. */
export const precedence = {
  or: 1,
  xor: 2,
  and: 3,
  not: 4,
  comparison: 5,
  predicate: 6,
  bitOr: 7,
  bitAnd: 8,
  shift: 9,
  additive: 10,
  multiplicative: 11,
  bitXor: 12,
  concatenation: 13,
  sign: 14,
} as const;
type Level = (typeof precedence)[keyof typeof precedence];

/** An operator that waits for its last operand: operands from `from` on are its own. */
type Pending = { readonly level: Level; readonly from: number } & (
  | { readonly kind: "prefix"; readonly operator: Prefix; readonly start: number }
  | { readonly kind: "chain"; readonly operators: Chained[] }
  | { readonly kind: "comparison"; readonly operator: ComparisonOperator }
  | { readonly kind: "between"; readonly low: Expression; readonly negated: boolean }
);

export type Prefix = "not" | "-" | "+" | "~" | "binary";
type Chained = "or" | "pipes" | "xor" | "and" | "concatenation" | ArithmeticOperator;

/** Operators whose chains are one node. */
const chains: Readonly<Record<string, readonly [level: Level, operator: Chained]>> = {
  OR: [precedence.or, "or"],
  "||": [precedence.or, "pipes"],
  XOR: [precedence.xor, "xor"],
  AND: [precedence.and, "and"],
  "&&": [precedence.and, "and"],
  "|": [precedence.bitOr, "|"],
  "&": [precedence.bitAnd, "&"],
  "<<": [precedence.shift, "<<"],
  ">>": [precedence.shift, ">>"],
  "+": [precedence.additive, "+"],
  "-": [precedence.additive, "-"],
  "*": [precedence.multiplicative, "*"],
  "/": [precedence.multiplicative, "/"],
  "%": [precedence.multiplicative, "%"],
  MOD: [precedence.multiplicative, "%"],
  DIV: [precedence.multiplicative, "div"],
  "^": [precedence.bitXor, "^"],
};

/** As the grammar takes it; `!=` is `<>`. */
export function comparisonOf(written: string): ComparisonOperator {
  return written === "!=" ? "<>" : (written as ComparisonOperator);
}

/** As the grammar takes it, in upper case; `!` is a tight NOT. */
export function prefixOf(written: string): Prefix {
  return written === "!" ? "not" : written === "BINARY" ? "binary" : (written as Prefix);
}

export function openFold(c: Cursor): Fold | undefined {
  return c.building ? { operands: [], spans: [], pending: [] } : undefined;
}

export function foldOperand({ operands, spans }: Fold, operand: Expression, span: Span) {
  operands.push(operand);
  spans.push(span);
}

export function foldPrefix({ operands, pending }: Fold, operator: Prefix, level: Level, start: number) {
  pending.push({ kind: "prefix", operator, level, from: operands.length, start });
}

/** A binary operator as the grammar takes it, in upper case. */
export function foldOperator(c: Cursor, fold: Fold, written: string) {
  const known = chains[written];
  if (!known) throw new Error(`No such operator: ${written}`);
  const pipes = written === "||" && c.building?.pipesAsConcat === true;
  const [level, operator] = pipes ? ([precedence.concatenation, "concatenation"] as const) : known;
  settle(c, fold, level + 1);
  const last = fold.pending.at(-1);
  if (last?.kind === "chain" && last.level === level) last.operators.push(operator);
  else fold.pending.push({ kind: "chain", level, operators: [operator], from: fold.operands.length - 1 });
}

export function foldComparison(c: Cursor, fold: Fold, written: string) {
  settle(c, fold, precedence.comparison);
  const operator = comparisonOf(written);
  fold.pending.push({
    kind: "comparison",
    operator,
    level: precedence.comparison,
    from: fold.operands.length - 1,
  });
}

/** `a BETWEEN low AND …`: what follows AND is still to come, and may be a predicate. */
export function foldBetween(c: Cursor, fold: Fold, low: Expression, negated: boolean) {
  settle(c, fold, precedence.bitOr);
  const from = fold.operands.length - 1;
  fold.pending.push({ kind: "between", low, negated, level: precedence.predicate, from });
}

/** The operand that a suffix follows: everything before it that binds at least as tightly. */
export function settled(c: Cursor, fold: Fold, level: Level): Expression {
  settle(c, fold, level);
  return fold.operands.at(-1) as Expression;
}

/** What follows its operand and is complete: IS, IN, LIKE, `= ALL (…)`. It ends where reading stands. */
export function foldSuffix(c: Cursor, { operands, spans }: Fold, node: ExpressionNode) {
  const last = operands.length - 1;
  const span = { start: spans[last]?.start ?? 0, end: c.tokens[c.at - 1]?.end ?? 0 };
  operands[last] = placeExpression(c, node, span);
  spans[last] = span;
}

export function closeFold(c: Cursor, fold: Fold): Expression {
  settle(c, fold, precedence.or);
  return fold.operands[0] as Expression;
}

/** Applies every operator that waits and binds at least as tightly. */
function settle(c: Cursor, { operands, spans, pending }: Fold, level: number) {
  for (let last = pending.at(-1); last && last.level >= level; last = pending.at(-1)) {
    pending.pop();
    const { from } = last;
    const start = last.kind === "prefix" ? last.start : (spans[from]?.start ?? 0);
    const span = { start, end: spans.at(-1)?.end ?? 0 };
    const node = placeExpression(c, nodeOf(last, operands.splice(from)), span);
    spans.length = from;
    operands.push(node);
    spans.push(span);
  }
}

function nodeOf(pending: Pending, operands: Expression[]): ExpressionNode {
  const [first, second] = operands as [Expression, Expression];
  switch (pending.kind) {
    case "prefix":
      return pending.operator === "not"
        ? { kind: "not", operand: first }
        : { kind: "sign", operator: pending.operator, operand: first };
    case "comparison":
      return { kind: "comparison", operator: pending.operator, left: first, right: second };
    case "between": {
      const { low, negated } = pending;
      return { kind: "between", value: first, low, high: second, negated };
    }
    case "chain":
      return chainOf(pending.operators, operands);
  }
}

function chainOf(operators: readonly Chained[], operands: readonly Expression[]): ExpressionNode {
  const [operator] = operators;
  switch (operator) {
    case "or":
    case "pipes":
      return { kind: "or", operands, pipes: operators.includes("pipes") };
    case "and":
    case "xor":
      return { kind: operator, operands };
    case "concatenation":
      return { kind: "concatenation", operands };
    default:
      return { kind: "arithmetic", operands, operators: operators as ArithmeticOperator[] };
  }
}

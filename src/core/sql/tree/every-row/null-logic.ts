import type { Expression } from "../expression.ts";
import { nullRuleOf } from "../functions.ts";
import type { ArithmeticOperator } from "../nodes/operations.ts";
import { isDate, isHashLength, mayBeNull, mayBeZero } from "../nullable.ts";
import type { Resolution } from "../resolve/resolve.ts";
import { atomNamed, type Context, hangs, isAbsent, keyInContext } from "./context.ts";
import { all, any, chosen, type Logic, map, never } from "./logic.ts";

/** When an expression is NULL: traced back to the columns that make it so, where it is known which do. */
export function nullLogic(node: Expression, context: Context, truth: (node: Expression) => Logic): Logic {
  const ask = (inner: Expression) => nullLogic(inner, context, truth);
  if (!mayBeNull(node, context.resolution)) return never;
  switch (node.kind) {
    case "null":
      return { op: "known", truth: true };
    case "column":
      return isAbsent(node, context) ? { op: "known", truth: true } : itself(node, context);
    case "assignment":
      return ask(node.value);
    case "sign":
    case "collate":
    case "convert-using":
      return ask(node.operand);
    case "concatenation":
      return any(node.operands.map(ask));
    case "arithmetic":
      return node.operators.every((operator, i) => isSafe(operator, node.operands[i + 1])) &&
        !node.operands.some(isInterval)
        ? any(node.operands.map(ask))
        : itself(node, context);
    case "call":
      return ofCall(node, context.resolution, truth, ask) ?? itself(node, context);
    case "case":
      return ofCase(node, truth, ask) ?? itself(node, context);
    case "and":
    case "or":
    case "xor":
    case "not":
    case "comparison":
    case "in-list":
    case "between":
      return map(truth(node), { whenTrue: false, whenFalse: false, whenUnknown: true });
    default:
      // Nothing is known but that it may be NULL: it is a variable of its own.
      return itself(node, context);
  }
}

/** What division by zero makes NULL is traced to no column. */
function isSafe(operator: ArithmeticOperator, by: Expression | undefined): boolean {
  return (operator !== "/" && operator !== "%" && operator !== "div") || !mayBeZero(by);
}

function isInterval({ kind }: Expression): boolean {
  return kind === "interval";
}

function itself(node: Expression, context: Context): Logic {
  return atomNamed(`null:${keyInContext(node, context)}`, hangs(node, context), false, context);
}

function ofCall(
  node: Extract<Expression, { kind: "call" }>,
  resolution: Resolution,
  truth: (node: Expression) => Logic,
  ask: (node: Expression) => Logic,
): Logic | undefined {
  const { name, foreign, operands, over } = node;
  if (foreign || over) return undefined;
  const [condition, then, otherwise] = operands;
  if (name === "IF" && condition && then && otherwise)
    return chosen(truth(condition), ask(then), ask(otherwise));
  if (name === "SHA2" && isHashLength(operands[1])) return any(operands.map(ask));
  if (name === "MOD" && !mayBeZero(operands[1])) return any(operands.map(ask));
  const [first, second] = operands;
  switch (nullRuleOf(name)) {
    case "strict":
      return any(operands.map(ask));
    case "strict-of-dates":
      return isDate(operands, resolution) ? any(operands.map(ask)) : undefined;
    case "coalesces":
      return all(operands.map(ask));
    case "first":
      return first && ask(first);
    case "equal":
      return first && second && any([ask(first), isTrue(truth(equation(node, first, second)))]);
    case "never":
    case "may":
      return undefined;
  }
}

function isTrue(logic: Logic): Logic {
  return map(logic, { whenTrue: true, whenFalse: false, whenUnknown: false });
}

function equation({ start, end, height }: Expression, left: Expression, right: Expression): Expression {
  return { kind: "comparison", operator: "=", left, right, start, end, height };
}

function ofCase(
  { value, branches, otherwise }: Extract<Expression, { kind: "case" }>,
  truth: (node: Expression) => Logic,
  ask: (node: Expression) => Logic,
): Logic | undefined {
  if (value) return undefined;
  const last: Logic = otherwise ? ask(otherwise) : { op: "known", truth: true };
  return branches.reduceRight((rest, { when, then }) => chosen(truth(when), ask(then), rest), last);
}

import { evaluate } from "../constant/evaluate.ts";
import type { Expression } from "../expression.ts";
import type { ComparisonOperator } from "../nodes/predicates.ts";
import type { ValueType } from "../value-family.ts";
import { valueTypeOf } from "../value-type.ts";
import { atomNamed, type Context, hangs, keyInContext, orderNamed } from "./context.ts";
import { all, type ComparisonSign, type Logic, never, not, type Order } from "./logic.ts";
import { hasLetters } from "./texts.ts";

/** The operator with its sides exchanged. */
export const mirrored: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  "=": "=",
  "<=>": "<=>",
  "<>": "<>",
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
};

/** Two values of which one is smaller, or they are equal; where that is not sure, only itself is known. */
export function orderedLogic(
  operator: ComparisonOperator,
  left: Expression,
  right: Expression,
  isNull: Logic,
  context: Context,
): Logic {
  const [a, b] = [keyInContext(left, context), keyInContext(right, context)];
  const hangsHere = hangs(left, context) || hangs(right, context);
  if (!areComparable(familyOf(left, context), left, familyOf(right, context), right))
    return atomNamed(`comparison:${operator}:${a}:${b}`, hangsHere, true, context);
  const signs = signsOf(left, right, context) ?? signsOf(right, left, context)?.map(opposite) ?? anySign;
  // Of `a < b` and `b > a` it is the same order.
  const turned = a > b;
  const order = orderNamed(
    turned ? `${b}:${a}` : `${a}:${b}`,
    hangsHere,
    { text: textOf(left, right, context), signs: turned ? signs.map(opposite) : signs },
    context,
  );
  const by = turned ? mirrored[operator] : operator;
  if (operator !== "<=>") return { op: "ordered", order, operator: by, unknown: isNull };
  return all([not(isNull), { op: "ordered", order, operator: "=", unknown: never }]);
}

export type Bound = "<=" | ">=";

export const opposites: Readonly<Record<Bound, ComparisonOperator>> = { "<=": ">", ">=": "<" };

const anySign: readonly ComparisonSign[] = [-1, 0, 1];
const notSmaller: readonly ComparisonSign[] = [0, 1];
const larger: readonly ComparisonSign[] = [1];

function opposite(sign: ComparisonSign): ComparisonSign {
  return sign === 0 ? 0 : sign === 1 ? -1 : 1;
}

/**
 * `GREATEST(a, b)` is never smaller than b, `LEAST(a, b)` never larger; no text is smaller than the empty one (in a
 * collation that pads with spaces one that begins with a tab is), and none with a letter equals it. undefined = anything.
 */
function signsOf(
  node: Expression,
  other: Expression,
  context: Context,
): readonly ComparisonSign[] | undefined {
  const value = evaluate(other);
  if (value?.type === "text" && value.value === "" && familyOf(node, context) === "text")
    return hasLetters(node, context) ? larger : notSmaller;
  if (node.kind !== "call" || node.foreign || (node.name !== "GREATEST" && node.name !== "LEAST"))
    return undefined;
  const families = new Set(node.operands.map((operand) => familyOf(operand, context)));
  const isOneOf = node.operands.some(
    (operand) => keyInContext(operand, context) === keyInContext(other, context),
  );
  if (!isOneOf || families.size > 1) return undefined;
  return node.name === "GREATEST" ? notSmaller : notSmaller.map(opposite);
}

/**
 * Letters and digits that differ by more than case differ in every collation, but for v and w in a Swedish one; signs
 * between them may count for nothing.
 */
function textOf(left: Expression, right: Expression, context: Context): Order["text"] {
  const value = evaluate(right);
  const { family } = valueTypeOf(left, context.resolution);
  if (value?.type !== "text" || !/^[\x20-\x7e]*[A-Za-z0-9][\x20-\x7e]*$/.test(value.value)) return undefined;
  if (family !== "text" && family !== "enumerated") return undefined;
  return {
    of: keyInContext(left, context),
    constant: value.value
      .toLowerCase()
      .replace(/[^a-z0-9]/g, "")
      .replaceAll("w", "v"),
  };
}

function familyOf(node: Expression, { resolution }: Context): ValueType["family"] {
  return valueTypeOf(node, resolution).family;
}

/** Numbers, texts and dates are each in one order; a text that is a literal is taken for what it is compared with. */
function areComparable(
  a: ValueType["family"],
  left: Expression,
  b: ValueType["family"],
  right: Expression,
): boolean {
  if (a === "other" || b === "other") return false;
  if (a === "temporal" || b === "temporal") return a === b || isLiteral(left) || isLiteral(right);
  return true;
}

function isLiteral({ kind }: Expression): boolean {
  return kind === "text" || kind === "number";
}

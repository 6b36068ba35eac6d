import { floor, integer, negate, rounded } from "./exact.ts";
import { compareValues, exact, nothing, textValue, type Value } from "./value.ts";

type Known = Exclude<Value, { type: "null" }>;
type Evaluate = (operands: readonly Value[]) => Value | undefined;

/** What one of the server's own functions answers to constants; undefined = not followed here. */
export function callFunction(name: string, operands: readonly Value[]): Value | undefined {
  const evaluate = lenient[name];
  if (evaluate) return evaluate(operands);
  const strictly = strict[name];
  if (!strictly) return undefined;
  const known = operands.filter((operand): operand is Known => operand.type !== "null");
  return known.length < operands.length ? nothing : strictly(known);
}

/** Functions that look at NULL themselves. */
const lenient: Readonly<Record<string, Evaluate>> = {
  COALESCE: (operands) => operands.find(({ type }) => type !== "null") ?? nothing,
  IFNULL: ([first, second]) => (first?.type === "null" ? second : first),
  NVL: ([first, second]) => (first?.type === "null" ? second : first),
  ISNULL: ([first]) => exact(integer(first?.type === "null" ? 1 : 0)),
  NULLIF: ([first, second]) => {
    if (!first || first.type === "null" || !second || second.type === "null") return first;
    const order = compareValues(first, second);
    return order === undefined ? undefined : order === 0 ? nothing : first;
  },
  PI: () => ({ type: "real", value: Math.PI }),
  SLEEP: () => exact(integer(0)),
};

/** Functions that answer NULL where an argument is NULL. */
const strict: Readonly<Record<string, (operands: readonly Known[]) => Value | undefined>> = {
  ABS: numeric((value) => (value.digits < 0n ? negate(value) : value)),
  SIGN: numeric((value) => integer(value.digits < 0n ? -1 : value.digits > 0n ? 1 : 0)),
  FLOOR: numeric((value) => integer(floor(value))),
  CEIL: numeric((value) => integer(-floor(negate(value)))),
  CEILING: numeric((value) => integer(-floor(negate(value)))),
  ROUND: numeric((value) => integer(rounded(value))),
  GREATEST: (operands) => extreme(operands, 1),
  LEAST: (operands) => extreme(operands, -1),
  STRCMP: ([a, b]) => {
    const order = a?.type === "text" && b?.type === "text" ? compareValues(a, b) : undefined;
    return order === undefined ? undefined : exact(integer(order));
  },
  LENGTH: textual((value) => (isAscii(value) ? exact(integer(value.length)) : undefined)),
  OCTET_LENGTH: textual((value) => (isAscii(value) ? exact(integer(value.length)) : undefined)),
  CHAR_LENGTH: textual((value) => exact(integer([...value].length))),
  CHARACTER_LENGTH: textual((value) => exact(integer([...value].length))),
  LOWER: textual((value) => (isAscii(value) ? textValue(value.toLowerCase()) : undefined)),
  LCASE: textual((value) => (isAscii(value) ? textValue(value.toLowerCase()) : undefined)),
  UPPER: textual((value) => (isAscii(value) ? textValue(value.toUpperCase()) : undefined)),
  UCASE: textual((value) => (isAscii(value) ? textValue(value.toUpperCase()) : undefined)),
  REVERSE: textual((value) => (isAscii(value) ? textValue([...value].reverse().join("")) : undefined)),
  CONCAT: (operands) => {
    const parts = operands.map(spelled);
    return parts.every((part) => part !== undefined) ? textValue(parts.join("")) : undefined;
  },
  JSON_VALID: textual((value) => (value === "" ? exact(integer(0)) : isPlainJson(value))),
};

function numeric(
  answer: (value: { digits: bigint; scale: number }) => { digits: bigint; scale: number } | undefined,
) {
  return ([operand, ...more]: readonly Known[]): Value | undefined => {
    if (operand?.type !== "exact" || more.length > 0) return undefined;
    const found = answer(operand.value);
    return found && exact(found);
  };
}

function textual(answer: (value: string) => Value | undefined) {
  return ([operand]: readonly Known[]): Value | undefined => {
    const written = operand && spelled(operand);
    return written === undefined ? undefined : answer(written);
  };
}

/** As text: whole numbers and texts alone are written here as the server writes them. */
function spelled(value: Known): string | undefined {
  if (value.type === "text") return value.value;
  return value.type === "exact" && value.value.scale === 0 ? value.value.digits.toString() : undefined;
}

function extreme(operands: readonly Known[], wanted: -1 | 1): Value | undefined {
  const [first, ...others] = operands;
  if (!first || !operands.every(({ type }) => type === "exact")) return undefined;
  return others.reduce((best, one) => (compareValues(one, best) === wanted ? one : best), first);
}

function isAscii(value: string): boolean {
  return !/[\u0080-\uffff]/.test(value);
}

/** What JavaScript and MySQL both take for JSON. */
function isPlainJson(value: string): Value | undefined {
  try {
    JSON.parse(value);
    return exact(integer(1));
  } catch {
    return undefined;
  }
}

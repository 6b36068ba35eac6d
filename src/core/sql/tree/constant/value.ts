import { compareExact, type Exact, toNumber } from "./exact.ts";

/** What a constant expression is worth. */
export type Value =
  | { readonly type: "null" }
  | { readonly type: "exact"; readonly value: Exact }
  | { readonly type: "real"; readonly value: number }
  | { readonly type: "text"; readonly value: string; readonly binary: boolean };

/** Three-valued: null is UNKNOWN; undefined = not known which. */
export type Truth = boolean | null;

export const nothing: Value = { type: "null" };

export function exact(value: Exact): Value {
  return { type: "exact", value };
}

export function textValue(value: string, binary = false): Value {
  return { type: "text", value, binary };
}

export function ofTruth(truth: Truth): Value {
  return truth === null ? nothing : exact({ digits: truth ? 1n : 0n, scale: 0 });
}

/** Whether a value counts as true: numbers but zero, and texts that begin with such a number. */
export function truthOf(value: Value): Truth {
  switch (value.type) {
    case "null":
      return null;
    case "exact":
      return value.value.digits !== 0n;
    case "real":
      return value.value !== 0;
    case "text":
      return numberIn(value.value) !== 0;
  }
}

/** The number that a text begins with, as MySQL converts it; 0 where it begins with none. */
export function numberIn(value: string): number {
  return Number(/^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/.exec(value)?.[0] ?? 0);
}

export function toReal(value: Exclude<Value, { type: "null" }>): number {
  switch (value.type) {
    case "exact":
      return toNumber(value.value);
    case "real":
      return value.value;
    case "text":
      return numberIn(value.value);
  }
}

/** How two values compare; undefined = it hangs on a collation, or on how a number is rounded. */
export function compareValues(
  a: Exclude<Value, { type: "null" }>,
  b: Exclude<Value, { type: "null" }>,
): -1 | 0 | 1 | undefined {
  if (a.type === "exact" && b.type === "exact") return compareExact(a.value, b.value);
  if (a.type === "text" && b.type === "text") return compareTexts(a, b);
  const [left, right] = [toReal(a), toReal(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Plain letters and digits, whose case the collation that a connection has by default does not tell apart. */
const plain = /^[A-Za-z0-9]*$/;

type Text = Extract<Value, { type: "text" }>;

function compareTexts(a: Text, b: Text): -1 | 0 | 1 | undefined {
  if (a.value === b.value) return 0;
  if (!plain.test(a.value) || !plain.test(b.value)) return undefined;
  if (a.binary || b.binary) return a.value < b.value ? -1 : 1;
  const [left, right] = [a.value.toLowerCase(), b.value.toLowerCase()];
  return left === right ? 0 : left < right ? -1 : 1;
}

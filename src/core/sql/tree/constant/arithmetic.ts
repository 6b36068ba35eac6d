import type { ArithmeticOperator } from "../nodes/operations.ts";
import { add, divide, type Exact, floor, integer, isWhole, multiply, negate, remainder } from "./exact.ts";
import { exact, nothing, toReal, type Value } from "./value.ts";

const least = -(2n ** 63n);
const most = 2n ** 64n;

/** What `a operator b` is worth; undefined = not followed here, or out of the server's range, which is an error. */
export function calculate(operator: ArithmeticOperator, a: Value, b: Value): Value | undefined {
  if (a.type === "null" || b.type === "null") return nothing;
  if (a.type !== "exact" || b.type !== "exact") return calculateReal(operator, toReal(a), toReal(b));
  const found = calculations[operator](a.value, b.value);
  if (found === undefined || found === "null") return found === "null" ? nothing : undefined;
  const whole = floor(found);
  return whole < least || whole >= most ? undefined : exact(found);
}

type Calculation = (a: Exact, b: Exact) => Exact | "null" | undefined;

/** Bits are 64 and unsigned; a negative number stands for its two's complement. */
const bits =
  (operate: (a: bigint, b: bigint) => bigint): Calculation =>
  (a, b) =>
    isWhole(a) && isWhole(b)
      ? integer(BigInt.asUintN(64, operate(BigInt.asUintN(64, floor(a)), BigInt.asUintN(64, floor(b)))))
      : undefined;

const shift =
  (operate: (a: bigint, by: bigint) => bigint): Calculation =>
  (a, b) =>
    isWhole(b) && b.digits >= 0n && floor(b) > 63n ? integer(0) : bits(operate)(a, b);

const calculations: Readonly<Record<ArithmeticOperator, Calculation>> = {
  "+": add,
  "-": (a, b) => add(a, negate(b)),
  "*": multiply,
  "/": (a, b) => divide(a, b) ?? "null",
  "%": (a, b) => remainder(a, b) ?? "null",
  div: (a, b) => {
    if (b.digits === 0n) return "null";
    const scale = Math.max(a.scale, b.scale);
    return integer((a.digits * 10n ** BigInt(scale - a.scale)) / (b.digits * 10n ** BigInt(scale - b.scale)));
  },
  "|": bits((a, b) => a | b),
  "&": bits((a, b) => a & b),
  "^": bits((a, b) => a ^ b),
  "<<": shift((a, by) => a << by),
  ">>": shift((a, by) => a >> by),
};

function calculateReal(operator: ArithmeticOperator, a: number, b: number): Value | undefined {
  switch (operator) {
    case "+":
      return { type: "real", value: a + b };
    case "-":
      return { type: "real", value: a - b };
    case "*":
      return { type: "real", value: a * b };
    case "/":
      return b === 0 ? nothing : { type: "real", value: a / b };
    default:
      return undefined;
  }
}

import type { Value } from "../constant/value.ts";
import type { OfKind } from "../expression.ts";
import type { Placed } from "../node.ts";

/** Literals that stand for an expression, where it stands. */

export function literalPlace({ start, end, height }: Placed): Placed {
  return { start, end, height };
}

function numberAt(text: string, at: Placed): OfKind<"number"> {
  return { kind: "number", text, ...literalPlace(at) };
}

export function zeroAt(at: Placed): OfKind<"number"> {
  return numberAt("0", at);
}

export function oneAt(at: Placed): OfKind<"number"> {
  return numberAt("1", at);
}

export function nullAt(at: Placed): OfKind<"null"> {
  return { kind: "null", ...literalPlace(at) };
}

/** Whether a constant is that whole number. */
export function isExactly(value: Value | undefined, digits: bigint): boolean {
  return value?.type === "exact" && value.value.scale === 0 && value.value.digits === digits;
}

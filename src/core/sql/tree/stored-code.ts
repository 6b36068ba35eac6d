import type { Expression } from "./expression.ts";
import { expressionsIn } from "./walk.ts";

/** Whether an expression calls a stored or a loaded function: what that does is not known here. */
export function callsStoredCode(expression: Expression): boolean {
  for (const node of expressionsIn(expression)) if (node.kind === "call" && node.foreign) return true;
  return false;
}

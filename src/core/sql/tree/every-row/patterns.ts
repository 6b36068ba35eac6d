import { evaluate } from "../constant/evaluate.ts";
import type { Expression } from "../expression.ts";

/** Of `.` only what a line break does not end counts: no pattern that has to reach the text's end. */
const everyText = /^(?:\^|\$|\^?\.\*|\.\*\$)$/;

/** Whether a LIKE or REGEXP fits every text, whatever is in it. */
export function fitsEveryText(node: Extract<Expression, { kind: "like" | "regexp" }>): boolean {
  const pattern = evaluate(node.pattern);
  if (pattern?.type !== "text") return false;
  return node.kind === "like" ? !node.escapedBy && /^%+$/.test(pattern.value) : everyText.test(pattern.value);
}

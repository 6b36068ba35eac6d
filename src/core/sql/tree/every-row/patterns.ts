import { evaluate } from "../constant/evaluate.ts";
import type { Expression } from "../expression.ts";

/** Of `.` only what a line break does not end counts: no pattern that has to reach the text's end. */
const everyText = /^(?:\^|\$|\^?\.\*|\.\*\$)$/;

/** Whether a LIKE or REGEXP fits every text, whatever is in it. */
export function fitsEveryText(node: Extract<Expression, { kind: "like" | "regexp" }>): boolean {
  const pattern = evaluate(node.pattern);
  if (pattern?.type !== "text") return false;
  if (node.kind === "regexp") return everyText.test(pattern.value);
  return /^%+$/.test(pattern.value) && !escapesPercent(node.escapedBy);
}

function escapesPercent(escapedBy: Expression | undefined): boolean {
  const mark = escapedBy && evaluate(escapedBy);
  return escapedBy !== undefined && !(mark?.type === "text" && mark.value !== "%");
}

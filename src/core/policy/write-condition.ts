import type { ASTNode } from "@marcbachmann/cel-js";

/**
 * CEL text of a parsed node, with every parenthesis written. (The package's own `serialize` leaves out some that
 * matter, `a - (b - c)`, and its source ranges do not always hold a whole operand.)
 */
export function writeCondition(node: ASTNode): string {
  switch (node.op) {
    case "value":
      return writeLiteral(node.args);
    case "id":
      return node.args;
    case ".":
    case ".?":
      return `${writeCondition(node.args[0])}${node.op}${node.args[1]}`;
    case "[]":
      return `${writeCondition(node.args[0])}[${writeCondition(node.args[1])}]`;
    case "[?]":
      return `${writeCondition(node.args[0])}[?${writeCondition(node.args[1])}]`;
    case "call":
      return `${node.args[0]}(${node.args[1].map(writeCondition).join(", ")})`;
    case "rcall":
      return `${writeCondition(node.args[1])}.${node.args[0]}(${node.args[2].map(writeCondition).join(", ")})`;
    case "list":
      return `[${node.args.map(writeCondition).join(", ")}]`;
    case "map":
      return `{${node.args.map(([key, value]) => `${writeCondition(key)}: ${writeCondition(value)}`).join(", ")}}`;
    case "?:":
      return `(${writeCondition(node.args[0])} ? ${writeCondition(node.args[1])} : ${writeCondition(node.args[2])})`;
    case "!_":
      return `(!${writeCondition(node.args)})`;
    case "-_":
      return `(-${writeCondition(node.args)})`;
    default:
      return `(${writeCondition(node.args[0])} ${node.op} ${writeCondition(node.args[1])})`;
  }
}

function writeLiteral(value: (ASTNode & { op: "value" })["args"]): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number")
    return Number.isInteger(value) && Math.abs(value) < 1e21 ? `${value}.0` : `${value}`;
  if (value instanceof Uint8Array) {
    return `b"${[...value].map((byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join("")}"`;
  }
  if (typeof value === "object" && value !== null) return `${value.valueOf()}u`;
  return String(value);
}

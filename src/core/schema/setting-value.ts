import { definedExpression, keptMode } from "../sql/grammar/defined-expression.ts";
import { evaluate } from "../sql/tree/constant/evaluate.ts";
import { truthOf, type Value } from "../sql/tree/constant/value.ts";

const words: Readonly<Record<string, boolean>> = { ON: true, TRUE: true, OFF: false, FALSE: false };

/** Whether SET switches a variable on, by the value's SQL text; DEFAULT is on. undefined = nobody can tell here. */
export function isSwitchedOn(text: string): boolean | undefined {
  const word = text.trim().toUpperCase();
  if (word === "DEFAULT" || word === "1") return true;
  if (word === "0") return false;
  const known = words[word] ?? constantIn(text);
  if (known === undefined || typeof known === "boolean") return known;
  if (known.type === "text") return words[known.value.toUpperCase()] ?? truthOf(known) ?? undefined;
  return truthOf(known) ?? undefined;
}

/** The names of the modes that SET sql_mode gives, in capitals; undefined = nobody can tell here. */
export function modesSet(text: string): readonly string[] | undefined {
  const value = constantIn(text);
  if (value?.type !== "text") return undefined;
  return value.value
    .toUpperCase()
    .split(",")
    .map((name) => name.trim());
}

function constantIn(text: string): Value | undefined {
  const tree = definedExpression(text, keptMode(undefined));
  return tree && evaluate(tree);
}

import type { Change } from "../../change/change.ts";
import type { RiskContext } from "../factor.ts";
import { droppedName, nameKey } from "./dropped-names.ts";
import type { NameReferences } from "./references.ts";

export type Named = { what: string; references: NameReferences } | { what: string; unknown: string };

/** What the change takes away, and where code names it; undefined = nothing, or nobody asked the code. */
export function findNamed(change: Change, { references }: RiskContext): Named | undefined {
  const name = references && droppedName(change);
  if (!references || !name) return undefined;
  const what = name.column === undefined ? name.table : `${name.table}.${name.column}`;
  if (!references.known) return { what, unknown: references.why };
  const found = references.found.get(nameKey(name));
  return found ? { what, references: found } : { what, unknown: "the change drops too many names." };
}

/** `in 23 lines: a.ts:1, b.ts:2, c.ts:3, …` */
export function sayLines({ count, first }: NameReferences["certain"]): string {
  const shown = first.slice(0, 3).map(({ file, line }) => `\`${file}:${line}\``);
  const lines = [...shown, ...(count > shown.length ? ["…"] : [])].join(", ");
  return `in ${count === 1 ? "1 line" : `${count} lines`}: ${lines}`;
}

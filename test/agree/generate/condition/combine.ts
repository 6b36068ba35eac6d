import type { Random } from "../random.ts";
import { constants } from "./constants.ts";
import { facts } from "./facts.ts";
import { fill, type Scope } from "./fill.ts";
import type { Kind } from "./kind.ts";
import { ranges } from "./ranges.ts";
import { subqueries } from "./subqueries.ts";

export interface Condition {
  kind: string;
  sql: string;
}

/** The conditions over one table that stand alone. */
export const simpleKinds: readonly Kind[] = [...constants, ...facts, ...ranges, ...subqueries];

/** undefined = the table has no column that the kind is about, or chance chose what a form cannot have. */
export function simple(random: Random, scope: Scope, kind: Kind): Condition | undefined {
  const filled = fill(random, scope, random.pick(kind.forms), kind.about ?? (() => true));
  return filled && { kind: kind.name, sql: filled.sql };
}

function atom(random: Random, scope: Scope): string {
  for (;;) {
    const found = simple(random, scope, random.pick(simpleKinds));
    if (found) return found.sql;
  }
}

/** Parentheses, or the precedence as it comes. */
const grouped = (random: Random, sql: string) => (random.chance(0.6) ? `(${sql})` : sql);

type Writer = (random: Random, part: () => string) => string;

function chain(operators: readonly string[]): Writer {
  return (random, part) => {
    const parts = Array.from({ length: random.pick([2, 2, 2, 3]) }, () => grouped(random, part()));
    return parts.join(` ${random.pick(operators)} `);
  };
}

const wraps = [
  "(%) IS TRUE",
  "(%) IS NOT FALSE",
  "IF(%, 1, 0)",
  "CASE WHEN % THEN TRUE ELSE FALSE END",
  "COALESCE(%, FALSE)",
  "(%) = TRUE",
  "1 AND (%)",
  "(%) OR FALSE",
  "((%))",
  "(%) <> 0",
  "IFNULL(%, 0)",
  "TRUE AND (%) AND 1 = 1",
  "NOT (%) IS NOT TRUE",
  "(%) + 0",
  "(%) AND TRUE IS NOT NULL",
];

export const combinedKinds: readonly { name: string; write: Writer }[] = [
  { name: "AND", write: chain(["AND", "AND", "&&"]) },
  { name: "OR", write: chain(["OR", "OR", "||"]) },
  { name: "XOR", write: chain(["XOR"]) },
  {
    name: "NOT",
    write: (random, part) =>
      random.pick(["NOT (%)", "NOT %", "!(%)", "NOT NOT (%)", "NOT (NOT (%))"]).replace("%", part),
  },
  { name: "wrapped", write: (random, part) => random.pick(wraps).replace("%", part) },
];

/** AND, OR, XOR, NOT and what changes no truth, over conditions that may be so composed themselves. */
export function combined(
  random: Random,
  scope: Scope,
  { name, write }: (typeof combinedKinds)[number],
): Condition {
  const part = (depth: number): string =>
    depth > 0 && random.chance(0.4)
      ? random.pick(combinedKinds).write(random, () => part(depth - 1))
      : atom(random, scope);
  return { kind: name, sql: write(random, () => part(2)) };
}

import type { IndexDefinition } from "../../sql/definition.ts";
import type { RiskFactor } from "../factor.ts";
import { knownTable } from "../known-table.ts";

export const redundantIndex: RiskFactor<"add-index"> = {
  id: "redundant-index",
  title: "Adds an index that another one makes needless",
  points: 10,
  why: "Every write maintains both, and no query needs the shorter one.",
  instead: "Leave it out; or drop the shorter one once the longer one is there.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/multiple-column-indexes.html"],
  examples: {
    risky: ["ALTER TABLE orders ADD INDEX (user_id)"],
    safe: ["ALTER TABLE orders ADD INDEX (user_id, placed)", "ALTER TABLE users ADD INDEX (age)"],
  },
  kinds: ["add-index"],
  find({ clause: { table, target, indexDefinition } }, context) {
    if (indexDefinition.kind !== "index") return undefined;
    const known = knownTable(target, context);
    if (known === undefined) return undefined;
    const wanted = columns(indexDefinition);
    const covering = known.indexes.find(
      (index) => index.kind !== "fulltext" && index.kind !== "spatial" && startsWith(columns(index), wanted),
    );
    return covering === undefined
      ? undefined
      : `${table} has the index ${covering.name}, which begins with the same columns.`;
  },
};

function columns({ parts }: IndexDefinition): string[] {
  return parts.map(
    ({ column, expression, length }) => `${(column ?? expression ?? "").toLowerCase()} ${length ?? ""}`,
  );
}

function startsWith(longer: readonly string[], shorter: readonly string[]): boolean {
  return shorter.every((part, i) => part === longer[i]);
}

import type { Table } from "../../schema/table.ts";
import type { Expression } from "../../sql/tree/expression.ts";
import { resolvedColumn } from "../../sql/tree/resolve/resolve.ts";
import { expressionsIn } from "../../sql/tree/walk.ts";
import type { RiskFactor } from "../factor.ts";
import { indexFinds, isNumberForText, leadsAnIndex, type Sought } from "../index-use.ts";
import { rowsWrittenBy } from "../rows-written.ts";
import type { ReadRows } from "../write.ts";

export const scanToFind: RiskFactor<"update" | "delete"> = {
  id: "scan-to-find",
  title: "Reads and locks every row to find some",
  points: 10,
  why: "No index finds the rows by the WHERE, so InnoDB reads the whole table and locks each row that it passes, also those that it leaves alone. Nor does one where a function, arithmetic or a pattern that begins with a wildcard stands over its column, where an OR has a side that none serves, or where text is compared with a number, which in strict mode also fails at the first row whose text is none (error 1292).",
  instead:
    "Pick the rows by primary key, in batches; leave the column alone on one side of the comparison; write numbers for text columns as text.",
  links: [
    "https://dev.mysql.com/doc/refman/8.4/en/innodb-locks-set.html",
    "https://dev.mysql.com/doc/refman/8.4/en/type-conversion.html",
  ],
  examples: {
    risky: [
      "UPDATE users SET name = '' WHERE age > 30",
      "DELETE FROM visits WHERE seen < '2020-01-01'",
      "UPDATE users SET age = 1 WHERE email = 7",
      "DELETE FROM users WHERE id + 0 = 3",
      "DELETE FROM users WHERE age > 30 OR id = 1",
      "DELETE FROM users WHERE email LIKE '%@example.org'",
    ],
    safe: [
      "UPDATE users SET age = 1 WHERE email = '7'",
      "DELETE FROM orders WHERE user_id = 7 AND total > 3",
      "DELETE FROM orders WHERE user_id IN (SELECT id FROM users)",
      "DELETE FROM users WHERE email LIKE 'a%' AND LENGTH(name) > 3",
      "UPDATE unheard_of SET a = 1 WHERE b = 2",
    ],
  },
  kinds: ["update", "delete"],
  // Where the table is known whole, a condition chooses rows, and no LIMIT ends the reading early.
  find({ clause }, { statement }) {
    const rows = rowsWrittenBy(clause, statement);
    if (!rows?.table?.complete || !/some$/.test(rows.choice)) return undefined;
    const none = `No index of ${clause.table} finds the rows.`;
    if (rows.picks !== undefined) return leadsAnIndex(rows.picks, rows.table) ? undefined : none;
    const { where, limit } = rows.write;
    const sought = limit ? undefined : soughtBy(rows, rows.table, statement.mode);
    if (!sought || !where) return undefined;
    const text = textAsNumber(where, sought);
    if (text !== undefined) return `${clause.table}.${text} is text and is compared with a number.`;
    return indexFinds(where, sought) ? undefined : none;
  },
};

/** Of a statement over one table. */
function soughtBy(
  { write, source, resolution }: ReadRows,
  table: Table,
  mode: Sought["mode"],
): Sought | undefined {
  const isAlone = resolution.blocks.get(write)?.sources.length === 1;
  return isAlone ? { source, table, resolution, mode } : undefined;
}

/** The column of the table that is text and is compared with a number. */
function textAsNumber(where: Expression, sought: Sought): string | undefined {
  for (const node of expressionsIn(where))
    for (const [value, others] of comparisonsIn(node)) {
      if (value.kind !== "column" || !others.some((other) => isNumberForText(value, other, sought))) continue;
      const resolved = resolvedColumn(sought.resolution, value);
      if (resolved.kind === "column" && resolved.source === sought.source) return resolved.column?.name;
    }
  return undefined;
}

type Compared = [value: Expression, others: readonly Expression[]];

function comparisonsIn(node: Expression): Compared[] {
  switch (node.kind) {
    case "comparison":
      return [
        [node.left, [node.right]],
        [node.right, [node.left]],
      ];
    case "in-list":
      return [[node.value, node.list]];
    case "between":
      return [[node.value, [node.low, node.high]]];
    default:
      return [];
  }
}

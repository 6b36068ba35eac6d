import { isText } from "../../schema/charset.ts";
import { buildColumn } from "../../schema/column.ts";
import { type Column, findColumn, type Table } from "../../schema/table.ts";
import type { ColumnDefinition } from "../../sql/definition.ts";
import type { RiskFactor } from "../factor.ts";
import { knownTable } from "../known-table.ts";
import { repeatAttributes } from "../rewrites/repeat-attributes.ts";

export const forgetAttributes: RiskFactor<"modify-column"> = {
  id: "forget-attributes",
  title: "Rewrites a column and forgets what it had",
  points: 40,
  why: "MODIFY and CHANGE replace the whole definition: NOT NULL, DEFAULT, AUTO_INCREMENT, COMMENT, what a generated column computes, or the character set that is not repeated is gone.",
  instead: "Repeat everything that `SHOW CREATE TABLE` shows for the column, and change one thing.",
  links: ["https://dev.mysql.com/doc/refman/8.4/en/alter-table.html"],
  examples: {
    risky: [
      "ALTER TABLE orders MODIFY id BIGINT NOT NULL",
      "ALTER TABLE orders MODIFY state ENUM('new','paid') NOT NULL",
      "ALTER TABLE users CHANGE name name VARCHAR(200) DEFAULT ''",
      "ALTER TABLE labels MODIFY name VARCHAR(60) NOT NULL",
      "ALTER TABLE sums MODIFY whole INT",
    ],
    safe: [
      "ALTER TABLE users MODIFY name VARCHAR(200) NOT NULL DEFAULT ''",
      "ALTER TABLE users MODIFY name VARCHAR(200) NULL DEFAULT ''",
      "ALTER TABLE labels MODIFY name VARCHAR(60) COLLATE utf8mb4_bin NOT NULL",
      "ALTER TABLE unheard_of MODIFY a INT",
    ],
  },
  rewrite: repeatAttributes,
  kinds: ["modify-column"],
  find({ clause: { target, table, column, definition } }, context) {
    const before = knownTable(target, context);
    const old = before && findColumn(before, column);
    if (!before || !old) return undefined;
    const lost = [...forgotten(old, definition), ...forgottenText(old, definition, before)];
    return lost.length > 0 ? `${table}.${column} loses ${lost.join(", ")}.` : undefined;
  },
};

function forgotten(old: Column, now: ColumnDefinition): string[] {
  const lost: string[] = [];
  if (old.autoIncrement && !now.autoIncrement) lost.push("AUTO_INCREMENT");
  // Who writes NULL means it.
  if (!old.nullable && now.nullable === undefined) lost.push("NOT NULL");
  if (old.default !== undefined && now.default === undefined && !now.autoIncrement) lost.push("its DEFAULT");
  if (old.onUpdate !== undefined && now.onUpdate === undefined) lost.push("ON UPDATE");
  if (old.generated && !now.generated) lost.push("its computation");
  if (old.invisible && !now.invisible) lost.push("INVISIBLE");
  if (old.comment !== undefined && now.comment === undefined) lost.push("its COMMENT");
  return lost;
}

/** Where neither is stated the column takes the table's, whatever it had. */
function forgottenText({ type: old }: Column, definition: ColumnDefinition, table: Table): string[] {
  const { charset, collation } = definition.type;
  if (charset !== undefined || collation !== undefined || !isText(old)) return [];
  const now = buildColumn(definition, table).type;
  if (!isText(now) || now.charset === undefined || old.charset === undefined) return [];
  if (now.charset !== old.charset) return ["its character set"];
  return old.collation !== undefined && now.collation !== undefined && now.collation !== old.collation
    ? ["its collation"]
    : [];
}

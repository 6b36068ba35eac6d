import type { Change } from "../../change/change.ts";
import { isText } from "../../schema/charset.ts";
import { findColumn, foldName, type Table } from "../../schema/table.ts";
import type { Token } from "../../sql/lex/token.ts";
import type { RiskContext, RiskFactor } from "../factor.ts";
import { knownTable } from "../known-table.ts";
import { meetsEveryRow, rowsWrittenBy } from "../rows-written.ts";
import { tokensOf } from "../words.ts";

export const scanToFind: RiskFactor = {
  id: "scan-to-find",
  title: "Reads and locks every row to find some",
  points: 10,
  why: "No index begins with a column of the WHERE, so InnoDB reads the whole table and locks each row that it passes, also those that it leaves alone; a text column compared with a number makes no use of its index either, and fails on the first value that is none (error 1292).",
  instead: "Pick the rows by primary key, in batches; write numbers for text columns as text.",
  links: [
    "https://dev.mysql.com/doc/refman/8.4/en/innodb-locks-set.html",
    "https://dev.mysql.com/doc/refman/8.4/en/type-conversion.html",
  ],
  examples: {
    risky: [
      "UPDATE users SET name = '' WHERE age > 30",
      "DELETE FROM visits WHERE seen < '2020-01-01'",
      "UPDATE users SET age = 1 WHERE email = 7",
    ],
    safe: [
      "UPDATE users SET age = 1 WHERE email = '7'",
      "DELETE FROM orders WHERE user_id = 7 AND total > 3",
      "DELETE FROM notes WHERE id IN (SELECT id FROM users)",
      "UPDATE unheard_of SET a = 1 WHERE b = 2",
    ],
  },
  kinds: ["update", "delete"],
  find(change, context) {
    const table = soleTable(change, context);
    const condition = table && conditionOf(context);
    if (!condition) return undefined;
    const text = textAsNumber(condition, table);
    if (text !== undefined) return `${change.table}.${text} is text and is compared with a number.`;
    const named = condition.flatMap((token) => columnOf(token, table) ?? []);
    const served = table.indexes.some(({ parts }) => named.includes(foldName(parts[0]?.column ?? "")));
    return named.length > 0 && !served ? `No index of ${change.table} finds the rows.` : undefined;
  },
};

/** The table, where it is the statement's only one and is known whole. */
function soleTable(change: Change, context: RiskContext): Table | undefined {
  const { target } = change;
  if (meetsEveryRow(rowsWrittenBy(change, context.statement)) || context.statement.tables.length !== 1)
    return undefined;
  const table = knownTable(target, context);
  return table?.complete ? table : undefined;
}

/** What stands behind WHERE; nothing where a LIMIT ends the reading early. */
function conditionOf({ statement }: RiskContext): readonly Token[] | undefined {
  const tokens = tokensOf(statement);
  const at = tokens.findIndex(({ kind, upper }) => kind === "word" && upper === "WHERE");
  const rest = tokens.slice(at + 1);
  return at < 0 || rest.some(({ kind, upper }) => kind === "word" && upper === "LIMIT") ? undefined : rest;
}

function columnOf({ kind, value }: Token, table: Table): string | undefined {
  if (kind !== "word" && kind !== "name") return undefined;
  const column = findColumn(table, value);
  return column && foldName(column.name);
}

function textAsNumber(condition: readonly Token[], table: Table): string | undefined {
  const found = condition.find((token, i) => {
    const [operator, value] = [condition[i + 1], condition[i + 2]];
    const compares = operator?.kind === "operator" && /^(=|<=>|<|>|<=|>=|<>|!=)$/.test(operator.value);
    const type = compares && value?.kind === "number" ? typeOf(token, table) : undefined;
    return type !== undefined && isText(type) && type.members.length === 0;
  });
  return found?.value;
}

function typeOf({ kind, value }: Token, table: Table) {
  return kind === "word" || kind === "name" ? findColumn(table, value)?.type : undefined;
}

import type { StatementAnswer, StatementQuestion } from "../../rollout/ask-about.ts";
import type { ObjectName } from "../../rollout/object-name.ts";
import type { DatabaseStatistics, TableStatistics } from "../../schema/statistics.ts";
import { oneLine } from "./neutralise.ts";
import { sayCount, saySize } from "./size.ts";

/** What a database says of a statement that is to run on it, a line each. It informs; it lowers no verdict. */
export function sayAnswers(
  { tables, database }: Pick<StatementQuestion, "tables" | "database">,
  { rows, syntax }: StatementAnswer,
  statistics: DatabaseStatistics,
): string[] {
  const lines = tables.map((table) => `${nameIn(database, table)}: ${sayTable(table, statistics)}`);
  if (rows)
    lines.push(
      "rows" in rows
        ? `rows: about ${sayCount(rows.rows)}, as the server's optimizer reckons`
        : `rows: unknown, ${rows.why}`,
    );
  if (syntax.verdict !== "valid")
    lines.push(
      `syntax: ${syntax.verdict === "refused" ? `refused, ${syntax.said}` : `not told, ${syntax.why}`}`,
    );
  return lines.map(oneLine);
}

/** undefined = not visible. */
export function sayOldestTransaction(seconds: number | undefined): string {
  if (seconds === undefined) return "open transactions: not visible without the PROCESS privilege";
  if (seconds === 0) return "open transactions: none";
  return `open transactions: the oldest for ${sayCount(seconds)} s; a change of a table that it has read waits for it, and all who come later wait behind the change`;
}

function nameIn(home: string, { database, name }: ObjectName): string {
  return database === home ? name : `${database}.${name}`;
}

function sayTable({ database, name }: ObjectName, statistics: DatabaseStatistics): string {
  const known = database === statistics.database && Object.hasOwn(statistics.tables, name);
  const table = known ? statistics.tables[name] : undefined;
  return table ? sayStatistics(table) : "unknown, it is not there yet, or not visible";
}

function sayStatistics({ rows, bytes, rowVersions, triggers, referencedBy }: TableStatistics): string {
  const hidden = Object.entries({ "row versions": rowVersions, triggers, "foreign keys to it": referencedBy })
    .filter(([, value]) => value === undefined)
    .map(([kind]) => kind);
  return [
    `about ${saySize({ rows, bytes })}`,
    ...(rowVersions ? [sayNumber(rowVersions, "row version")] : []),
    ...(triggers ? [sayNumber(triggers, "trigger")] : []),
    ...(referencedBy?.length ? [`foreign keys to it from ${referencedBy.join(", ")}`] : []),
    ...(hidden.length > 0 ? [`not visible: ${hidden.join(", ")}`] : []),
  ].join("; ");
}

function sayNumber(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

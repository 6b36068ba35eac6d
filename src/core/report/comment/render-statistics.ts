import type { DatabaseStatistics, StatisticsSnapshot } from "../../schema/statistics.ts";
import { code, prose } from "../say/neutralise.ts";
import { sayBytes, sayCount } from "../say/size.ts";
import { table } from "./markdown.ts";

/** What a job's summary shows of a snapshot in Markdown: a line for each database. */
export function renderStatistics({ environment, databases }: StatisticsSnapshot): string {
  const head = ["Database", "Tables", "Rows", "Size", "Asked at", "Not visible"];
  return `## Statistics of ${prose(environment)}\n\n${table(head, databases.map(line))}\n`;
}

function line({ database, instance, tables, takenAt }: DatabaseStatistics): string[] {
  const all = Object.values(tables);
  return [
    code(`${database} @ ${instance}`),
    sayCount(all.length),
    sayCount(all.reduce((sum, { rows }) => sum + rows, 0)),
    sayBytes(all.reduce((sum, { bytes }) => sum + bytes, 0)),
    prose(takenAt),
    hiddenOf(all).join(", "),
  ];
}

const kinds = [
  ["rowVersions", "row versions"],
  ["triggers", "triggers"],
  ["referencedBy", "foreign keys"],
] as const;

/** What the account may not see of some table. */
export function hiddenOf(tables: readonly DatabaseStatistics["tables"][string][]): string[] {
  return kinds.filter(([key]) => tables.some((one) => one[key] === undefined)).map(([, name]) => name);
}

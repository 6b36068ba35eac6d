import { type Cursor, take } from "../cursor.ts";
import { mayBeMariadb, mayBeMysql } from "../may-be.ts";

const distinctAggregates = new Set("AVG COUNT GROUP_CONCAT MAX MIN SUM".split(" "));
const aggregates = new Set([
  ...distinctAggregates,
  ..."BIT_AND BIT_OR BIT_XOR JSON_ARRAYAGG JSON_OBJECTAGG STD STDDEV STDDEV_POP STDDEV_SAMP ST_COLLECT VARIANCE VAR_POP VAR_SAMP".split(
    " ",
  ),
]);

function counted(least: number, most: number, words: string): [string, [number, number]][] {
  return words.split(" ").map((word) => [word, [least, most]]);
}

/** Functions that the grammar of MySQL 8.0 to 9 spells out, with the arguments that it gives them. */
const counts = new Map<string, readonly [number, number]>([
  ...counted(0, 0, "CUME_DIST DATABASE DENSE_RANK PERCENT_RANK RANK ROW_NUMBER SCHEMA USER CURDATE"),
  ...counted(
    1,
    1,
    "AVG BIT_AND BIT_OR BIT_XOR COUNT JSON_ARRAYAGG MAX MIN STD STDDEV STDDEV_POP STDDEV_SAMP ST_COLLECT SUM VARIANCE VAR_POP VAR_SAMP ASCII CHARSET COLLATION DATE DAY FIRST_VALUE HOUR LAST_VALUE MICROSECOND MINUTE MONTH NTILE QUARTER SECOND TIME YEAR",
  ),
  ...counted(2, 2, "JSON_OBJECTAGG LEFT MOD NTH_VALUE REPEAT RIGHT TRUNCATE"),
  ...counted(3, 3, "IF REPLACE"),
  ...counted(4, 4, "INSERT"),
  ...counted(1, 2, "TIMESTAMP WEEK"),
  ...counted(1, 3, "LAG LEAD"),
  ...counted(2, 3, "FORMAT"),
  ...counted(2, 2, "ADDDATE SUBDATE"),
  ...counted(1, Number.POSITIVE_INFINITY, "COALESCE GROUPING GROUP_CONCAT"),
  ...counted(2, Number.POSITIVE_INFINITY, "INTERVAL"),
]);

/** What the grammar itself demands; other built-in functions answer a wrong count with error 1582. */
export function argumentCounts(c: Cursor, name: string): readonly [least: number, most: number] {
  return (mayBeMysql(c) ? counts.get(name) : undefined) ?? [0, Number.POSITIVE_INFINITY];
}

/** @returns whether DISTINCT stands before the arguments. */
export function takeQuantifier(c: Cursor, name: string): boolean {
  if (!aggregates.has(name)) return false;
  const distinct = (mayBeMariadb(c) || distinctAggregates.has(name)) && take(c, "DISTINCT");
  if (!distinct) take(c, "ALL");
  return distinct;
}

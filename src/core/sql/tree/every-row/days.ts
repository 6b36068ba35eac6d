import { type Exact, exactOf, integer } from "../constant/exact.ts";
import type { Value } from "../constant/value.ts";
import type { Expression } from "../expression.ts";
import { type Resolution, resolvedColumn } from "../resolve/resolve.ts";

/**
 * Of a column of a type that stands for a point in time, which its digits order: between which of these numbers it lies.
 * `isSupported`: it is in the range that the manual (13.2.1) names, which the server does not see to. undefined = no such
 * column.
 */
export function rangeOfDays(
  node: Expression,
  resolution: Resolution,
  isSupported: boolean,
): { least: Exact; most: Exact } | undefined {
  const resolved = node.kind === "column" ? resolvedColumn(resolution, node) : undefined;
  const type = resolved?.kind === "column" ? resolved.column?.type : undefined;
  const least = isSupported ? firstDay : integer(0);
  switch (type?.name) {
    case "date":
      return { least, most: lastDay };
    case "datetime":
    case "timestamp":
      return { least, most: lastMoment(type.length ?? 0) };
    default:
      return undefined;
  }
}

const firstDay = integer(1000_01_01_00_00_00n);
const lastDay = integer(9999_12_31_00_00_00n);

function lastMoment(decimals: number): Exact {
  return { digits: BigInt(`99991231235959${"9".repeat(decimals)}`), scale: decimals };
}

const form =
  /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?: ([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(\.\d{1,6})?)?$/;

/** `2024-01-31 12:00:00` as the number of its digits; undefined = it is not written in that form. */
export function dayIn(value: Value): Exact | undefined {
  const [, year, month, day, hour = "00", minute = "00", second = "00", fraction = ""] =
    (value.type === "text" && form.exec(value.value)) || [];
  return year === undefined
    ? undefined
    : exactOf(`${year}${month}${day}${hour}${minute}${second}${fraction}`);
}

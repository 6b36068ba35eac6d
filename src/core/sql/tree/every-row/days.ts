import { type Exact, exactOf } from "../constant/exact.ts";
import type { Value } from "../constant/value.ts";
import type { Expression } from "../expression.ts";
import { type Resolution, resolvedColumn } from "../resolve/resolve.ts";

/** Is it a column of a type that stands for a point in time, which its digits order? */
export function isDay(node: Expression, resolution: Resolution): boolean {
  const resolved = node.kind === "column" ? resolvedColumn(resolution, node) : undefined;
  const type = resolved?.kind === "column" ? resolved.column?.type : undefined;
  return type !== undefined && /^(date|datetime|timestamp)$/.test(type.name);
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

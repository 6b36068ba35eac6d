import type { Column } from "../../schema/table.ts";
import type { ServerRefusal } from "./refusal.ts";

interface Fault {
  error: number;
  /** As in "t.a …". */
  what: string;
}

/** What no column may be (manual 13.1 to 13.3), whatever table it is in. */
export function columnFault(column: Column): Fault | undefined {
  const { type, onUpdate } = column;
  if (onUpdate !== undefined && !keepsTime.has(type.name))
    return { error: 1294, what: "keeps no time that ON UPDATE could set" };
  if (type.length !== undefined) return lengthFault(column);
  return type.members.length > 0 ? memberFault(column) : undefined;
}

/** The same as a whole sentence. */
export function columnRefusal(column: Column, table: string): ServerRefusal[] {
  const fault = columnFault(column);
  return fault ? [{ error: fault.error, why: `${table}.${column.name} ${fault.what}.` }] : [];
}

const keepsTime: ReadonlySet<string> = new Set(["timestamp", "datetime"]);
const longest = 255;

/** The most that a type's first number may be, and the error beyond it. */
const limits: ReadonlyMap<string, readonly [most: number, error: number]> = new Map([
  ["char", [longest, 1074]],
  ["binary", [longest, 1074]],
  ["bit", [64, 1439]],
  ["decimal", [65, 1426]],
  ["datetime", [6, 1426]],
  ["timestamp", [6, 1426]],
  ["time", [6, 1426]],
  ...["tinyint", "smallint", "mediumint", "int", "bigint"].map(
    (name) => [name, [longest, 1439]] as [string, readonly [number, number]],
  ),
]);

const mostDecimals = 30;

function lengthFault({ type: { name, length = 0, scale } }: Column): Fault | undefined {
  const [most = Number.POSITIVE_INFINITY, error = 0] = limits.get(name) ?? [];
  if (length > most) return { error, what: `is longer than ${most}, the most that ${name} may be` };
  if (scale === undefined) return undefined;
  if (scale > mostDecimals) return { error: 1425, what: `has more than ${mostDecimals} decimals` };
  return scale > length ? { error: 1427, what: "has more decimals than digits" } : undefined;
}

function memberFault({ type: { name, members } }: Column): Fault | undefined {
  if (name === "set" && members.some((member) => member.includes(",")))
    return { error: 1367, what: "has a member with a comma in it" };
  const again = members.find((member, i) => members.indexOf(member) < i);
  return again === undefined ? undefined : { error: 1291, what: `has the member ${again} twice` };
}

import { type Exact, integer } from "./constant/exact.ts";

/** Between which numbers a function's answers lie, whatever its arguments are; NULL apart. */
export interface Range {
  readonly family: "integer" | "decimal" | "real";
  readonly least: Exact | undefined;
  readonly most: Exact | undefined;
}

const whole = (least: number, most?: number): Range => ({
  family: "integer",
  least: integer(least),
  most: most === undefined ? undefined : integer(most),
});

const real = (least: Exact, most: Exact | undefined): Range => ({ family: "real", least, most });

/** The largest number below 1 that floating point has. */
const belowOne: Exact = { digits: 9_999_999_999_999_999n, scale: 16 };

/** Manual 14.6 to 14.8, and as MySQL 9.7 answers at the ends: of a zero date, DAY, MONTH and YEAR are 0. */
const ranges: Readonly<Record<string, Range>> = {
  ACOS: real(integer(0), integer(4)),
  ASCII: whole(0, 255),
  ASIN: real(integer(-2), integer(2)),
  ATAN: real(integer(-4), integer(4)),
  COS: real(integer(-1), integer(1)),
  CRC32: whole(0, 4_294_967_295),
  DAY: whole(0, 31),
  DAYOFMONTH: whole(0, 31),
  DAYOFWEEK: whole(1, 7),
  DAYOFYEAR: whole(0, 366),
  EXP: real(integer(0), undefined),
  HOUR: whole(0, 838),
  MICROSECOND: whole(0, 999_999),
  MINUTE: whole(0, 59),
  MONTH: whole(0, 12),
  QUARTER: whole(0, 4),
  RAND: real(integer(0), belowOne),
  SECOND: whole(0, 59),
  SIGN: whole(-1, 1),
  SIN: real(integer(-1), integer(1)),
  SQRT: real(integer(0), undefined),
  STRCMP: whole(-1, 1),
  WEEK: whole(0, 53),
  WEEKDAY: whole(0, 6),
  WEEKOFYEAR: whole(0, 53),
  YEAR: whole(0, 9999),
};

/** Of one of the server's own functions, by its name in upper case; undefined = none is known. */
export function rangeOfFunction(name: string): Range | undefined {
  return ranges[name];
}

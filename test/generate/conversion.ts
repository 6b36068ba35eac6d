import type { Random } from "./random.ts";

/** A column's type before and after, and values that the first can hold. */
export interface Conversion {
  from: string;
  to: string;
  values: readonly string[];
}

/** Types with values at their edges, as SQL literals. */
const types: readonly [type: string, values: readonly string[]][] = [
  ["TINYINT", ["-128", "-1", "0", "1", "127"]],
  ["TINYINT UNSIGNED", ["0", "128", "255"]],
  ["SMALLINT", ["-32768", "0", "300", "32767"]],
  ["SMALLINT UNSIGNED", ["0", "40000", "65535"]],
  ["MEDIUMINT", ["-8388608", "70000", "8388607"]],
  ["INT", ["-2147483648", "0", "1999", "2147483647"]],
  ["INT(5) ZEROFILL", ["0", "7", "4294967295"]],
  ["INT UNSIGNED", ["0", "3000000000", "4294967295"]],
  ["BIGINT", ["-9223372036854775808", "5", "9223372036854775807"]],
  ["BIGINT UNSIGNED", ["0", "5", "18446744073709551615"]],
  ["DECIMAL(5,2)", ["-999.99", "0.01", "999.99"]],
  ["DECIMAL(10,0)", ["-9999999999", "0", "9999999999"]],
  ["DECIMAL(10,4)", ["-999999.9999", "1.2345", "999999.9999"]],
  ["DECIMAL(12,4)", ["-99999999.9999", "1.2345", "99999999.9999"]],
  ["DECIMAL(20,0)", ["-99999999999999999999", "99999999999999999999"]],
  ["DECIMAL(8,2) UNSIGNED", ["0", "0.5", "999999.99"]],
  ["FLOAT", ["-3.4e38", "0.1", "16777216", "1e-30"]],
  ["FLOAT(8,2)", ["-999999.99", "0.13", "1.5"]],
  ["DOUBLE", ["-1.7e308", "0.1", "9007199254740993", "1e-300"]],
  ["DOUBLE UNSIGNED", ["0", "0.1", "1e300"]],
  ["BIT(1)", ["b'0'", "b'1'"]],
  ["BIT(12)", ["b'111111111111'", "b'1'"]],
  ["DATE", ["'1000-01-01'", "'2020-02-29'", "'9999-12-31'"]],
  ["DATETIME", ["'1000-01-01 00:00:00'", "'2020-01-02 03:04:05'", "'9999-12-31 23:59:59'"]],
  ["DATETIME(3)", ["'2020-01-02 03:04:05.678'", "'9999-12-31 23:59:59.499'"]],
  ["DATETIME(6)", ["'2020-01-02 03:04:05.678901'", "'2020-12-31 23:59:59.999999'"]],
  ["TIMESTAMP NULL", ["'1971-01-01 00:00:00'", "'2037-12-31 23:59:59'"]],
  ["TIMESTAMP(3) NULL", ["'2020-01-02 03:04:05.999'"]],
  ["TIME", ["'-838:59:59'", "'00:00:01'", "'838:59:59'"]],
  ["TIME(6)", ["'10:00:00.999999'", "'00:00:00.000001'"]],
  ["YEAR", ["1901", "2020", "2155"]],
  ["CHAR(3)", ["''", "'a'", "'äöü'", "'12'"]],
  ["CHAR(10)", ["'ab  '", "'0123456789'", "'日本語日本語日本語日'"]],
  ["VARCHAR(3)", ["''", "'a  '", "'日本語'", "'007'"]],
  ["VARCHAR(20)", ["'abc  '", "'2020-01-02'", "'x'", "REPEAT('日', 20)"]],
  ["VARCHAR(100)", ["REPEAT('😀', 100)", "'true'"]],
  ["VARCHAR(300)", ["REPEAT('é', 300)", "'p,q'"]],
  ["VARCHAR(20) CHARACTER SET latin1", ["'é'", "'a'", "'€'", "REPEAT('ÿ', 20)"]],
  ["VARCHAR(20) CHARACTER SET ascii", ["'a'", "'~'"]],
  ["VARCHAR(20) CHARACTER SET utf8mb3", ["'日'", "'é'"]],
  ["VARCHAR(20) CHARACTER SET ucs2", ["'日'"]],
  ["VARCHAR(20) CHARACTER SET cp1251", ["'ж'"]],
  ["VARCHAR(20) COLLATE utf8mb4_bin", ["'a'", "'A'", "'a '"]],
  ["TINYTEXT", ["REPEAT('a', 255)", "REPEAT('日', 85)"]],
  ["TINYTEXT CHARACTER SET latin1", ["REPEAT('é', 255)"]],
  ["TEXT", ["REPEAT('a', 65535)", "'x '"]],
  ["TEXT(50)", ["REPEAT('😀', 50)"]],
  ["TEXT CHARACTER SET latin1", ["REPEAT('é', 65535)"]],
  ["MEDIUMTEXT", ["REPEAT('a', 70000)"]],
  ["LONGTEXT", ["REPEAT('a', 70000)", "'{}'"]],
  ["BINARY(4)", ["'ab'", "x'00ff00ff'"]],
  ["BINARY(8)", ["'ab'", "x'ff'"]],
  ["VARBINARY(4)", ["x'ff00'", "'ab  '"]],
  ["VARBINARY(20)", ["x'ff00'", "REPEAT('a', 20)"]],
  ["TINYBLOB", ["REPEAT(x'ff', 255)"]],
  ["BLOB", ["REPEAT(x'ff', 65535)", "'a'"]],
  ["MEDIUMBLOB", ["REPEAT('a', 70000)"]],
  ["ENUM('x','y')", ["'x'", "'y'"]],
  ["ENUM('y','x')", ["'x'", "'y'"]],
  ["ENUM('x','y','z')", ["'x'", "'z'"]],
  ["ENUM('X','Y')", ["'X'"]],
  ["ENUM('1','2')", ["'1'", "'2'"]],
  ["ENUM('é','日') CHARACTER SET utf8mb4", ["'é'", "'日'"]],
  ["ENUM('é','a') CHARACTER SET latin1", ["'é'", "'a'"]],
  ["SET('p','q')", ["''", "'p,q'"]],
  ["SET('q','p')", ["''", "'p,q'"]],
  ["SET('p','q','r')", ["'p,r'", "'p,q,r'"]],
  ["JSON", ["'{}'", "'[1, 2]'", "'5'"]],
  ["POINT", ["ST_GeomFromText('POINT(1 2)')"]],
  ["GEOMETRY", ["ST_GeomFromText('LINESTRING(0 0,1 1)')"]],
];

const family = (type: string) => types.findIndex(([one]) => one === type);

/** Often a near relative, where keeping and losing lie close together. */
export function conversion(random: Random): Conversion {
  const [from, values] = random.pick(types);
  const at = family(from);
  const near = types.slice(Math.max(0, at - 5), at + 6);
  const [to] = random.pick(random.chance(0.7) ? near : types);
  return { from, to, values };
}

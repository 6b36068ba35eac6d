import type { Random } from "./random.ts";

/** A column's type before and after, and values that the first can hold. */
export interface Conversion {
  from: string;
  to: string;
  values: readonly string[];
  /** After ALTER TABLE t. */
  clauses: string;
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
  ["BIGINT(20) ZEROFILL", ["0", "5", "18446744073709551615"]],
  ["TINYINT(3) ZEROFILL", ["0", "255"]],
  ["BOOL", ["0", "1", "127"]],
  ["BIGINT UNSIGNED", ["0", "5", "18446744073709551615"]],
  ["DECIMAL(5,2)", ["-999.99", "0.01", "999.99"]],
  ["DECIMAL(10,0)", ["-9999999999", "0", "9999999999"]],
  ["DECIMAL(10,4)", ["-999999.9999", "1.2345", "999999.9999"]],
  ["DECIMAL(12,4)", ["-99999999.9999", "1.2345", "99999999.9999"]],
  ["DECIMAL(20,0)", ["-99999999999999999999", "99999999999999999999"]],
  ["DECIMAL(8,2) UNSIGNED", ["0", "0.5", "999999.99"]],
  ["FLOAT", ["-3.4e38", "0.1", "16777216", "1e-30"]],
  ["FLOAT(8,2)", ["-999999.99", "0.13", "1.5"]],
  ["FLOAT(7,4)", ["-999.9999", "0.1234"]],
  ["FLOAT(24)", ["0.1", "16777217"]],
  ["FLOAT(53)", ["0.1", "9007199254740993"]],
  ["DOUBLE(10,2)", ["-99999999.99", "0.13"]],
  ["DOUBLE(20,8)", ["-999999999999.12345678", "0.00000001"]],
  ["DOUBLE", ["-1.7e308", "0.1", "9007199254740993", "1e-300"]],
  ["DOUBLE UNSIGNED", ["0", "0.1", "1e300"]],
  ["BIT(1)", ["b'0'", "b'1'"]],
  ["BIT(64)", ["b'1'", "18446744073709551615"]],
  ["BIT(12)", ["b'111111111111'", "b'1'"]],
  ["DATE", ["'1000-01-01'", "'2020-02-29'", "'9999-12-31'"]],
  ["DATETIME", ["'1000-01-01 00:00:00'", "'2020-01-02 03:04:05'", "'9999-12-31 23:59:59'"]],
  ["DATETIME(3)", ["'2020-01-02 03:04:05.678'", "'9999-12-31 23:59:59.499'"]],
  ["DATETIME(6)", ["'2020-01-02 03:04:05.678901'", "'2020-12-31 23:59:59.999999'"]],
  ["TIMESTAMP NULL", ["'1971-01-01 00:00:00'", "'2037-12-31 23:59:59'"]],
  ["TIMESTAMP(3) NULL", ["'2020-01-02 03:04:05.999'"]],
  ["TIME", ["'-838:59:59'", "'00:00:01'", "'838:59:59'"]],
  ["TIMESTAMP(6) NULL", ["'2038-01-19 03:14:07.999999'"]],
  ["TIME(3)", ["'838:59:58.999'", "'-00:00:00.001'"]],
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
  ["VARCHAR(20) CHARACTER SET sjis", ["'日'", "'ｱ'"]],
  ["VARCHAR(20) CHARACTER SET gbk", ["'日'"]],
  ["VARCHAR(20) CHARACTER SET gb18030", ["'日😀'"]],
  ["VARCHAR(20) CHARACTER SET swe7", ["'a'"]],
  ["VARCHAR(20) CHARACTER SET latin2", ["'ž'"]],
  ["VARCHAR(20) CHARACTER SET utf16", ["'日😀'"]],
  ["CHAR(20) CHARACTER SET latin1", ["'é  '", "'a'"]],
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
  ["ENUM('x','y','X') COLLATE utf8mb4_bin", ["'x'", "'X'"]],
  ["ENUM('x ','y')", ["'x'"]],
  ["ENUM('','x')", ["''", "'x'"]],
  ["SET('a','b') CHARACTER SET latin1", ["'a,b'"]],
  ["SET('é','b') CHARACTER SET latin1", ["'é,b'", "'b'"]],
  ["ENUM('1','2')", ["'1'", "'2'"]],
  ["ENUM('é','日') CHARACTER SET utf8mb4", ["'é'", "'日'"]],
  ["ENUM('é','a') CHARACTER SET latin1", ["'é'", "'a'"]],
  ["SET('p','q')", ["''", "'p,q'"]],
  ["SET('q','p')", ["''", "'p,q'"]],
  ["SET('p','q','r')", ["'p,r'", "'p,q,r'"]],
  ["JSON", ["'{}'", "'[1, 2]'", "'5'"]],
  ["POINT SRID 0", ["ST_GeomFromText('POINT(1 2)')"]],
  ["LINESTRING", ["ST_GeomFromText('LINESTRING(0 0,1 1)')"]],
  ["POINT", ["ST_GeomFromText('POINT(1 2)')"]],
  ["GEOMETRY", ["ST_GeomFromText('LINESTRING(0 0,1 1)')"]],
];

const charsets = ["utf8mb4", "utf8mb3", "latin1", "ascii", "ucs2", "utf16", "binary", "cp1251", "gb18030"];

/** Often a near relative, where keeping and losing lie close together. */
export function conversion(random: Random): Conversion {
  const [from, values] = random.pick(types);
  if (texts.test(from) && random.chance(0.15)) return converted(random, from, values);
  const at = types.findIndex(([one]) => one === from);
  const near = types.slice(Math.max(0, at - 5), at + 6);
  const [to] = random.pick(random.chance(0.7) ? near : types);
  const others = random.chance(0.1) ? `, DEFAULT CHARACTER SET ${random.pick(charsets)}` : "";
  if (random.chance(0.1)) {
    const nullable = from.replace(/ NULL$/, "");
    return {
      from: nullable,
      to,
      values: [...values, "NULL"],
      clauses: `MODIFY v ${to.replace(/ NULL$/, "")} NOT NULL`,
    };
  }
  return { from, to, values, clauses: `MODIFY v ${to}${others}` };
}

const texts = /CHAR|TEXT|ENUM|SET\(/;

/** The whole table in another character set, or the column in one that it is not told by its own name. */
function converted(random: Random, from: string, values: readonly string[]): Conversion {
  const charset = random.pick(charsets);
  const clauses = random.pick([
    `CONVERT TO CHARACTER SET ${charset}`,
    `MODIFY v ${from.replace(/ (CHARACTER SET|COLLATE) \w+/, "")}, DEFAULT CHARACTER SET ${charset}`,
    `MODIFY v ${from}, CONVERT TO CHARACTER SET ${charset}`,
  ]);
  return { from, to: charset === "binary" ? "BLOB" : from, values, clauses };
}

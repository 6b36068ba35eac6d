import { describe, expect, test } from "vitest";
import { conditionOf, resolvedIn } from "../../../testing/read-trees.ts";
import { reads } from "./columns-read.ts";
import { evaluate } from "./constant/evaluate.ts";
import { mayBeNull } from "./nullable.ts";
import { callsStoredCode } from "./stored-code.ts";
import { valueTypeOf } from "./value-type.ts";
import { volatilityOf } from "./volatility.ts";

const schema = `CREATE TABLE t (
  id INT NOT NULL PRIMARY KEY, n INT, u TINYINT UNSIGNED NOT NULL, s VARCHAR(9) NOT NULL, d DATETIME NOT NULL, e ENUM('a') NOT NULL
); CREATE TABLE o (x INT NOT NULL, y INT)`;

function read(condition: string, tables = "t") {
  const { statement, resolution } = resolvedIn(schema, `DELETE t FROM ${tables} WHERE ${condition}`);
  return { node: conditionOf(statement), resolution };
}

describe("nullable", () => {
  test.each([
    ["id", false],
    ["n", true],
    ["id + u * 2", false],
    ["id / u", true],
    ["n <=> 1", false],
    ["n IS NULL", false],
    ["COALESCE(n, 0)", false],
    ["COALESCE(n, NULL)", true],
    ["CONCAT(s, 'x')", false],
    ["NULLIF(id, 1)", true],
    ["IF(n, 1, 2)", false],
    ["CASE WHEN n THEN 1 END", true],
    ["id IN (SELECT x FROM o)", false],
    ["id IN (SELECT y FROM o)", true],
    ["id IN (SELECT x FROM o UNION SELECT y FROM o)", true],
    ["id IN (SELECT o2.x FROM o LEFT JOIN o o2 ON 1)", true],
    ["id IN (SELECT x FROM (SELECT x FROM o) q)", false],
    ["id IN (SELECT x FROM o GROUP BY x WITH ROLLUP)", true],
    ["id IN (SELECT a FROM unheard_of)", true],
    ["CAST(s AS SIGNED)", false],
    ["CAST(s AS DATE)", true],
    ["price(id)", true],
    ["@x", true],
  ])("%s: %s", (condition, expected) => {
    const { node, resolution } = read(condition);
    expect(mayBeNull(node, resolution)).toBe(expected);
  });

  test("a table that an outer join may leave out", () => {
    const { node, resolution } = read("o.x", "t LEFT JOIN o ON 1");
    expect(mayBeNull(node, resolution)).toBe(true);
  });
});

describe("volatility", () => {
  test.each([
    ["LENGTH(s) > 1", "immutable"],
    ["d < NOW()", "stable"],
    ["id = ?", "stable"],
    ["@@sql_mode = ''", "stable"],
    ["id IN (SELECT x FROM o WHERE y < CURDATE())", "stable"],
    ["RAND() < 1", "volatile"],
    ["(SELECT UUID()) = s", "volatile"],
    ["@x := 1", "volatile"],
    ["price(id)", "volatile"],
    ["LAST_INSERT_ID() = id", "stable"],
    ["LAST_INSERT_ID(id) = id", "volatile"],
  ])("%s: %s", (condition, expected) => {
    expect(volatilityOf(read(condition).node)).toBe(expected);
  });
});

test("stored and loaded functions are told from the server's own", () => {
  expect(callsStoredCode(read("LENGTH(s) > ABS(n)").node)).toBe(false);
  expect(callsStoredCode(read("id IN (SELECT shop.price(x) FROM o)").node)).toBe(true);
});

test.each([
  ["id IN (SELECT x FROM o WHERE y = 1)", ["o", "t"]],
  ["1 IN (SELECT x FROM o WHERE y = t.n)", ["o", "t"]],
  ["1 IN (SELECT x FROM o WHERE y = 1)", ["o"]],
  ["1 IN (SELECT x FROM unheard_of)", ["t", "unheard_of"]],
])("the tables that %s hangs on, subqueries included", (condition, expected) => {
  const { node, resolution } = read(condition);
  const sources = new Set(resolution.sources.values());
  const met = [...sources].filter((source) => reads(node, source, resolution));
  expect(met.map(({ alias }) => alias).toSorted()).toEqual(expected);
});

describe("value types", () => {
  test.each([
    ["u", { family: "integer", least: 0n, most: 255n }],
    ["id", { family: "integer", least: -2147483648n, most: 2147483647n }],
    ["u % 3", { family: "integer", least: 0n, most: 2n }],
    ["id % 3", { family: "integer", least: -2n, most: 2n }],
    ["LENGTH(s)", { family: "integer", least: 0n, most: 36n }],
    ["BIT_COUNT(n)", { family: "integer", least: 0n, most: undefined }],
    ["n > 1", { family: "integer", least: 0n, most: 1n }],
    ["IF(n, u, 300)", { family: "integer", least: 0n, most: 300n }],
    ["s", { family: "text" }],
    ["d", { family: "temporal" }],
    ["e", { family: "enumerated" }],
    ["id / 2", { family: "decimal", least: undefined, most: undefined }],
    ["COALESCE(s, 1)", { family: "other" }],
  ])("%s", (condition, expected) => {
    const { node, resolution } = read(condition);
    const type = valueTypeOf(node, resolution);
    const range = "least" in type ? { least: type.least?.digits, most: type.most?.digits } : {};
    expect({ family: type.family, ...range }).toEqual(expected);
  });
});

/** As a MySQL 9.7 answers SELECT of them. */
describe("constants", () => {
  test.each([
    ["1 + 2 * 3", "7"],
    ["7 DIV 2", "3"],
    ["-7 % 3", "-1"],
    ["1 / 3", "0.3333"],
    ["1 / 0", "NULL"],
    ["1.5 + 1", "2.5"],
    ["6 & 3 | 8", "10"],
    ["1 << 3", "8"],
    ["'abc' = 'abd'", "0"],
    ["'abc' = 'ABC'", "1"],
    ["BINARY 'abc' = 'ABC'", "0"],
    ["'ä' = 'a'", "?"],
    ["'10' + 1", "11"],
    ["'5 apples' > 4", "1"],
    ["NULL <=> NULL", "1"],
    ["NULL = NULL", "NULL"],
    ["0 OR NULL", "NULL"],
    ["0 AND NULL", "0"],
    ["1 XOR NULL", "NULL"],
    ["NOT 0", "1"],
    ["2 BETWEEN 1 AND 3", "1"],
    ["2 NOT IN (1, NULL)", "NULL"],
    ["2 IN (1, NULL, 2)", "1"],
    ["(1, 2) = (1, 3)", "0"],
    ["NULL IS NOT TRUE", "1"],
    ["'x' LIKE '%'", "1"],
    ["COALESCE(NULL, 2)", "2"],
    ["IF(0, 1, 2)", "2"],
    ["NULLIF(1, 1)", "NULL"],
    ["GREATEST(1, 3, 2)", "3"],
    ["LENGTH('abc')", "3"],
    ["CHAR_LENGTH('äöü')", "3"],
    ["LENGTH('äöü')", "?"],
    ["CONCAT('a', 1)", "a1"],
    ["CASE 2 WHEN 1 THEN 'a' ELSE 'b' END", "b"],
    ["CAST('12' AS SIGNED)", "12"],
    ["9223372036854775807 + 18446744073709551615", "?"],
    ["NOW() > 1", "?"],
    ["id = 1", "?"],
  ])("%s is %s", (condition, expected) => {
    const value = evaluate(read(condition).node);
    const shown = value?.type === "exact" ? Number(value.value.digits) / 10 ** value.value.scale : undefined;
    expect(
      !value ? "?" : value.type === "null" ? "NULL" : String(shown ?? (value as { value: unknown }).value),
    ).toBe(expected);
  });
});

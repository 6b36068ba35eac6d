import { describe, expect, it } from "vitest";
import { replayScript } from "../../change/replay-script.ts";
import { emptyCatalog, findTable } from "../../schema/catalog.ts";
import { newSession } from "../../schema/session.ts";
import { misfits } from "./misfits.ts";

const engine = { flavour: "mysql", version: 80400 } as const;

function misfitsOf(from: string, to: string): string | undefined {
  const { catalog } = replayScript(`CREATE TABLE t (a ${from}, b ${to}) CHARSET utf8mb4`, {
    engine,
    catalog: emptyCatalog(),
  });
  const [a, b] = findTable(catalog, { database: undefined, table: "t" }, newSession().scope)?.columns ?? [];
  if (!a || !b) throw new Error(`Not read: ${from}, ${to}`);
  return misfits("v", a.type, b.type);
}

describe("the values that a new type would change or refuse", () => {
  it.each([
    ["INT", "SMALLINT", "v < -32768 OR v > 32767"],
    ["BIGINT", "BIGINT UNSIGNED", "v < 0 OR v > 18446744073709551615"],
    ["DECIMAL(10,4)", "DECIMAL(8,2)", "v <> TRUNCATE(v, 2) OR v <= -1000000 OR v >= 1000000"],
    ["DECIMAL(10,4)", "TINYINT UNSIGNED", "v <> TRUNCATE(v, 0) OR v < 0 OR v > 255"],
    ["VARCHAR(20)", "VARCHAR(5)", "CHAR_LENGTH(v) > 5"],
    ["VARCHAR(20)", "CHAR(5)", "CHAR_LENGTH(v) > 5 OR v LIKE '% '"],
    ["LONGTEXT", "TEXT", "LENGTH(v) > 65535"],
    ["ENUM('a','it''s')", "ENUM('it''s')", "CAST(CONVERT(v USING utf8mb4) AS BINARY) NOT IN ('it''s')"],
    ["SET('a','b')", "SET('b')", "FIND_IN_SET('a', v)"],
    ["DATETIME(6)", "DATETIME(3)", "MICROSECOND(v) % 1000 <> 0"],
    ["VARBINARY(8)", "BINARY(4)", "LENGTH(v) <> 4"],
    [
      "VARCHAR(9)",
      "VARCHAR(9) CHARACTER SET latin1",
      "CHAR_LENGTH(v) > 9 OR CAST(CONVERT(CONVERT(v USING latin1) USING utf8mb4) AS BINARY) <> CAST(CONVERT(v USING utf8mb4) AS BINARY)",
    ],
  ])("%s to %s", (from, to, condition) => {
    expect(misfitsOf(from, to)).toBe(condition);
  });

  it.each([
    ["TIMESTAMP", "DATETIME"],
    ["FLOAT", "DECIMAL(5,2)"],
    ["SET('a','b')", "SET('b','a')"],
    ["JSON", "TEXT"],
  ])("%s to %s: no query can tell", (from, to) => {
    expect(misfitsOf(from, to)).toBeUndefined();
  });
});

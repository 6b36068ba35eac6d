import { expect, it } from "vitest";
import { parseStatement } from "../grammar/parse-statement.ts";
import type { LexMode } from "../mode.ts";

const mode: LexMode = {
  ansiQuotes: false,
  noBackslashEscapes: false,
  engine: { flavour: "mysql", version: 90700 },
};

it.each([
  "SELECT NOW() + INTERVAL 1 SQL_TSI_DAY",
  "SELECT DATE_ADD(NOW(), INTERVAL 1 SQL_TSI_YEAR)",
  "CREATE EVENT e ON SCHEDULE EVERY 1 SQL_TSI_HOUR DO SELECT 1",
])("knows ODBC's names of units: %s", (sql) => {
  expect(parseStatement(sql, mode).parsed).toBe(true);
});

it("takes SQL_TSI_YEAR for YEAR, also as a type, and no other unit", () => {
  const { parsed, clauses } = parseStatement("CREATE TABLE t (y SQL_TSI_YEAR(4), z SQL_TSI_YEAR)", mode);
  expect(parsed).toBe(true);
  const columns = [
    { name: "y", type: { name: "year", length: 4 } },
    { name: "z", type: { name: "year", length: undefined } },
  ];
  expect(clauses).toMatchObject([{ tableDefinition: { columns } }]);
  expect(parseStatement("CREATE TABLE t (y SQL_TSI_DAY)", mode).parsed).toBe(false);
});

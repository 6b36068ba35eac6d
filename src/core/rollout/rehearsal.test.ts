import { describe, expect, test } from "vitest";
import { plannedStatements } from "../../testing/planned.ts";
import { describeActual } from "./actual.ts";
import { rehearsalOf } from "./rehearsal.ts";

const rehearsed = (sql: string) => {
  const statement = plannedStatements(sql).at(-1);
  return statement && rehearsalOf(statement)?.sql;
};
const table = "CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT);\n";

describe("an ALTER is tried on an empty copy of its table, by the algorithm that was approved", () => {
  test.each([
    [
      "ALTER TABLE t ADD COLUMN c INT",
      "ALTER TABLE `shop`.`tollgate_ledger_twin` ALGORITHM=INSTANT, ADD COLUMN c INT",
    ],
    [
      "ALTER /* TABLE x */ TABLE `shop` . t\n ADD INDEX (a)",
      "ALTER /* TABLE x */ TABLE `shop`.`tollgate_ledger_twin` ALGORITHM=INPLACE,\n ADD INDEX (a)",
    ],
  ])("%s", (sql, twin) => expect(rehearsed(table + sql)).toBe(twin));

  test.each([
    ["nothing is worse than a copy", "ALTER TABLE t MODIFY a BIGINT"],
    ["the server asserts its own", "ALTER TABLE t ADD COLUMN c INT, ALGORITHM=INSTANT"],
    ["a copy has no foreign keys", "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES t (id)"],
    ["a new name is no copy's", "ALTER TABLE t RENAME TO u"],
    ["code in a comment", "ALTER TABLE /*!50000 t */ ADD COLUMN c INT"],
    ["not an ALTER", "INSERT INTO t VALUES (1, 2, 3)"],
  ])("not where %s", (_, sql) => expect(rehearsed(table + sql)).toBeUndefined());
});

test("what the server did is said in the word that was foretold, where it may be that", () => {
  expect(describeActual({ copied: true, rebuilt: true }, "INSTANT")).toBe("COPY");
  expect(describeActual({ copied: false, rebuilt: true }, "INSTANT")).toBe("INPLACE, rebuilt");
  expect(describeActual({ copied: false, rebuilt: true }, "COPY")).toBe("COPY");
  expect(describeActual({ copied: false, rebuilt: false }, "INPLACE")).toBe("INPLACE");
  expect(describeActual({ copied: false, rebuilt: false }, "COPY")).toBe("not rebuilt");
  expect(describeActual({ copied: false }, "INSTANT")).toBeUndefined();
});

import { describe, expect, it } from "vitest";
import type { LexMode } from "../../mode.ts";
import { parseStatement } from "../parse-statement.ts";

const mode: LexMode = {
  ansiQuotes: false,
  noBackslashEscapes: false,
  engine: { flavour: "mysql", version: 90700 },
};
const create = (partitioning: string) =>
  parseStatement(`CREATE TABLE t (a INT, b INT) PARTITION BY ${partitioning}`, mode);

/** Each was asked of MySQL 9.7: valid is what it answers with another error than 1064, or with none. */
describe("partitioning", () => {
  it.each([
    "LIST (a) (PARTITION x VALUES LESS THAN (10))",
    "RANGE (a) (PARTITION x VALUES IN (10))",
    "HASH (a) (PARTITION x VALUES IN (10))",
    "KEY (a) (PARTITION x VALUES LESS THAN MAXVALUE)",
    "LIST (a)",
    "RANGE (a) PARTITIONS 3",
    "HASH (a) PARTITIONS 0",
    "RANGE (a) SUBPARTITION BY HASH (b) SUBPARTITIONS 0 (PARTITION x VALUES LESS THAN (10))",
    "RANGE (a) (PARTITION x VALUES LESS THAN (1, 2))",
    "RANGE COLUMNS (a) (PARTITION x VALUES LESS THAN (1, 2))",
    "LIST COLUMNS (a, b) (PARTITION x VALUES IN ((1, 2), (3, 4)))",
    "LIST COLUMNS (a, b) (PARTITION x VALUES IN ((1, 2, 3)))",
  ])("is valid: %s", (partitioning) => {
    expect(create(partitioning)).toMatchObject({ parsed: true, type: "CREATE_TABLE" });
  });

  it.each([
    "RANGE (a) (PARTITION x)",
    "LIST (a) (PARTITION x)",
    "LIST (a) (PARTITION x VALUES IN (MAXVALUE))",
    "LIST (a) (PARTITION x VALUES IN ((1)))",
    "LIST (a) (PARTITION x VALUES IN (1 = 2))",
    "RANGE COLUMNS (a, b) (PARTITION x VALUES LESS THAN (1))",
    "RANGE COLUMNS (a, b) (PARTITION x VALUES LESS THAN MAXVALUE)",
    "LIST COLUMNS (a, b) (PARTITION x VALUES IN (1, 2))",
    "LIST COLUMNS (a, b) (PARTITION x VALUES IN ((1, 2), 3))",
    "LIST COLUMNS (a, b) (PARTITION x VALUES IN ((1, 2), (3)))",
    "HASH (a) PARTITIONS 3 (PARTITION x)",
  ])("is no syntax: %s", (partitioning) => {
    expect(create(partitioning)).toMatchObject({ parsed: false, source: "unknown" });
  });

  it("reads what is added without knowing how the table is divided", () => {
    const add = (values: string) =>
      parseStatement(`ALTER TABLE t ADD PARTITION (PARTITION x VALUES ${values})`, mode).parsed;
    expect(["IN (1, 2)", "IN ((1, 2), (3, 4))", "LESS THAN (1, MAXVALUE)"].map(add)).toEqual([
      true,
      true,
      true,
    ]);
    expect(["IN ((1))", "IN (1 = 2)", "IN ((1) + 2)"].map(add)).toEqual([false, false, false]);
  });
});

import { expect, test } from "vitest";
import { schemaDiff } from "../schema-diff.ts";
import { writeObjects } from "./write-objects.ts";

/** As MySQL 9.7 says it of a table with all that a table has. */
const table = {
  "column id": {
    COLUMN_TYPE: "int",
    DATA_TYPE: "int",
    IS_NULLABLE: "NO",
    EXTRA: "auto_increment",
    COLUMN_COMMENT: "ID",
  },
  "column note": {
    COLUMN_TYPE: "varchar(9)",
    COLLATION_NAME: "utf8mb4_bin",
    IS_NULLABLE: "YES",
    AFTER: "id",
  },
  "column up": { COLUMN_TYPE: "int", COLUMN_DEFAULT: "3", IS_NULLABLE: "YES", AFTER: "note" },
  "index PRIMARY, part 1": { COLUMN_NAME: "id", NON_UNIQUE: 0, COLLATION: "A", INDEX_TYPE: "BTREE" },
  "index u, part 2": { COLUMN_NAME: "up", NON_UNIQUE: 0, COLLATION: "D" },
  "index u, part 1": { COLUMN_NAME: "note", NON_UNIQUE: 0, SUB_PART: 3, IS_VISIBLE: "NO" },
  "primary key PRIMARY": { CONSTRAINT_TYPE: "PRIMARY KEY", ENFORCED: "YES" },
  "foreign key fk": { CONSTRAINT_TYPE: "FOREIGN KEY", ENFORCED: "YES" },
  "foreign key fk, column 1": {
    ...{
      COLUMN_NAME: "up",
      REFERENCED_TABLE_SCHEMA: "shop",
      REFERENCED_TABLE_NAME: "p",
      REFERENCED_COLUMN_NAME: "id",
    },
  },
  "reference fk": { DELETE_RULE: "CASCADE", UPDATE_RULE: "NO ACTION", REFERENCED_TABLE_NAME: "p" },
  "check ck": { CONSTRAINT_TYPE: "CHECK", ENFORCED: "NO", CHECK_CLAUSE: "(`up` > 1)" },
  "partition p0": { PARTITION_METHOD: "HASH" },
  "": {
    ENGINE: "InnoDB",
    TABLE_COLLATION: "utf8mb4_0900_ai_ci",
    TABLE_TYPE: "BASE TABLE",
    ROW_FORMAT: "Compressed",
  },
};

test("a table as CREATE TABLE says it, a program line by line", () => {
  const objects = {
    database: { "": { DEFAULT_COLLATION_NAME: "x" } },
    "table t": table,
    "trigger tr": { "": { ACTION_STATEMENT: "BEGIN\n  SET @a = 1;\nEND", ACTION_TIMING: "BEFORE" } },
  };
  const written = writeObjects({ objects });
  expect([...written.keys()]).toEqual(["TABLE t", "TRIGGER tr"]);
  expect(written.get("TRIGGER tr")).toBe("ACTION_TIMING=BEFORE\nBEGIN\n  SET @a = 1;\nEND");
  expect(written.get("TABLE t")).toMatchInlineSnapshot(`
    "CREATE TABLE \`t\` (
      \`id\` int NOT NULL auto_increment COMMENT 'ID',
      \`note\` varchar(9) COLLATE utf8mb4_bin,
      \`up\` int DEFAULT 3,
      PRIMARY KEY (\`id\`),
      UNIQUE KEY \`u\` (\`note\`(3),\`up\` DESC) IS_VISIBLE=NO,
      CONSTRAINT \`fk\` FOREIGN KEY (\`up\`) REFERENCES \`shop\`.\`p\` (\`id\`) ON DELETE CASCADE ON UPDATE NO ACTION,
      CONSTRAINT \`ck\` CHECK ((\`up\` > 1)) ENFORCED=NO,
      partition p0: PARTITION_METHOD=HASH,
    ) ENGINE=InnoDB COLLATE=utf8mb4_0900_ai_ci ROW_FORMAT=Compressed"
  `);
});

test("whatever is another value is another line, but what follows from something else", () => {
  // What stands beside them says it, or all parts of an index say it alike.
  const follows = new Set([
    "DATA_TYPE",
    "CONSTRAINT_TYPE",
    "TABLE_TYPE",
    "AFTER",
    "NON_UNIQUE",
    "INDEX_TYPE",
  ]);
  const opposite: Record<string, string> = { YES: "NO", NO: "YES", A: "D", D: "A" };
  const text = (objects: Record<string, typeof table>) => writeObjects({ objects }).get("TABLE t");
  for (const [part, attributes] of Object.entries(table)) {
    for (const [name, value] of Object.entries(attributes)) {
      if (follows.has(name) || (part === "reference fk" && name === "REFERENCED_TABLE_NAME")) continue;
      const other = { ...table, [part]: { ...attributes, [name]: opposite[String(value)] ?? "other" } };
      expect(text({ "table t": other }), `${part} ${name}`).not.toBe(text({ "table t": table }));
    }
  }
});

test("a column that moves, or is new, shows where", () => {
  const { "column note": note, ...rest } = table;
  const without = { ...rest, "column up": { ...table["column up"], AFTER: "id" } };
  const diff = schemaDiff(
    writeObjects({ objects: { "table t": without } }),
    writeObjects({
      objects: { "table t": { ...without, "column note": note, "column up": table["column up"] } },
    }),
  );
  expect(diff.split("\n").filter((line) => /^[+-]/.test(line))).toEqual([
    "+  `note` varchar(9) COLLATE utf8mb4_bin,",
  ]);
});

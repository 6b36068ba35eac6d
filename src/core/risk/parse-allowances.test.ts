import { describe, expect, it } from "vitest";
import { split } from "../sql/split/split.ts";
import { parseAllowances } from "./parse-allowances.ts";

const read = (text: string) =>
  parseAllowances({ text, statements: split(text).statements, downStatements: [] });

describe("readAllowances", () => {
  it("reads ids and reason before the statement that they lead", () => {
    const text = `CREATE TABLE a (id INT);
-- why this is here
-- tollgate:allow drop-column, lossy-change because nothing reads it because of 2.4
ALTER TABLE a DROP COLUMN b;`;
    expect(read(text)).toEqual({
      leading: [
        [],
        [
          {
            line: 3,
            ids: ["drop-column", "lossy-change"],
            reason: "nothing reads it because of 2.4",
          },
        ],
      ],
      stray: [],
    });
  });

  it("reads several, indented, with carriage returns, after other comments", () => {
    const text =
      "/* a */ # b\r\n  -- tollgate:allow x because one\r\n/* c\r\n*/-- \r\n-- tollgate:allow y\r\nDROP TABLE a;";
    expect(read(text).leading).toEqual([
      [
        { line: 2, ids: ["x"], reason: "one" },
        { line: 5, ids: ["y"], reason: "" },
      ],
    ]);
  });

  it.each([
    ["after the statement before", "SELECT 1; -- tollgate:allow x because y\nDROP TABLE a;", 1],
    ["after a delimiter on the next line", "SELECT 1\n; -- tollgate:allow x because y\nDROP TABLE a;", 2],
    ["inside the statement", "DROP TABLE\n-- tollgate:allow x because y\na;", 2],
    ["at the end of the file", "DROP TABLE a;\n-- tollgate:allow x because y\n", 2],
    ["in another kind of comment", "/*\n-- tollgate:allow x because y\n*/\nDROP TABLE a;", 2],
    ["in a hash comment", "# tollgate:allow x because y\nDROP TABLE a;", 1],
    ["without a space, where it is no comment", "--tollgate:allow x because y\nDROP TABLE a;", 1],
    ["inside an executable comment", "/*!\n-- tollgate:allow x because y\nDROP TABLE a */;", 2],
    ["inside a text", "INSERT INTO a VALUES ('\n-- tollgate:allow x because y\n');", 2],
  ])("finds that one leads nothing %s", (_, text, line) => {
    expect(read(text).leading.flat()).toEqual([]);
    expect(read(text).stray).toEqual([line]);
  });
});

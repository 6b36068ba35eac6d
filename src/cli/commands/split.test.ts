import { expect, test } from "vitest";
import { memoryIo } from "../../testing/memory-io.ts";
import { splitCommand } from "./split.ts";

async function split(text: string, ...args: string[]) {
  const { io, printed } = memoryIo({ "-": text });
  expect(await splitCommand.run(["-", "--json", ...args], io)).toBe(0);
  return JSON.parse(printed.out);
}

test("statements with their places: offsets in bytes, lines and columns from 1, columns in characters", async () => {
  expect(await split("SELECT 'é😀';  SELECT 2\n")).toEqual([
    {
      file: "-",
      statements: [
        {
          text: "SELECT 'é😀'",
          start: { offset: 0, line: 1, column: 1 },
          end: { offset: 15, line: 1, column: 12 },
          delimiter: ";",
        },
        {
          text: "SELECT 2",
          start: { offset: 18, line: 1, column: 15 },
          end: { offset: 26, line: 1, column: 23 },
          delimiter: "",
        },
      ],
    },
  ]);
});

test("the sql mode decides what quotes mean", async () => {
  const text = "SELECT 'a\\'; SELECT 2; -- '";
  const count = async (...args: string[]) => (await split(text, ...args))[0].statements.length;
  expect([await count(), await count("--sql-mode", "no_backslash_escapes")]).toEqual([1, 2]);
});

test("problems of the file go to standard error, with their place", async () => {
  const { io, printed } = memoryIo({ "a.sql": "DELIMITER //\nSELECT 1;\nSELECT 2;\n" });
  expect(await splitCommand.run(["a.sql"], io)).toBe(0);
  expect(printed.err).toContain("a.sql:2:1  The delimiter is still `//` here");
});

test("without a file the help is the error", async () => {
  await expect(splitCommand.run([], memoryIo().io)).rejects.toMatchObject({ code: "usage" });
});

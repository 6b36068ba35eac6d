import { expect, test } from "vitest";
import { readFileCommands } from "./file-commands.ts";

test("reads both forms", () => {
  expect(readFileCommands("a=1=2\nb<<E\nx\n\ny\nE\nc=\n")).toEqual({ a: "1=2", b: "x\n\ny", c: "" });
});

test("refuses a delimiter that is never closed", () => {
  expect(() => readFileCommands("b<<E\nx")).toThrow("Matching delimiter not found");
});

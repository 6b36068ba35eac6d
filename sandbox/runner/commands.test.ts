import { expect, test } from "vitest";
import { readCommands } from "./commands.ts";

test("reads annotations with their place", () => {
  expect(
    readCommands("::error file=migrations/V1.sql,line=3,title=Drops a table::It is%0Agone").annotations,
  ).toEqual([
    { level: "error", file: "migrations/V1.sql", line: 3, title: "Drops a table", message: "It is\ngone" },
  ]);
});

test("obeys a command after blanks and the old form anywhere, but nothing while commands are stopped", () => {
  expect(readCommands("  ::warning::a\nx ##[error]b").annotations.map((a) => a.message)).toEqual(["a", "b"]);
  expect(readCommands("::stop-commands::t0k\n::set-output name=pwn::1\n::t0k::\n::notice::c")).toMatchObject({
    outputs: {},
    annotations: [{ message: "c" }],
  });
});

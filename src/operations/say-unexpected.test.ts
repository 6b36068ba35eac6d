import { expect, it } from "vitest";
import { sayUnexpected, stackOf } from "./say-unexpected.ts";

const how = "With DEBUG=1 it says where";

it.each([
  ["an error", new Error("read ECONNRESET"), "read ECONNRESET."],
  ["a message that is a sentence", new Error("It broke."), "It broke."],
  [
    "a message of several lines, without what a terminal obeys",
    new Error("a\n  at b\u001b[2J"),
    "a at b [2J.",
  ],
  ["an error without a message", new TypeError(), "TypeError."],
  ["what is no error", "thrown", "thrown."],
])("%s is one line", (_, error, said) => {
  expect(sayUnexpected(error, how)).toBe(
    `Tollgate stopped on something it did not expect: ${said} ${how}; please report it.`,
  );
});

it("the stack has the causes, and nothing else that an error carries", () => {
  const error = Object.assign(new Error("outer", { cause: new Error("inner") }), { sql: "a secret" });
  expect(stackOf(error)).toMatch(
    /^Error: outer\n +at .*say-unexpected[\s\S]*\nCaused by: Error: inner\n +at /,
  );
  expect(stackOf(error)).not.toContain("a secret");
  expect(stackOf("thrown")).toBe("thrown");
});

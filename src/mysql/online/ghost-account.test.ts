import { expect, test } from "vitest";
import { ghostAccount } from "./tool-files.ts";

const target = { connection: "PROD_URL" };

test("user and password alone, quoted", () => {
  expect(ghostAccount(target, "ada", "p w#;1")).toBe('[client]\nuser="ada"\npassword="p w#;1"\n');
});

test.each(['a"b', "a\\b", "a\nb", `\${HOME}`, "a`b"])("%j would be read as another password", (password) => {
  expect(() => ghostAccount(target, "ada", password)).toThrow(/gh-ost's file cannot/);
});

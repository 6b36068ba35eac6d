import { expect, test } from "vitest";
import { policyText } from "../../testing/a-policy.ts";
import { parsePolicy } from "./parse-policy.ts";
import { trustCommands } from "./trust-commands.ts";

function withPassword(password: string) {
  return parsePolicy(policyText.replaceAll(/(connection: \w+)/g, `$1, password: ${password}`), "p");
}

function passwordOf(password: string) {
  const parsed = withPassword(password);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const of = ({ projects }: typeof parsed.value) => projects[0]?.targets[0]?.password;
  return { read: of(parsed.value), trusted: of(trustCommands(parsed.value)) };
}

test("a command is data until somebody says that it may be run", () => {
  const argv = ["aws", "rds", "generate-db-auth-token"];
  const { read, trusted } = passwordOf("{ command: [aws, rds, generate-db-auth-token] }");
  expect(read).toEqual({ from: "command", argv, trusted: false });
  expect(trusted).toEqual({ from: "command", argv, trusted: true });
});

test("a variable is named, and is no command", () => {
  expect(passwordOf("PROD_TOKEN").trusted).toEqual({ from: "variable", name: "PROD_TOKEN" });
});

test.each(["hunter2", "{ command: [] }", "{ command: aws }", "{ run: [aws] }", "{}", "[aws]"])(
  "%s is refused",
  (password) => {
    expect(withPassword(password).ok).toBe(false);
  },
);

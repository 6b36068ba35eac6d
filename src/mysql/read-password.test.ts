import { expect, test } from "vitest";
import type { PasswordSource } from "../core/policy/policy.ts";
import { readPassword } from "./read-password.ts";

const node = process.execPath;
const command = (...argv: string[]): PasswordSource => ({ from: "command", argv, trusted: true });
const script = (text: string) => command(node, "-e", text);

test("a variable holds it, or it is missing", async () => {
  const source = { from: "variable", name: "PW" } as const;
  expect(await readPassword("db", source, { PW: "hunter2" })).toBe("hunter2");
  await expect(readPassword("db", source, { PW: "" })).rejects.toMatchObject({
    code: "connection-missing",
    message: "The password PW of db is not set here.",
  });
});

test("a command prints it: its arguments are no shell's, and it has the variables", async () => {
  const print = script("process.stdout.write(process.env.WHO + process.argv[1] + '\\n')");
  if (print.from !== "command") throw new Error("It is a command.");
  const source = { ...print, argv: [...print.argv, "$(id) `id` ; x"] };
  expect(await readPassword("db", source, { WHO: "me:" })).toBe("me:$(id) `id` ; x");
});

test("a command of a policy that nobody vouched for is not run", async () => {
  const source = { from: "command", argv: ["touch", "/tmp/never"], trusted: false } as const;
  await expect(readPassword("db", source, {})).rejects.toMatchObject({
    code: "password-command",
    message: expect.stringContaining("touch /tmp/never"),
    fix: expect.stringContaining("--policy"),
  });
});

test.each([
  [
    "ends with an error",
    script("console.log('hunter2'); console.error('no hunter2 today'); process.exit(3)"),
    "3: no … today",
  ],
  ["prints nothing", script(""), "printed nothing"],
  ["prints several lines", script("console.log('hunter2\\nmore')"), "more than one line"],
  ["is not there", command("/nowhere/at-all"), "no such program"],
])("a command that %s gives no password, and none is told", async (_, source, says) => {
  const error = await readPassword("db", source, {}).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "password-command", message: expect.stringContaining(says) });
  expect(JSON.stringify(error) + String(error)).not.toContain("hunter2");
  expect((error as Error).cause).toBeUndefined();
});

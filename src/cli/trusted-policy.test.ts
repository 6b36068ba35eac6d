import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parsePolicy } from "../core/policy/parse-policy.ts";
import { policyText } from "../testing/a-policy.ts";
import { namedPolicy, policyHere, raisedPolicy } from "./trusted-policy.ts";

const text = policyText.replaceAll(/(connection: \w+)/g, "$1, password: { command: [aws, token] }");
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tollgate-policy-"));
  mkdirSync(join(folder, ".github"));
  writeFileSync(join(folder, ".github/tollgate.yml"), text);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a checkout's policy may be a pull request's: its commands are data; those of a named one may run", async () => {
  const here = await policyHere({ cwd: folder });
  const io = { readFile: async () => Buffer.from(text) } as unknown as Parameters<typeof namedPolicy>[1];
  const named = await namedPolicy("p.yml", io);
  const argv = ["aws", "token"];
  expect(here?.projects[0]?.targets[0]?.password).toEqual({ from: "command", argv, trusted: false });
  expect(named?.projects[0]?.targets[0]?.password).toEqual({ from: "command", argv, trusted: true });
});

test("a floor that the policy requires has to be named", () => {
  const parsed = parsePolicy(`floor: required\n${policyText}`, "p");
  if (!parsed.ok) throw new Error("the policy is wrong");
  expect(() => raisedPolicy(parsed.value, undefined)).toThrow("requires the organisation's floor");
  const floor = { name: "f", bytes: Buffer.from("version: 1\n") };
  expect(raisedPolicy(parsed.value, floor).floor).toBe("required");
  expect(raisedPolicy({ ...parsed.value, floor: "optional" }, undefined).floor).toBe("optional");
});

import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { chunkName, landmarks } from "./chunk-name.ts";

const ids = (...files: string[]) => files.map((file) => resolve("src", file));

test.each([
  ["cli-check", ids("core/report/machines/render-sarif.ts", "cli/commands/check.ts")],
  ["action-review", ids("github/status-gate.ts", "action/review.ts")],
  ["report-say-size", ids("core/report/say/size.ts")],
  ["policy", ids("core/policy/parse-policy.ts", "operations/decode-utf8.ts")],
  ["rolldown-runtime", ["\0rolldown/runtime.js"]],
])("%s", (name, moduleIds) => {
  expect(chunkName(moduleIds)).toBe(name);
});

test.each(Object.keys(landmarks))("%s is there to tell a chunk by", (file) => {
  expect(existsSync(join("src", file))).toBe(true);
});

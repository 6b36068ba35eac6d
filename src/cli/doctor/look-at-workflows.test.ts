import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lookAtWorkflows } from "./look-at-workflows.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tollgate-doctor-"));
  mkdirSync(join(folder, ".github/workflows"), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = (text: string) => writeFileSync(join(folder, ".github/workflows/review.yml"), text);
const said = async () =>
  (await lookAtWorkflows(folder, undefined)).map(({ state, what }) => `${state}: ${what}`);

test.each([
  ["tollgate-review.yml", true],
  ["tollgate-review-public.yml", false],
  ["tollgate-review-app.yml", false],
])("%s starts on what GitHub blocks in public repositories: %s", async (name, isBlocked) => {
  const text = readFileSync(`examples/workflows/${name}`, "utf8");
  at(text);
  const blocked = expect.stringContaining("blocks by default in public repositories");
  if (isBlocked) expect(await said()).toContainEqual(blocked);
  else expect(await said()).not.toContainEqual(blocked);
  expect(await said()).toContainEqual(expect.stringContaining("by a tag"));
  at(text.replace("tollgate/tollgate@v1", `tollgate/tollgate@${"a".repeat(40)} # v1`));
  expect(await said()).not.toContainEqual(expect.stringContaining("by a tag"));
});

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readWorkflow } from "../../sandbox/runner/read-workflow.ts";
import { parsePolicy } from "../../src/core/policy/parse-policy.ts";

const folders = ["examples/workflows", ".github/workflows"];
const files = folders.flatMap((folder) => readdirSync(folder).map((file) => `${folder}/${file}`));

test("there are workflow files to look at", () => expect(files.length).toBeGreaterThan(4));

test.each(files)("%s is a workflow that takes no permission at its top but reading", async (path) => {
  const text = readFileSync(path, "utf8");
  await expect(readWorkflow(path, text)).resolves.toMatchObject({ jobs: expect.anything() });
  expect(text).toMatch(/^permissions:(?: \{\}|\n {2}contents: read)$/m);
});

test.each(files)("%s pins what others wrote by commit and leaves no token in a checkout", (path) => {
  const text = readFileSync(path, "utf8");
  const foreign = [...text.matchAll(/- uses: (\S+)/g)].map(([, uses]) => uses ?? "");
  for (const uses of foreign.filter((one) => !one.startsWith("tollgate/tollgate@")))
    expect(uses).toMatch(/@[0-9a-f]{40}$/);
  expect(text.split("actions/checkout@").length).toBe(text.split("persist-credentials: false").length);
});

test("the example policy is valid", () => {
  expect(parsePolicy(readFileSync("examples/tollgate.yml", "utf8"), "examples/tollgate.yml")).toMatchObject({
    ok: true,
  });
});

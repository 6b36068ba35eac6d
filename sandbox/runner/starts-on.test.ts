import { expect, test } from "vitest";
import { startsOn } from "./starts-on.ts";

const push = { event: "push", action: undefined, branch: "main", paths: ["migrations/a/V1__x.sql"] };

test("a push starts a workflow on its branch and paths only", () => {
  expect(startsOn({ push: { branches: ["main"] } }, push)).toBe(true);
  expect(startsOn({ push: { branches: ["release/**"] } }, push)).toBe(false);
  expect(startsOn({ push: { paths: ["migrations/**"] } }, push)).toBe(true);
  expect(startsOn({ push: { paths: ["migrations/*.sql"] } }, push)).toBe(false);
  expect(startsOn({ push: { paths: ["**/*.sql", "!migrations/a/**"] } }, push)).toBe(false);
  expect(startsOn({ push: { "paths-ignore": ["migrations/**"] } }, push)).toBe(false);
  expect(startsOn({ workflow_dispatch: {} }, push)).toBe(false);
});

test("a pull request starts a workflow on the usual types, or on those that it names", () => {
  const edited = { event: "pull_request_target", action: "edited", branch: "main", paths: [] };
  expect(startsOn({ pull_request_target: {} }, edited)).toBe(false);
  expect(startsOn({ pull_request_target: {} }, { ...edited, action: "opened" })).toBe(true);
  expect(startsOn({ pull_request_target: { types: ["edited"] } }, edited)).toBe(true);
});

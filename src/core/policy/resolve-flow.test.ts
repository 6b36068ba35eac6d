import { expect, test } from "vitest";
import { mergeFloor } from "../approval/merge-floor.ts";
import { parseFloor } from "./parse-policy.ts";
import type { Policy } from "./policy.ts";

const text = (steps: string, dba = "ann") => `version: 1
roles:
  dba: { title: DBA, users: [${dba}] }
  security: { title: Security, users: [sam, ann], teams: [acme/sec] }
approval:
  flows: { f: { steps: ${steps} } }
  rules: { ddl: { high: f } }
`;

function read(written: string): Policy {
  const parsed = parseFloor(written, "p", []);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}

test.each([
  ["[dba, security]", ["dba", "security"], "DBA -> Security"],
  ["[{ role: dba, approvals: 2 }]", ["dba", "dba"], "2 × DBA"],
  ["[{ role: dba }, security]", ["dba", "security"], "DBA -> Security"],
  ["[{ any: [security, dba] }]", ["dba|security"], "DBA or Security"],
  [
    "[{ any: [dba, security], approvals: 2 }, dba]",
    ["dba|security", "dba|security", "dba"],
    "2 × DBA or Security -> DBA",
  ],
])("the steps %s", (steps, roles, title) => {
  expect(read(text(steps)).approval.flows.get("f")).toEqual({ id: "f", title, steps: roles });
});

test("a joint role has the people of its roles, each once", () => {
  expect(read(text("[{ any: [security, dba] }]")).roles.get("dba|security")).toMatchObject({
    users: ["ann", "sam"],
    teams: ["acme/sec"],
  });
});

test("under a floor a joint role has the floor's people", () => {
  const own = read(text("[{ any: [security, dba] }]", "mallory"));
  const floor = read("version: 1\nroles: { dba: { title: DBA, users: [ann] } }\n");
  const merged = mergeFloor(floor, own);
  if (!merged.ok) throw new Error("they do not merge");
  expect(merged.value.roles.get("dba|security")?.users).toEqual(["ann", "sam"]);
});

test.each([
  ["[{}]", "policy-bad-step"],
  ["[{ role: dba, any: [dba, security] }]", "policy-bad-step"],
  ["[{ any: [dba, secrity] }]", "policy-unknown-role"],
  ["[{ role: dab }]", "policy-unknown-role"],
])("the steps %s are a problem: %s", (steps, code) => {
  const parsed = parseFloor(text(steps), "p", []);
  expect(parsed.ok ? [] : parsed.problems.map((problem) => problem.code)).toEqual([code]);
});

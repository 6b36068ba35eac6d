import fc from "fast-check";
import { expect, test } from "vitest";
import type { Flow, Policy } from "../policy/policy.ts";
import { defaultApproval } from "../policy/resolve-policy.ts";
import { levels } from "../words/level.ts";
import { sources } from "../words/source.ts";
import { chooseFlow } from "./choose-flow.ts";

const flow = (id: string, ...steps: string[]): [string, Flow] => [id, { id, title: `The ${id}`, steps }];

function policy(
  rules: Policy["approval"]["rules"],
  flows: [string, Flow][] = [],
): Pick<Policy, "approval" | "roles"> {
  const role = (id: string) =>
    [id, { id, title: id.toUpperCase(), description: "", users: [], teams: [], ids: new Map() }] as const;
  return {
    roles: new Map([role("owner"), role("dba"), role("security")]),
    approval: {
      ...defaultApproval,
      flows: new Map(flows),
      rules,
    },
  };
}

const both = [flow("owner-dba", "owner", "dba"), flow("guard", "security", "dba")];

test("nothing is needed where nothing changes, where the rule says skip, and where a lower level has no rule", () => {
  const skipping = policy({ ddl: { high: "skip" } });
  expect(chooseFlow(skipping, [])).toEqual({ flow: undefined, problems: [] });
  expect(chooseFlow(skipping, [{ source: "ddl", level: "high" }])).toEqual({ flow: undefined, problems: [] });
  expect(chooseFlow(skipping, [{ source: "dml", level: "moderate" }])).toEqual({
    flow: undefined,
    problems: [],
  });
});

test("a source takes its highest level to its flow", () => {
  const needs = [
    { source: "ddl", level: "low" },
    { source: "ddl", level: "high" },
  ] as const;
  const rules = { ddl: { high: "owner-dba", low: "guard" } };
  expect(chooseFlow(policy(rules, both), needs).flow).toEqual(both[0]?.[1]);
});

test("flows of several sources merge", () => {
  const rules = { ddl: { high: "owner-dba" }, dcl: { moderate: "guard" } };
  const needs = [
    { source: "dcl", level: "moderate" },
    { source: "ddl", level: "high" },
  ] as const;
  expect(chooseFlow(policy(rules, both), needs)).toEqual({
    flow: { id: "guard+owner-dba", title: "OWNER -> SECURITY -> DBA", steps: ["owner", "security", "dba"] },
    problems: [],
  });
});

test("high without a rule blocks, and says the lines to add", () => {
  const { flow: chosen, problems } = chooseFlow(policy({ dml: { low: "skip" } }, both), [
    { source: "dml", level: "high" },
    { source: "unknown", level: "high" },
  ]);
  expect(chosen).toBeUndefined();
  expect(problems.map(({ code, what, fix }) => [code, what, fix].join("\n"))).toMatchInlineSnapshot(`
    [
      "policy-no-flow
    A change of source "dml" is of high risk, and the policy says nothing about who approves it.
    Say in the policy which flow it takes (or \`skip\`, for none):
    approval:
      rules:
        dml: { low: skip, high: owner-dba }",
      "policy-no-flow
    A change of source "unknown" is of high risk, and the policy says nothing about who approves it.
    Say in the policy which flow it takes (or \`skip\`, for none):
    approval:
      rules:
        unknown: { high: owner-dba }",
    ]
  `);
  const [bare] = chooseFlow({ ...policy({}), roles: new Map() }, [{ source: "ddl", level: "high" }]).problems;
  expect(bare?.fix).toMatchInlineSnapshot(`
    "Say in the policy which flow it takes (or \`skip\`, for none):
    roles:
      reviewer: { users: [LOGIN] }
    approval:
      flows:
        review: { steps: [reviewer] }
      rules:
        ddl: { high: review }"
  `);
});

test("one source without a flow blocks also when another has one", () => {
  const needs = [
    { source: "ddl", level: "high" },
    { source: "admin", level: "high" },
  ] as const;
  const chosen = chooseFlow(policy({ ddl: { high: "owner-dba" } }, both), needs);
  expect(chosen.flow).toBeUndefined();
  expect(chosen.problems).toHaveLength(1);
});

test("flows that contradict each other block, and are named", () => {
  const flows = [flow("a", "owner", "dba"), flow("b", "dba", "owner")];
  const needs = [
    { source: "ddl", level: "high" },
    { source: "dml", level: "high" },
  ] as const;
  const { flow: chosen, problems } = chooseFlow(
    policy({ ddl: { high: "a" }, dml: { high: "b" } }, flows),
    needs,
  );
  expect(chosen).toBeUndefined();
  expect(problems).toMatchInlineSnapshot(`
    [
      {
        "code": "policy-flows-contradict",
        "fix": "Give these roles the same order in every flow of the policy, or split the pull request.",
        "what": "This pull request needs the flows "a" (owner -> dba) and "b" (dba -> owner) at once, and they ask for owner and dba in opposite orders.",
      },
    ]
  `);
});

test("the order and number of the needs do not matter", () => {
  const need = fc.record({ source: fc.constantFrom(...sources), level: fc.constantFrom(...levels) });
  const full = Object.fromEntries(
    sources.map((source, i) => [
      source,
      { high: i % 2 ? "owner-dba" : "guard", moderate: "owner-dba", low: "skip" },
    ]),
  );
  fc.assert(
    fc.property(fc.array(need), (needs) => {
      const reversed = [...needs, ...needs].reverse();
      expect(chooseFlow(policy(full, both), reversed)).toEqual(chooseFlow(policy(full, both), needs));
    }),
  );
});

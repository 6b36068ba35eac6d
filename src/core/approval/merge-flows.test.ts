import fc from "fast-check";
import { expect, test } from "vitest";
import type { Flow } from "../policy/policy.ts";
import { mergeFlows } from "./merge-flows.ts";

const roles = new Map([
  ["owner", { title: "Project Owner" }],
  ["dba", { title: "DBA" }],
]);
const flow = (id: string, ...steps: string[]): Flow => ({ id, title: `The flow ${id}`, steps });

test("a flow alone stays itself", () => {
  const one = flow("owner-dba", "owner", "dba");
  expect(mergeFlows([one], roles)).toEqual({ ok: true, flow: one });
});

test("a flow that holds all the others is the merged one", () => {
  const long = flow("long", "tester", "owner", "dba");
  expect(mergeFlows([flow("short", "owner", "dba"), long], roles)).toEqual({ ok: true, flow: long });
});

test("steps of both, each in its order, titled by roles", () => {
  expect(mergeFlows([flow("b", "owner", "dba"), flow("a", "owner", "security", "dba")], roles)).toMatchObject(
    {
      flow: { id: "a", steps: ["owner", "security", "dba"] },
    },
  );
  expect(mergeFlows([flow("b", "owner", "dba"), flow("a", "security", "dba")], roles)).toEqual({
    ok: true,
    flow: { id: "a+b", title: "Project Owner -> security -> DBA", steps: ["owner", "security", "dba"] },
  });
});

test("a role asked twice stays twice", () => {
  expect(mergeFlows([flow("two", "dba", "dba"), flow("one", "owner", "dba")], roles)).toMatchObject({
    flow: { steps: ["owner", "dba", "dba"] },
  });
});

test("flows that contradict each other are named, and only they", () => {
  const flows = [flow("x", "lead"), flow("a", "owner", "dba", "late"), flow("b", "dba", "owner")] as const;
  expect(mergeFlows([...flows], roles)).toEqual({
    ok: false,
    flows: [flows[1], flows[2]],
    roles: ["owner", "dba"],
  });
});

/** Flows that agree: each takes its steps in one common order. */
const agreeing = fc
  .array(fc.subarray(["a", "b", "c", "d", "e", "f"], { minLength: 1 }), { minLength: 1, maxLength: 5 })
  .map((lists) => lists.map((steps, i) => flow(`flow${i}`, ...steps)) as [Flow, ...Flow[]]);

/** Any flows, also contradicting, also with a role twice. */
const any = fc
  .array(fc.array(fc.constantFrom("a", "b", "c", "d"), { minLength: 1, maxLength: 5 }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((lists) => lists.map((steps, i) => flow(`flow${i}`, ...steps)) as [Flow, ...Flow[]]);

function isSubsequence(part: readonly string[], whole: readonly string[]): boolean {
  let at = 0;
  for (const step of whole) if (step === part[at]) at += 1;
  return at === part.length;
}

const stepsOf = (flows: [Flow, ...Flow[]]) => {
  const merged = mergeFlows(flows, roles);
  return merged.ok ? merged.flow.steps : undefined;
};

test("agreeing flows always merge", () => {
  fc.assert(fc.property(agreeing, (flows) => stepsOf(flows) !== undefined));
});

test("the merged flow keeps every flow's steps in its order, and adds none", () => {
  fc.assert(
    fc.property(any, (flows) => {
      const steps = stepsOf(flows);
      if (steps === undefined) return;
      for (const one of flows) expect(isSubsequence(one.steps, steps)).toBe(true);
      for (const role of steps) {
        const most = Math.max(...flows.map((one) => one.steps.filter((step) => step === role).length));
        expect(steps.filter((step) => step === role).length).toBe(most);
      }
    }),
  );
});

test("merging again changes nothing", () => {
  fc.assert(
    fc.property(any, (flows) => {
      const merged = mergeFlows(flows, roles);
      if (merged.ok) expect(mergeFlows([merged.flow, ...flows], roles)).toEqual(merged);
    }),
  );
});

test("the same steps in whatever order and grouping the flows come", () => {
  fc.assert(
    fc.property(agreeing, fc.nat(), (flows, seed) => {
      const turned = [...flows.slice(seed % flows.length), ...flows.slice(0, seed % flows.length)].reverse();
      const [first, ...rest] = flows;
      const step = rest.length > 0 ? mergeFlows(rest as [Flow, ...Flow[]], roles) : undefined;
      const sorted = (steps: readonly string[] | undefined) => [...(steps ?? [])].sort();
      expect(sorted(stepsOf(turned as [Flow, ...Flow[]]))).toEqual(sorted(stepsOf(flows)));
      const grouped = step?.ok ? stepsOf([first, step.flow]) : undefined;
      if (grouped) expect(sorted(grouped)).toEqual(sorted(stepsOf(flows)));
    }),
  );
});

import fc from "fast-check";
import { expect, test } from "vitest";
import type { Target, TargetOrder } from "../policy/policy.ts";
import { matrixOf } from "./matrix.ts";
import { groupTargets } from "./target-groups.ts";

const target = (database: string, instance = "eu", labels = {}): { target: Target } => ({
  target: { environment: "prod", instance, database, engine: "mysql-8.4", connection: "URL", labels },
});

const order = (...groups: TargetOrder["groups"]): TargetOrder => ({
  parallel: 1,
  onError: "continue",
  groups,
});

test("each target stands in the first group that names it, and the others come last", () => {
  const groups = groupTargets(
    order(
      { name: "canary", databases: ["tier=canary"], instances: undefined, onError: "stop" },
      { name: "eu", databases: undefined, instances: ["eu"], onError: "continue" },
    ),
    [target("a", "us"), target("b"), target("c", "eu", { tier: "canary" }), target("d")],
  );
  expect(
    groups.map(({ name, onError, items }) => [name, onError, items.map((one) => one.target.database)]),
  ).toEqual([
    ["canary", "stop", ["c"]],
    ["eu", "continue", ["b", "d"]],
    ["rest", "continue", ["a"]],
  ]);
});

test("a job is one target, and a group without targets has no job", () => {
  const groups = groupTargets(
    order({ name: "canary", databases: ["x*"], instances: undefined, onError: "stop" }),
    [target("a"), target("b", "us")],
  );
  expect(matrixOf(groups)).toEqual([
    { group: "canary", targets: 0, include: [] },
    {
      group: "rest",
      targets: 2,
      include: [
        { job: "a@eu", targets: "a@eu" },
        { job: "b@us", targets: "b@us" },
      ],
    },
  ]);
});

test("never more jobs than allowed, and every target is in exactly one", () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(90), { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 5, max: 60 }),
      (sizes, most) => {
        const groups = sizes.map((size, g) => ({
          name: `g${g}`,
          onError: "stop" as const,
          items: Array.from({ length: size }, (_, i) => target(`d${g}_${i}`)),
        }));
        const jobs = matrixOf(groups, most).flatMap(({ include }) => include);
        const named = jobs.flatMap(({ targets }) => targets.split(","));
        expect(jobs.length).toBeLessThanOrEqual(most);
        expect(named).toEqual(groups.flatMap(({ items }) => items.map((one) => `${one.target.database}@eu`)));
      },
    ),
  );
});

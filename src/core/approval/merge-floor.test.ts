import { assert, constantFrom, property, record, subarray } from "fast-check";
import { describe, expect, it } from "vitest";
import { parseFloor, parsePolicy } from "../policy/parse-policy.ts";
import type { Policy } from "../policy/policy.ts";
import { defaultApproval } from "../policy/resolve-policy.ts";
import { levels } from "../words/level.ts";
import { sources } from "../words/source.ts";
import { mergeFloor } from "./merge-floor.ts";

const repository = `version: 1
environments:
  test: { rollout: automatic }
  prod: { rollout: manual, dispatch: [owner, dba] }
instances:
  a: { environment: prod, engine: mysql-8.4, connection: A }
databases:
  shop: { instances: [a] }
projects:
  shop: { migrations: "db/*.sql", databases: [shop] }
roles:
  owner: { users: [octocat] }
  dba: { users: [anybody] }
approval:
  order: any
  distinct: false
  flows:
    owner: { steps: [owner] }
  rules:
    ddl: { high: owner, moderate: skip }
    dml: { high: skip }
`;
const organisation = `version: 1
environments:
  prod: { rollout: manual, dispatch: [dba] }
roles:
  dba: { teams: [acme/dba] }
risk:
  presets: [prod-is-high]
  thresholds: { high: 50 }
approval:
  flows:
    owner: { title: By the DBA, steps: [dba] }
  rules:
    ddl: { moderate: owner }
    dml: { high: owner }
`;

const read = (parsed: ReturnType<typeof parsePolicy>): Policy => {
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
};
const policy = read(parsePolicy(repository, "tollgate.yml"));
const floor = read(parseFloor(organisation, "acme/.github/tollgate.yml", ["test", "prod"]));
const merged = read(mergeFloor(floor, policy));
const steps = ({ approval }: Policy, source: (typeof sources)[number], level: (typeof levels)[number]) =>
  approval.flows.get(approval.rules[source]?.[level] ?? "")?.steps ?? [];

describe("an organisation's floor", () => {
  it("may leave out what only a repository knows, and nothing else", () => {
    expect(parsePolicy(organisation, "tollgate.yml").ok).toBe(false);
    expect(parseFloor("version: 1\nrisks: {}\n", "f", []).ok).toBe(false);
  });

  it("adds its steps, its rules and its roles", () => {
    expect(steps(merged, "ddl", "high")).toEqual(["dba", "owner"]);
    expect(steps(merged, "ddl", "moderate")).toEqual(["dba"]);
    expect(steps(merged, "dml", "high")).toEqual(["dba"]);
    expect(merged.roles.get("dba")).toMatchObject({ teams: ["acme/dba"], users: [] });
    expect(merged.risk.rules.map((rule) => rule.when.text)).toEqual(['environment == "prod"']);
    expect(merged.risk.thresholds.high).toBe(50);
    expect(merged.approval).toMatchObject({ order: "strict", distinct: true });
    expect(merged.environments[1]?.dispatch).toEqual(["dba"]);
  });

  it("takes comments that allow findings from every repository, or leaves them to it", () => {
    const effects = ["none", "seen", "lower"] as const;
    const having = (one: Policy, allowComments: (typeof effects)[number]) => ({
      ...one,
      risk: { ...one.risk, allowComments },
    });
    for (const [i, own] of effects.entries())
      for (const [j, least] of effects.entries())
        expect(read(mergeFloor(having(floor, least), having(policy, own))).risk.allowComments).toBe(
          effects[Math.min(i, j)],
        );
  });

  it("allows what the floor allows; what a repository allows only where the floor lets it", () => {
    const allowing = (one: Policy, finding: string, repositoriesMayAllow = false) => {
      const rule = { finding, paths: ["**"], tables: undefined, reason: "r", until: "2027-03-31" };
      return { ...one, risk: { ...one.risk, allow: [rule], repositoriesMayAllow } };
    };
    const allowed = (letting: boolean) =>
      read(mergeFloor(allowing(floor, "a", letting), allowing(policy, "b"))).risk.allow.map(
        ({ finding }) => finding,
      );
    expect([allowed(false), allowed(true)]).toEqual([["a"], ["a", "b"]]);
  });

  it("adds its own gate files", () => {
    const having = (one: Policy, gateFiles: string[]) => ({ ...one, gateFiles });
    expect(read(mergeFloor(having(floor, ["a", "b"]), having(policy, ["b", "c"]))).gateFiles).toEqual([
      "a",
      "b",
      "c",
    ]);
  });

  it("is not met by a flow that asks in the opposite order", () => {
    const opposite = (order: string, text: string, parse: (text: string) => Policy) =>
      parse(
        text
          .replace(/steps: \[.*\]/, `steps: ${order}`)
          .replace("roles:\n", "roles:\n  qa: { users: [q] }\n"),
      );
    const both = mergeFloor(
      opposite("[dba, qa]", organisation, (text) => read(parseFloor(text, "f", []))),
      opposite("[qa, dba]", repository, (text) => read(parsePolicy(text, "p"))),
    );
    expect(both).toMatchObject({ ok: false, problems: [{ code: "policy-against-floor" }] });
  });
});

const roles = ["tester", "owner", "dba", "security"];
const anyPolicy = record({
  skip: subarray(levels as unknown as string[]),
  rows: record({
    ddl: record(Object.fromEntries(levels.map((level) => [level, subarray(roles)]))),
    dml: record(Object.fromEntries(levels.map((level) => [level, subarray(roles)]))),
  }),
}).map(({ skip, rows }): Policy => {
  const flows = Object.values(rows).flatMap((row) => Object.values(row));
  const id = (asked: readonly string[]) => asked.join(".");
  const rules = Object.entries(rows).map(([source, row]) => [
    source,
    Object.fromEntries(
      Object.entries(row).flatMap(([level, asked]) =>
        asked.length > 0 ? [[level, id(asked)]] : skip.includes(level) ? [[level, "skip"]] : [],
      ),
    ),
  ]);
  return {
    ...policy,
    approval: {
      ...defaultApproval,
      flows: new Map(flows.map((asked) => [id(asked), { id: id(asked), title: id(asked), steps: asked }])),
      rules: Object.fromEntries(rules),
    },
  };
});

/** Nothing that either asks for is missing, and what blocks for both still blocks. */
function isMet(
  least: Policy,
  own: Policy,
  source: (typeof sources)[number],
  level: (typeof levels)[number],
): boolean {
  const both = read(mergeFloor(least, own));
  const mapped = (one: Policy) => one.approval.rules[source]?.[level] !== undefined;
  if (level === "high" && !mapped(least) && !mapped(own)) return !mapped(both);
  const below = levels.slice(0, levels.indexOf(level) + 1).flatMap((one) => steps(least, source, one));
  const asked = steps(both, source, level);
  return [...below, ...steps(own, source, level)].every((role) => asked.includes(role));
}

it("no merged policy asks for less than its floor or its own", () => {
  assert(property(anyPolicy, anyPolicy, constantFrom(...sources), constantFrom(...levels), isMet), {
    numRuns: 1000,
  });
});

it("the stricter order wins", () => {
  const any = { ...policy, approval: { ...policy.approval, order: "any" as const } };
  const strict = { ...policy, approval: { ...policy.approval, order: "strict" as const } };
  expect([mergeFloor(any, strict), mergeFloor(strict, any)].map((both) => read(both).approval.order)).toEqual(
    ["strict", "strict"],
  );
});

it("has hours and freezes of its own, which hold beside the repository's", () => {
  const withWindow = (text: string, window: string) =>
    text.replace("rollout: manual", `rollout: manual, window: "${window}"`);
  const own = read(parsePolicy(withWindow(repository, "Mon 09:00-10:00"), "p"));
  const least = read(parseFloor(withWindow(organisation, "Mon-Fri 08:00-18:00"), "f", ["test", "prod"]));
  const texts = read(mergeFloor(least, own)).environments.map(({ calendars }) =>
    calendars?.map(({ windows }) => windows.map(({ text }) => text)),
  );
  expect(texts).toEqual([undefined, [["Mon-Fri 08:00-18:00"], ["Mon 09:00-10:00"]]]);
});

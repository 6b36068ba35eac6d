import { beforeEach, expect, test } from "vitest";
import { limitsOf } from "../../core/policy/limits.ts";
import { parsePolicy } from "../../core/policy/parse-policy.ts";
import { noRowRules } from "../../core/policy/row-rules.ts";
import { orderOf } from "../../core/rollout/target-groups.ts";
import { memoryAccounts } from "../../testing/memory-accounts.ts";
import { type MemoryTargets, memoryTargets } from "../../testing/memory-targets.ts";
import { askAccess, stopsOfAll } from "./admit-targets.ts";
import { lookAtTargets } from "./look-at-targets.ts";
import { planProjects } from "./plan-projects.ts";
import { runTargets } from "./run-targets.ts";
import { StatementError } from "./statement-error.ts";
import { viewRollout } from "./view-rollout.ts";

const instances = ["a", "b", "c", "d"];
let servers: MemoryTargets;
let said: string[];

beforeEach(() => {
  servers = memoryTargets(...instances);
  said = [];
});

function policyWith(order: string) {
  const lines = instances.map((name) => `${name}: { environment: prod, engine: mysql-8.4, connection: URL }`);
  const parsed = parsePolicy(
    `version: 1
environments: { prod: { rollout: automatic${order} } }
instances: { ${lines.join(", ")} }
databases: { shop: { instances: [${instances}] } }
projects: { app: { migrations: "*.sql", format: plain, databases: [shop] } }`,
    "tollgate.yml",
  );
  if (!parsed.ok) throw new Error(parsed.problems.map(({ what }) => what).join());
  return parsed.value;
}

/** Rolls one file out to four servers; gives each one's end as `a done`. */
async function rollOutTo(order: string, cancel = new AbortController().signal) {
  const policy = policyWith(order);
  const [environment] = policy.environments;
  if (!environment) throw new Error("The policy has no environment.");
  const content = Buffer.from("INSERT INTO t VALUES (1)");
  const { projects } = planProjects(policy, [{ path: "1.sql", mode: "100644", blob: "b", content }]);
  const { targets } = servers;
  const looked = await lookAtTargets(targets, projects, environment);
  const plans = await askAccess(memoryAccounts(), looked, orderOf(environment));
  const refused = stopsOfAll(orderOf(environment), plans);
  const input = {
    ...{
      targets,
      projects,
      order: orderOf(environment),
      cancel,
      driftIgnores: [],
      limits: limitsOf(environment),
      rowRules: noRowRules,
    },
    ...{ facts: { actor: "ada", run: "", commit: "c" }, approvalsOf: () => "{}" },
    ...{ clock: { now: () => new Date() }, say: (line: string) => void said.push(line) },
  };
  const ran = refused.length > 0 ? { runs: [], stops: refused } : await runTargets(input, plans);
  const view = viewRollout({ policy, environment }, { commit: "c", actors: [], run: undefined });
  const { targets: ends, refusal } = view.ran(plans, ran);
  return {
    ends: ends.map(({ instance, state, reason }) => [instance, state, reason].filter(Boolean).join(" ")),
    refusal: refusal?.code,
  };
}

function refuseOn(instance: string) {
  const database = servers.databases.get(instance);
  if (!database) throw new Error(`There is no ${instance}.`);
  database.refuse = () => {
    throw new StatementError(1062, "Duplicate entry");
  };
}

test("where nothing is said, the first failure stops, and who was not tried is listed as that", async () => {
  refuseOn("b");
  expect(await rollOutTo("")).toEqual({
    ends: ["a done", "b failed statement-failed", "c not-tried", "d not-tried"],
    refusal: "statement-failed",
  });
});

test("with on_error: continue each target has its own end, whatever it is", async () => {
  refuseOn("b");
  servers.databases.delete("d");
  const open = servers.targets.open;
  servers.targets.open = (target, options) => {
    if (target.instance === "a") throw new TypeError("not foreseen");
    return open(target, options);
  };
  expect(await rollOutTo(", on_error: continue, parallel: 3")).toEqual({
    ends: ["a failed unexpected", "b failed statement-failed", "c done", "d failed connection-missing"],
    refusal: "unexpected",
  });
  expect(said.join("\n")).toMatch(/^shop @ a: TypeError: not foreseen/);
});

test("with on_error: stop, one that cannot be reached stops all of them before anything runs", async () => {
  servers.databases.delete("d");
  await expect(rollOutTo("")).rejects.toMatchObject({ code: "connection-missing" });
  expect(servers.databases.get("a")?.ran).toEqual([]);
});

test("groups go in order: what the canary meets keeps the others out, though these would go on", async () => {
  refuseOn("c");
  const groups =
    ", on_error: continue, parallel: 4, groups: [{ name: canary, instances: [c], on_error: stop }]";
  expect(await rollOutTo(groups)).toEqual({
    ends: ["a not-tried", "b not-tried", "c failed statement-failed", "d not-tried"],
    refusal: "statement-failed",
  });
  const fixed = servers.databases.get("c");
  if (fixed) fixed.refuse = () => undefined;
  servers.log.length = 0;
  expect((await rollOutTo(groups)).ends).toEqual(["a done", "b done", "c done", "d done"]);
  expect(servers.log.filter((line) => line.startsWith("open"))[0]).toBe("open c");
});

test("a second time only what is left is opened", async () => {
  refuseOn("b");
  await rollOutTo(", on_error: continue");
  servers.log.length = 0;
  await rollOutTo(", on_error: continue");
  expect(servers.log.filter((line) => line.startsWith("open"))).toEqual(["open b"]);
});

test("a cancel before the first one is no success", async () => {
  expect(await rollOutTo("", AbortSignal.abort())).toEqual({
    ends: ["a not-tried", "b not-tried", "c not-tried", "d not-tried"],
    refusal: "cancelled",
  });
});

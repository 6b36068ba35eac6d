import { afterAll, beforeAll, expect, test } from "vitest";
import { actsOn } from "../../sandbox/demo/acts.ts";
import { outcomeOf } from "../../sandbox/demo/rollouts.ts";
import { buildStage, type Login, type Stage } from "../../sandbox/demo/stage.ts";
import { silentStory } from "../../sandbox/demo/story.ts";
import { createT1 } from "../../sandbox/demo/t1.ts";
import { witness } from "../../sandbox/demo/witness.ts";
import { type StartedServers, startServers } from "../../sandbox/mysql/start-servers.ts";

/** The repository asks nobody; its organisation asks Security, and lets nobody else start Prod. */
const floor = `version: 1
environments:
  prod: { rollout: manual, dispatch: [security] }
roles:
  security: { title: Security, users: [oscar] }
approval:
  flows: { security: { steps: [security] } }
  rules: { ddl: { default: security } }
`;

let servers: StartedServers;
let stage: Stage;

beforeAll(async () => {
  servers = await startServers(["test", "prod"], { log: (line) => process.stdout.write(`${line}\n`) });
  stage = await buildStage({ servers, databaseThere: true, rules: {} });
  const files = { "tollgate.yml": floor };
  await stage.github.createRepository({ owner: "acme", name: ".github", private: false, files });
});

afterAll(async () => {
  await stage?.close();
  await servers?.stop();
});

test("a repository that skips approval asks whom its organisation's floor asks, and Prod is its to start", async () => {
  const { look, ...acts } = actsOn(stage, { story: silentStory, ...witness(silentStory) });
  const number = await acts.propose("alice", createT1);
  expect(await look.check(number)).toMatchObject({ conclusion: "in_progress" });
  expect(await look.requested(number)).toEqual(["oscar"]);
  await acts.approve("oscar", number);
  expect(await look.check(number)).toMatchObject({ conclusion: "success" });
  expect(await acts.merge("alice", number)).toMatchObject({ conclusion: "success" });

  const refusal = async (who: Login) => outcomeOf(await acts.dispatch(who, "prod")).reason_code;
  expect(await refusal("dan")).toBe("actor-lacks-role");
  await change("version: 1\nrules: []\n");
  expect(await refusal("oscar")).toBe("policy-unknown-key");
  await change(floor);
  expect(await acts.columns()).toMatchObject({ test: ["id", "name"], prod: [] });
  expect(await acts.dispatch("oscar", "prod")).toMatchObject({ conclusion: "success" });
  expect(await acts.columns()).toEqual({ test: ["id", "name"], prod: ["id", "name"] });
});

async function change(text: string): Promise<void> {
  const files = { "tollgate.yml": text };
  await stage.github.push("acme/.github", { branch: "main", actor: "root", files, message: "New floor" });
  await stage.settled();
}

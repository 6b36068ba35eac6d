import { afterAll, beforeAll, expect, test } from "vitest";
import { actsOn } from "../../sandbox/demo/acts.ts";
import { buildStage, type Stage } from "../../sandbox/demo/stage.ts";
import { silentStory } from "../../sandbox/demo/story.ts";
import { createT1 } from "../../sandbox/demo/t1.ts";
import { witness } from "../../sandbox/demo/witness.ts";
import { type StartedServers, startServers } from "../../sandbox/mysql/start-servers.ts";

/** No server of our own: the Action holds the gate, as the quick start sets it up. */
let servers: StartedServers;
let stage: Stage;

beforeAll(async () => {
  servers = await startServers(["test", "prod"], { log: (line) => process.stdout.write(`${line}\n`) });
  stage = await buildStage({
    servers,
    databaseThere: true,
    rules: {
      gate: "action",
      roles: "project-owner: { title: Project Owner, users: [olivia] }\ndba: { title: DBA, users: [dan] }",
      risk: "presets: [prod-is-high]",
      approval: "flows: { both: { steps: [project-owner, dba] } }\nrules: { ddl: { high: both } }",
    },
  });
});

afterAll(async () => {
  await stage?.close();
  await servers?.stop();
});

test("the Action alone asks in order, holds the merge back, and rolls out what was approved", async () => {
  const { look, ...acts } = actsOn(stage, { story: silentStory, ...witness(silentStory) });
  const number = await acts.propose("alice", createT1);
  expect(await status(number)).toMatchObject({ state: "pending", context: "tollgate: main" });
  expect(await look.requested(number)).toEqual(["olivia"]);
  expect(await acts.tryTo("alice", "merge", () => stage.as("alice").merge(number))).toBe(405);
  await acts.approve("olivia", number);
  expect(await look.requested(number)).toEqual(["dan"]);
  await acts.approve("dan", number);
  expect(await status(number)).toMatchObject({ state: "success" });
  expect(await acts.merge("alice", number)).toMatchObject({ conclusion: "success" });
  expect(await acts.dispatch("dan", "prod")).toMatchObject({ conclusion: "success" });
  expect(await acts.columns()).toEqual({ test: ["id", "name"], prod: ["id", "name"] });
});

async function status(number: number) {
  const { head } = await stage.as("alice").get<{ head: { sha: string } }>(`pulls/${number}`);
  const [newest] = await stage
    .as("alice")
    .get<{ state: string; context: string }[]>(`commits/${head.sha}/statuses`);
  return newest;
}

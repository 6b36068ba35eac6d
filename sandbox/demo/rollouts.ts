import type { FinishedRun } from "../runner/start-runner.ts";
import type { Look } from "./look.ts";
import type { Telling } from "./scene.ts";
import type { Login, Stage } from "./stage.ts";

/** What carries the merged change on: the merge itself to Test, and a role's word to Prod. */
export function rolloutsOn(stage: Stage, look: Look, { story, see }: Telling) {
  /** The one run of a workflow that ended while `act` was under way. */
  async function rollOut(workflow: string, act: () => Promise<void>): Promise<FinishedRun> {
    const before = stage.runner.runs.length;
    await act();
    story.waits("the workflow is at work");
    await stage.settled();
    const runs = stage.runner.runs.slice(before).filter(({ path }) => path.endsWith(workflow));
    const [only] = runs;
    if (!only || runs.length > 1) throw new Error(`${workflow} ran ${runs.length} times, not once.`);
    const { reason_code = "no reason code" } = outcomeOf(only);
    story.did("actions", `${workflow} by ${only.actor}: ${only.conclusion} (${reason_code})`);
    const summary = only.jobs.flatMap(({ steps }) => steps.map((step) => step.summary)).join("\n");
    if (summary !== "") story.shows("job summary", summary);
    return only;
  }

  return {
    async merge(who: Login, number: number): Promise<FinishedRun> {
      story.did(who, `merges #${number}`);
      const run = await rollOut("tollgate-rollout.yml", () => stage.as(who).merge(number));
      const fence = "<!-- tollgate:rollout:test -->";
      see("the comment has Test's task table", (await look.comment(number)).includes(fence), true);
      return run;
    },
    async dispatch(who: Login, environment: string): Promise<FinishedRun> {
      story.did(who, `starts the rollout to ${environment}`);
      return rollOut("tollgate-dispatch.yml", () => stage.as(who).dispatch(environment));
    },
    /** The columns of `test_db`.`t1` on both servers, read from the servers. */
    async columns() {
      return { test: await columnsOf(stage.test), prod: await columnsOf(stage.prod) };
    },
  };
}

/** Outputs of the run's Tollgate step. */
export function outcomeOf(run: FinishedRun): Record<string, string> {
  const outputs = run.jobs.flatMap(({ steps }) => steps.map((step) => step.outputs));
  return outputs.find((one) => "reason_code" in one) ?? {};
}

async function columnsOf(database: Stage["test"]): Promise<string[]> {
  const rows = await database.rows(
    "SELECT COLUMN_NAME AS name FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = 'test_db' AND TABLE_NAME = 't1' ORDER BY ORDINAL_POSITION",
  );
  return rows.map(({ name }) => String(name));
}

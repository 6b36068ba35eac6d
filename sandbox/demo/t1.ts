import { actsOn } from "./acts.ts";
import type { Stage } from "./stage.ts";
import { type Story, silentStory } from "./story.ts";
import { witness } from "./witness.ts";

/** The tutorial's first change. */
export const createT1 = {
  file: "migrations/V1__create_t1.sql",
  sql: "CREATE TABLE t1 (id INT COMMENT 'ID' NOT NULL, name VARCHAR(255) NOT NULL, PRIMARY KEY (id));\n",
  title: "Create t1",
};

/** The tutorial's second change: the list of columns in parentheses. */
export const addAge = {
  file: "migrations/V2__add_age.sql",
  sql: "ALTER TABLE `t1` ADD COLUMN (`age` INT NOT NULL);\n",
  title: "Add age to t1",
};

/** What scene 1 shows, as the past of a later scene: t1 is on both servers, by way of Tollgate. */
export async function t1OnBoth(stage: Stage, story: Story): Promise<void> {
  story.waits("before the scene: t1 goes to Test and Prod, as in scene 1");
  const acts = actsOn(stage, { story: silentStory, ...witness(silentStory) });
  const number = await acts.propose("alice", createT1);
  await acts.merge("alice", number);
  await acts.dispatch("olivia", "prod");
  const there = ["id", "name"];
  acts.see("t1 is on both", await acts.columns(), { test: there, prod: there });
}

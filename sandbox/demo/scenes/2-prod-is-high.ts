import { actsOn, branchOf } from "../acts.ts";
import type { Scene } from "../scene.ts";
import { addAge, t1OnBoth } from "../t1.ts";

const rules = {
  risk: "presets: [prod-is-high]",
  approval: `flows:
  owner-dba: { title: "Project Owner -> DBA", steps: [project-owner, dba] }
rules:
  ddl: { high: owner-dba, moderate: skip, low: skip, default: skip }`,
};

export const prodIsHigh: Scene = {
  number: 2,
  title: "Prod is high: the Project Owner approves, then the DBA",
  rules: {},
  databaseThere: true,
  async play(stage, telling) {
    const { see, look, ...acts } = actsOn(stage, telling);
    await t1OnBoth(stage, telling.story);
    await stage.changeRules(rules);
    const number = await acts.propose("alice", addAge);
    const branch = branchOf(addAge.file);
    const gate = async () => (await look.check(number))?.conclusion;
    see("the pull request waits", await gate(), "in_progress");
    see("only the Project Owner is asked", await look.requested(number), ["olivia"]);

    await acts.approve("dan", number);
    see("the DBA's approval before the owner's does not pass", await gate(), "in_progress");
    await acts.approve("olivia", number);
    see(
      "after the owner the DBA's team is asked, dan's early word does not count",
      await look.requested(number),
      ["dba"],
    );
    await acts.push("alice", {
      number,
      branch,
      files: { "README.md": "# Demo, with t1\n" },
      message: "Only the README",
    });
    see("a push without SQL reopens nothing", await look.requested(number), ["dba"]);
    await acts.approve("dan", number);
    see("both have approved", await gate(), "success");

    const changed = addAge.sql.replace(";", " ;");
    await acts.push("alice", {
      number,
      branch,
      files: { [addAge.file]: changed },
      message: "One byte of SQL",
    });
    see("a changed byte of SQL reopens both steps", await gate(), "in_progress");
    see("and the owner is asked again", await look.requested(number), ["olivia"]);
    await acts.approve("olivia", number);
    await acts.approve("dan", number);
    see("both have approved what is there now", await gate(), "success");

    see("the merge carries it to Test", (await acts.merge("alice", number)).conclusion, "success");
    const [before, after] = [
      ["id", "name"],
      ["id", "name", "age"],
    ];
    see("Test has the column, Prod waits", await acts.columns(), { test: after, prod: before });
    see("the DBA says go", (await acts.dispatch("dan", "prod")).conclusion, "success");
    see("Prod has it too", await acts.columns(), { test: after, prod: after });
    return "High because of Prod; owner, then DBA, each only in turn; one changed byte asked both again";
  },
};

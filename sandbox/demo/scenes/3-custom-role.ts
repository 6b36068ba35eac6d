import { actsOn } from "../acts.ts";
import type { Scene } from "../scene.ts";
import { addAge, t1OnBoth } from "../t1.ts";

const rules = {
  risk: "presets: [prod-is-high]",
  approval: `flows:
  tester-owner-dba: { title: "Tester -> Project Owner -> DBA", steps: [tester, project-owner, dba] }
rules:
  ddl: { high: tester-owner-dba, moderate: skip, low: skip, default: skip }`,
};

export const customRole: Scene = {
  number: 3,
  title: "A custom role: the Tester is asked first",
  rules: {},
  databaseThere: true,
  async play(stage, telling) {
    const { see, look, ...acts } = actsOn(stage, telling);
    await t1OnBoth(stage, telling.story);
    await stage.changeRules(rules);
    const number = await acts.propose("alice", addAge);
    see("the Tester is asked first", await look.requested(number), ["qa"]);
    await acts.approve("tina", number);
    see("then the Project Owner", await look.requested(number), ["olivia"]);
    await acts.approve("olivia", number);
    see("then the DBA", await look.requested(number), ["dba"]);
    await acts.approve("dan", number);
    see("and then nobody", await look.requested(number), []);
    see("the check is green", (await look.check(number))?.conclusion, "success");
    see("the merge carries it to Test", (await acts.merge("alice", number)).conclusion, "success");
    see("the Project Owner says go", (await acts.dispatch("olivia", "prod")).conclusion, "success");
    const after = ["id", "name", "age"];
    see("the column is on both", await acts.columns(), { test: after, prod: after });
    return "Tester, Project Owner, DBA: each asked only when the one before had approved";
  },
};

import { actsOn } from "../acts.ts";
import type { Scene } from "../scene.ts";
import { createT1 } from "../t1.ts";

export const noRules: Scene = {
  number: 1,
  title: "No rules: nobody has to approve; Test by itself, Prod when somebody says go",
  rules: {},
  databaseThere: true,
  async play(stage, telling) {
    const { see, look, ...acts } = actsOn(stage, telling);
    const number = await acts.propose("alice", createT1);
    see("the check is green without anybody's approval", (await look.check(number))?.conclusion, "success");
    see("nobody is asked for a review", await look.requested(number), []);
    see("the merge carries it to Test", (await acts.merge("alice", number)).conclusion, "success");
    see("t1 is on Test, and Prod waits", await acts.columns(), { test: ["id", "name"], prod: [] });
    see("the Project Owner says go", (await acts.dispatch("olivia", "prod")).conclusion, "success");
    see("t1 is on both", await acts.columns(), { test: ["id", "name"], prod: ["id", "name"] });
    return "no approval was needed; Test ran on the merge, Prod waited until olivia started it";
  },
};

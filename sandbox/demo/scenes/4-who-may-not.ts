import { actsOn } from "../acts.ts";
import { outcomeOf } from "../rollouts.ts";
import type { Scene } from "../scene.ts";
import { addAge, t1OnBoth } from "../t1.ts";

const rules = {
  risk: "presets: [prod-is-high]",
  approval: `flows:
  owner-dba: { title: "Project Owner -> DBA", steps: [project-owner, dba] }
rules:
  ddl: { high: owner-dba }`,
};

export const whoMayNot: Scene = {
  number: 4,
  title: "Who may not: the author, and everybody without the role",
  rules: {},
  databaseThere: true,
  async play(stage, telling) {
    const { see, look, ...acts } = actsOn(stage, telling);
    await t1OnBoth(stage, telling.story);
    await stage.changeRules(rules);
    const number = await acts.propose("alice", addAge);
    const gate = async () => (await look.check(number))?.conclusion;
    const own = await acts.tryTo("alice", "approve her own pull request", () =>
      stage.as("alice").approve(number),
    );
    see("GitHub refuses the author's own approval", own, 422);
    await acts.approve("mallory", number);
    see("an approval without the role does not count", await gate(), "in_progress");
    see("the owner is still asked", await look.requested(number), ["olivia"]);
    const early = await acts.tryTo("alice", "merge before the approvals", () =>
      stage.as("alice").merge(number),
    );
    see("GitHub refuses the merge: the check is required", early, 405);

    await acts.approve("olivia", number);
    await acts.approve("dan", number);
    see("the merge carries it to Test", (await acts.merge("alice", number)).conclusion, "success");
    const [before, after] = [
      ["id", "name"],
      ["id", "name", "age"],
    ];
    for (const who of ["alice", "mallory"] as const) {
      const run = await acts.dispatch(who, "prod");
      see(`${who}'s rollout to Prod is refused`, run.conclusion, "failure");
      see("with a reason code", outcomeOf(run).reason_code, "actor-not-allowed");
      see("and nothing reached the database", await acts.columns(), { test: after, prod: before });
    }
    const ledger = await stage.prod.rows("SELECT DISTINCT path FROM test_db.tollgate_ledger ORDER BY path");
    see("Prod's ledger knows only the first migration", ledger, [{ path: "migrations/V1__create_t1.sql" }]);
    return "the author could neither approve nor start Prod, nor could anybody without the role; Prod was not touched";
  },
};

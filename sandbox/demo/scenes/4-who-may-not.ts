import { actsOn } from "../acts.ts";
import { outcomeOf } from "../rollouts.ts";
import type { Scene } from "../scene.ts";
import { addAge, createT1, t1OnBoth } from "../t1.ts";

const rules = {
  roles: `project-owner: { title: Project Owner, users: [olivia, oscar] }
dba: { title: DBA, teams: [acme/dba] }`,
  risk: "presets: [prod-is-high]",
  approval: `flows:
  owner-dba: { title: "Project Owner -> DBA", steps: [project-owner, dba] }
rules:
  ddl: { high: owner-dba }`,
};

const refused = [
  { who: "olivia", why: "the author, though a Project Owner", code: "actor-is-author" },
  { who: "mallory", why: "who holds no role", code: "actor-lacks-role" },
] as const;

export const whoMayNot: Scene = {
  number: 4,
  title: "Who may not: the author, and everybody without the role",
  rules: {},
  databaseThere: true,
  async play(stage, telling) {
    const { see, look, ...acts } = actsOn(stage, telling);
    await t1OnBoth(stage, telling.story);
    await stage.changeRules(rules);
    const number = await acts.propose("olivia", addAge);
    const gate = async () => (await look.check(number))?.conclusion;
    see("of two Project Owners the author is not asked", await look.requested(number), ["oscar"]);
    const own = await acts.tryTo("olivia", "approve her own pull request", () =>
      stage.as("olivia").approve(number),
    );
    see("GitHub refuses the author's own approval", own, 422);
    await acts.approve("mallory", number);
    see("an approval without the role does not count", await gate(), "in_progress");
    const early = await acts.tryTo("olivia", "merge before the approvals", () =>
      stage.as("olivia").merge(number),
    );
    see("GitHub refuses the merge: the check is required", early, 405);

    await acts.approve("oscar", number);
    await acts.approve("dan", number);
    see("the merge carries it to Test", (await acts.merge("olivia", number)).conclusion, "success");
    const [before, after] = [
      ["id", "name"],
      ["id", "name", "age"],
    ];
    for (const { who, why, code } of refused) {
      const run = await acts.dispatch(who, "prod");
      see(
        `the rollout of ${who}, ${why}, is refused`,
        [run.conclusion, outcomeOf(run).reason_code],
        ["failure", code],
      );
      see("and nothing reached the database", await acts.columns(), { test: after, prod: before });
    }
    const ledger = await stage.prod.rows(
      "SELECT DISTINCT path FROM test_db.tollgate_ledger WHERE path <> '' ORDER BY path",
    );
    see("Prod's ledger knows only the first migration", ledger, [{ path: createT1.file }]);
    see("the other Project Owner says go", (await acts.dispatch("oscar", "prod")).conclusion, "success");
    see("Prod has it now", await acts.columns(), { test: after, prod: after });
    return "the author could neither approve nor start Prod, nor could somebody without the role; Prod was not touched";
  },
};

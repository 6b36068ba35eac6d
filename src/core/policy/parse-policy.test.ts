import { describe, expect, it } from "vitest";
import { parsePolicy } from "./parse-policy.ts";

const tutorial = `version: 1
gate: app                           # app | action
app_id: 123456
environments:                       # in rollout order
  test: { rollout: automatic }
  prod: { rollout: manual, dispatch: [project-owner, dba] }
instances:
  mysql-test: { environment: test, engine: mysql-8.4, connection: TEST_DATABASE_URL }
  mysql-prod: { environment: prod, engine: mysql-8.4, connection: PROD_DATABASE_URL }
databases:
  test_db: { instances: [mysql-prod, mysql-test], labels: { tier: core } }
projects:
  demo-af: { migrations: "migrations/**/*.sql", format: auto, databases: [test_db] }
roles:
  project-owner: { title: Project Owner, users: [octocat] }
  dba:           { title: DBA, teams: [acme/dba] }
  tester:        { title: Tester, description: custom tester, teams: [acme/qa] }
risk:
  presets: [prod-is-high]
  builtin: true
  rules:
    - { name: Payments are precious, source: ddl, when: 'table.startsWith("payment_")', level: high }
approval:
  flows:
    owner-dba:        { title: "Project Owner -> DBA", steps: [project-owner, dba] }
    tester-owner-dba: { steps: [tester, project-owner, dba] }
  rules:
    ddl: { high: owner-dba, moderate: skip, low: skip, default: skip }
`;

function parse(text: string) {
  const parsed = parsePolicy(text, "tollgate.yml");
  if (!parsed.ok) throw new Error(parsed.problems.map((p) => `${p.line}:${p.column} ${p.what}`).join("\n"));
  return parsed.value;
}

/** `line:column code` and both sentences, to be read as the user reads them. */
function problems(text: string): string[] {
  const parsed = parsePolicy(text, "tollgate.yml");
  return parsed.ok ? [] : parsed.problems.map((p) => `${p.line}:${p.column} ${p.code} ${p.what} ${p.fix}`);
}

describe("a policy", () => {
  it("reads the tutorial's", () => {
    const policy = parse(tutorial);
    expect(policy.environments.map((e) => e.name)).toEqual(["test", "prod"]);
    expect(policy.projects[0]?.targets.map((t) => `${t.environment} ${t.instance} ${t.database}`)).toEqual([
      "test mysql-test test_db",
      "prod mysql-prod test_db",
    ]);
    expect(policy.risk.rules.map((rule) => `${rule.name}: ${rule.when.text}`)).toEqual([
      'prod-is-high: environment == "prod"',
      'Payments are precious: table.startsWith("payment_")',
    ]);
    expect(policy.approval.flows.get("tester-owner-dba")?.title).toBe("Tester -> Project Owner -> DBA");
    expect(policy.approval).toMatchObject({ order: "strict", distinct: true });
  });

  it("reads how targets follow one another, and says what a group names in vain", () => {
    const with_ = (more: string) => tutorial.replace("rollout: automatic", `rollout: automatic${more}`);
    const groups = "groups: [{ name: canary, databases: [tier=core], on_error: stop }]";
    expect(parse(with_(`, parallel: 8, on_error: continue, ${groups}`)).environments[0]?.order).toEqual({
      parallel: 8,
      onError: "continue",
      groups: [{ name: "canary", databases: ["tier=core"], instances: undefined, onError: "stop" }],
    });
    expect(parse(tutorial).environments[0]?.order).toBeUndefined();
    const wrong = "groups: [{ name: rest, databases: [shop_*], instances: [mysql-tset] }]";
    expect(problems(with_(`, ${wrong}`)).map((line) => line.split(" ")[1])).toEqual([
      "policy-group-twice",
      "policy-selects-nothing",
      "policy-unknown-instance",
    ]);
  });

  it("selects databases by glob and by label", () => {
    const text = tutorial
      .replace(
        "projects:",
        "  shop_1: { instances: [mysql-test] }\n  shop_2: { instances: [mysql-test] }\nprojects:",
      )
      .replace("databases: [test_db]", 'databases: ["shop_*", tier=core]');
    expect([...new Set(parse(text).projects[0]?.targets.map((t) => t.database))]).toEqual([
      "test_db",
      "shop_1",
      "shop_2",
    ]);
  });

  it("reports every problem at once, each with its place and what to write", () => {
    const wrong = tutorial
      .replace("app_id: 123456\n", "app_idd: 123456\n")
      .replace("dispatch: [project-owner, dba]", "dispatch: [project-owner, dbaa]")
      .replace("environment: test,", "environment: tets,")
      .replace("TEST_DATABASE_URL", '"mysql://root:secret@db/test"')
      .replace("instances: [mysql-prod,", "instances: [mysql-prd,")
      .replace("databases: [test_db]", "databases: [shop_*]")
      .replace("{ title: DBA, teams: [acme/dba] }", "{ title: DBA }")
      .replace("[prod-is-high]", "[prod-is-hihg]")
      .replace("table.startsWith", "tabel.startsWith")
      .replace("steps: [tester,", "steps: [testr,")
      .replace("high: owner-dba,", "high: owner-dab,");
    expect(problems(wrong)).toMatchInlineSnapshot(`
      [
        "2:1 policy-no-app-id The app holds the gate, but the policy does not say which app. Add \`app_id:\` with the id that GitHub shows on the app's settings page.",
        "3:1 policy-unknown-key The file has a key that means nothing: \`app_idd\`. Did you mean \`app_id\`?",
        "6:54 policy-unknown-role The environment \`prod\` names the role \`dbaa\`, which is not there. Did you mean \`dba\`?",
        "8:30 policy-unknown-environment The instance \`mysql-test\` names the environment \`tets\`, which is not there. Did you mean \`test\`?",
        "8:68 policy-bad-value \`instances.mysql-test.connection\` cannot be a URL. The NAME of the secret that holds the server's URL, for example \`PROD_DATABASE_URL\`; never the URL itself.",
        "11:26 policy-unknown-instance The database \`test_db\` names the instance \`mysql-prd\`, which is not there. Did you mean \`mysql-prod\`?",
        "13:75 policy-selects-nothing The project \`demo-af\` selects \`shop_*\`, and no database answers to it. Use one of \`test_db\`, or add it under \`databases\`.",
        "16:3 policy-empty-role Nobody can hold the role \`dba\`: it names no user and no team. Add \`users: [login]\` or \`teams: [organisation/team]\`.",
        "19:13 policy-bad-value \`risk.presets.0\` cannot be \`"prod-is-hihg"\`. Did you mean \`prod-is-high\`?",
        "22:58 policy-bad-condition The condition of the rule "Payments are precious" does not compile: Unknown variable: tabel. Did you mean \`table\`?",
        "26:33 policy-unknown-role The flow \`tester-owner-dba\` names the role \`testr\`, which is not there. Did you mean \`tester\`?",
        "28:18 policy-unknown-flow The approval rule for ddl at high names the flow \`owner-dab\`, which is not there. Did you mean \`owner-dba\`?",
      ]
    `);
  });

  it("reports what is missing", () => {
    expect(problems("version: 2\nenvironments: {}\nprojects: [a]\n")).toMatchInlineSnapshot(`
      [
        "1:1 policy-missing-key The file has no \`instances\`. Add \`instances:\`. The database servers.",
        "1:1 policy-missing-key The file has no \`databases\`. Add \`databases:\`. The databases, and the servers that have them.",
        "1:10 policy-version \`version\` must be \`1\`, but is \`2\`. The version of this format: 1.",
        "2:15 policy-bad-value \`environments\` is empty. The environments in rollout order: the first is the first to be rolled out.",
        "3:11 policy-bad-value \`projects\` must be a mapping, but is a list. Which migration files run on which databases.",
      ]
    `);
    expect(problems("")).toMatchInlineSnapshot(`
      [
        "undefined:undefined policy-yaml-documents The file is empty. Write one document; \`tollgate init\` writes one to start from.",
      ]
    `);
    expect(problems("just text")).toMatchInlineSnapshot(`
      [
        "1:1 policy-bad-value The file must be a mapping, but is \`"just text"\`. See docs/policy.md for what can stand here.",
      ]
    `);
  });

  it("reads no YAML that means something else than it shows", () => {
    expect(
      problems(tutorial.replace("{ rollout: automatic }", "&a { rollout: automatic }")),
    ).toMatchInlineSnapshot(`
      [
        "5:10 policy-yaml-indirection Anchors, aliases and tags are not read: a policy must say what it says in one place. Write the value out where it is used.",
      ]
    `);
    expect(problems(tutorial.replace("gate: app ", "gate: !!str app "))).toMatchInlineSnapshot(`
      [
        "2:7 policy-yaml-indirection Anchors, aliases and tags are not read: a policy must say what it says in one place. Write the value out where it is used.",
      ]
    `);
    expect(problems(`${tutorial}gate: action\n`)).toMatchInlineSnapshot(`
      [
        "29:1 policy-yaml-syntax The file is not valid YAML: duplicated mapping key. Fix the YAML at this place.",
      ]
    `);
    expect(problems(tutorial.replace("{ title: DBA", "[ title: DBA"))).toMatchInlineSnapshot(`
      [
        "16:50 policy-yaml-syntax The file is not valid YAML: missed comma between flow collection entries. Fix the YAML at this place.",
      ]
    `);
    expect(problems(`# ${"x".repeat(300_000)}`)).toMatchInlineSnapshot(`
      [
        "undefined:undefined policy-too-large The file has 300002 characters; the limit is 262144. Shorten it: globs and label selectors name many databases at once.",
      ]
    `);
  });

  it("never prints what may be a secret", () => {
    const leaked = tutorial.replace("PROD_DATABASE_URL", '"mysql://root:hunter2@db/prod"');
    expect(problems(leaked).join()).not.toContain("hunter2");
  });

  it("type-checks conditions", () => {
    const when = (condition: string) =>
      problems(tutorial.replace("'table.startsWith(\"payment_\")'", JSON.stringify(condition)));
    expect(when('affected_rows == "many"')).toMatchInlineSnapshot(`
      [
        "22:58 policy-bad-condition The condition of the rule "Payments are precious" does not compile: no such overload: int == string. Fix the condition; docs/policy.md lists the variables and their types.",
      ]
    `);
    expect(when("affected_rows + 1")).toMatchInlineSnapshot(`
      [
        "22:58 policy-bad-condition The condition of the rule "Payments are precious" does not compile: the condition yields int, not true or false. Fix the condition; docs/policy.md lists the variables and their types.",
      ]
    `);
    expect(when("table ==")).toMatchInlineSnapshot(`
      [
        "22:66 policy-bad-condition The condition of the rule "Payments are precious" does not compile: Unexpected token: EOF. Fix the condition; docs/policy.md lists the variables and their types.",
      ]
    `);
    expect(when('environment == "prod" && labels.tier == "core"')).toEqual([]);
  });
});

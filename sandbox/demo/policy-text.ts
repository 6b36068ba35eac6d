/** The parts of the policy that differ from scene to scene. */
export interface SceneRules {
  /** Who holds the gate; the bot where it is not given. */
  gate?: "action";
  /** Where sizes come from; nowhere where it is not given. */
  statisticsBranch?: string;
  /** Without the organisation's floor nothing passes. */
  floor?: "required";
  /** YAML under `roles:`; the usual people where it is not given. */
  roles?: string;
  /** YAML under `risk:`; undefined = no rules. */
  risk?: string;
  /** YAML under `approval:`; undefined = nobody has to approve anything. */
  approval?: string;
}

const usualRoles = `project-owner: { title: Project Owner, users: [olivia] }
dba: { title: DBA, teams: [acme/dba] }
tester: { title: Tester, description: custom tester, teams: [acme/qa] }`;

/** The tutorial's policy: one database on a Test and a Prod instance, three roles, and the scene's rules. */
export function policyText(wish: { appId: number; engine: string; rules: SceneRules }): string {
  const { appId, engine, rules } = wish;
  return `version: 1
${rules.gate === "action" ? "gate: action" : `gate: app\napp_id: ${appId}`}
${rules.floor === undefined ? "" : `floor: ${rules.floor}\n`}${rules.statisticsBranch === undefined ? "" : `statistics_branch: ${rules.statisticsBranch}\n`}environments:
  test: { rollout: automatic }
  prod: { rollout: manual, dispatch: [project-owner, dba] }
instances:
  mysql-test: { environment: test, engine: ${engine}, connection: TEST_DATABASE_URL }
  mysql-prod: { environment: prod, engine: ${engine}, connection: PROD_DATABASE_URL }
databases:
  test_db: { instances: [mysql-test, mysql-prod] }
projects:
  demo-af: { migrations: "migrations/**/*.sql", databases: [test_db] }
${section("roles", rules.roles ?? usualRoles)}${section("risk", rules.risk)}${section("approval", rules.approval)}`;
}

function section(name: string, yaml: string | undefined): string {
  return yaml === undefined ? "" : `${name}:\n${yaml.replace(/^(?=.)/gm, "  ").trimEnd()}\n`;
}

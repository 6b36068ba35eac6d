/** A policy for tests: prod is high; DDL that is high takes the owner, then the DBA. */
export const policyText = `version: 1
gate: app
app_id: 7
environments:
  test: { rollout: automatic }
  prod: { rollout: manual, dispatch: [owner, dba] }
instances:
  mysql-test: { environment: test, engine: mysql-8.4, connection: TEST_URL }
  mysql-prod: { environment: prod, engine: mysql-8.4, connection: PROD_URL }
databases:
  shop: { instances: [mysql-test, mysql-prod] }
projects:
  demo: { migrations: "migrations/*.sql", databases: [shop] }
roles:
  owner: { title: Project Owner, users: [olga] }
  dba: { title: DBA, teams: [acme/dba] }
risk:
  presets: [prod-is-high]
approval:
  flows:
    owner-dba: { title: "Project Owner -> DBA", steps: [owner, dba] }
  rules:
    ddl: { high: owner-dba }
`;

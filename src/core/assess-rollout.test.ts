import { expect, test } from "vitest";
import { assess } from "./assess.ts";
import type { Assessment } from "./assessment.ts";
import { parsePolicy } from "./policy/parse-policy.ts";
import { orderFindings } from "./report/say/order-findings.ts";

const policyText = `version: 1
environments:
  prod: { rollout: manual, dispatch: [dba] }
instances:
  mysql-prod: { environment: prod, engine: mysql-8.4, connection: PROD_DATABASE_URL }
databases:
  shop: { instances: [mysql-prod] }
projects:
  demo: { migrations: "migrations/*.sql", databases: [shop] }
roles:
  dba: { title: DBA, users: [hubot] }
`;

function judge(text: string): Assessment {
  const policy = parsePolicy(policyText, "tollgate.yml");
  if (!policy.ok) throw new Error(JSON.stringify(policy.problems));
  const changed = [
    {
      path: "migrations/V1__a.sql",
      previousPath: undefined,
      kind: "added" as const,
      mode: "100644",
      blob: text,
      content: new TextEncoder().encode(text),
    },
  ];
  const asked = { secondOpinion: undefined, statistics: undefined };
  return assess({ policy: policy.value, digest: "d", changed, history: [], ...asked });
}

const file = "migrations/V1__a.sql";

test.each([
  ["-- first\nXA START 'x';\nXA END 'x';\nXA ROLLBACK 'x';", "statement-refused", 2],
  ["DO 1;\nSET @@session.sql_log_bin = 0;", "statement-refused", 2],
  ["DO 1;\nDROP TABLE tollgate_ledger;", "statement-refused", 2],
  ["START TRANSACTION;\nINSERT INTO a (id) VALUES (1);", "transaction-left-open", 2],
])("what a rollout is bound to refuse blocks, whoever approves: %j", (text, code, line) => {
  const { decision, level, problems } = judge(text);
  expect({ decision, level }).toEqual({ decision: "blocked", level: "high" });
  expect(problems).toContainEqual(expect.objectContaining({ code, file, line }));
});

test("no comment allows it", () => {
  const { decision, migrations } = judge(
    "-- tollgate:allow statement-refused because it is urgent\nKILL 7;\n",
  );
  expect(decision).toBe("blocked");
  expect(migrations[0]?.allowances[0]?.remark).toMatch(/No comment allows it/);
});

test("what blocks is said as a problem, and not once more as a finding", () => {
  const assessment = judge("KILL 7;");
  expect(assessment.migrations[0]?.statements[0]?.findings.map(({ id }) => id)).toContain(
    "statement-refused",
  );
  expect(orderFindings(assessment).map(({ finding }) => finding.id)).not.toContain("statement-refused");
});

test("where an interruption needs a person is a remark: it changes neither score nor decision", () => {
  const text =
    "CREATE TABLE a (id INT PRIMARY KEY AUTO_INCREMENT);\nINSERT INTO a (id) VALUES (NULL);\nCREATE TABLE b (a INT PRIMARY KEY);\nINSERT INTO b (a) VALUES (LAST_INSERT_ID());\n";
  const assessment = judge(text);
  expect(assessment).toMatchObject({ decision: "clear", level: "default", score: 0 });
  expect(orderFindings(assessment).map(({ finding: { id, line, what } }) => ({ id, line, what }))).toEqual([
    {
      ...{ id: "cannot-resume", line: 2 },
      what: "It cannot be resumed between line 2 and line 4: what comes after needs LAST_INSERT_ID().",
    },
  ]);
});

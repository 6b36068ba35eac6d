import { expect, it } from "vitest";
import type { Io } from "../io.ts";
import { policyCommand } from "./policy.ts";

const policy = `version: 1
environments:
  test: { rollout: automatic }
  prod: { rollout: manual, dispatch: [owner] }
instances:
  a: { environment: test, engine: mysql-8.4, connection: A }
  b: { environment: prod, engine: mysql-8.4, connection: B }
databases:
  shop: { instances: [a, b] }
projects:
  shop: { migrations: "migrations/*.sql", databases: [shop] }
roles:
  owner: { title: Project Owner, users: [octocat] }
  dba: { title: DBA, users: [hubot] }
approval:
  flows:
    both: { steps: [owner, dba] }
    one: { steps: [dba] }
  rules:
    ddl: { high: both, moderate: one, low: skip }
    dml: { high: one }
`;

async function test(text: string, ...args: string[]) {
  const readFile = async () => new TextEncoder().encode(text);
  const printed = { out: "", err: "" };
  const io: Io = {
    out: (more) => {
      printed.out += more;
    },
    err: (more) => {
      printed.err += more;
    },
    readFile,
    readText: readFile,
    env: {},
    cwd: "/",
    colour: false,
  };
  return { code: await policyCommand.run(["test", ...args], io), ...printed };
}

it("says what a policy asks for", async () => {
  const { code, out, err } = await test(policy);
  expect([code, err]).toEqual([0, ""]);
  expect(out).toMatchInlineSnapshot(`
    "The policy is right.

    Rollout:
      test: after the merge, by itself
      prod: when Project Owner says go

    Projects:
      shop: migrations/*.sql
        test: shop on a
        prod: shop on b

    Approval:
                       default  low  moderate  high
      ddl              -        -    DBA       Project Owner -> DBA
      dml              -        -    -         DBA
      create-database  -        -    -         blocked
      dcl              -        -    -         blocked
      admin            -        -    -         blocked
      unknown          -        -    -         blocked
    "
  `);
});

it("says everything that is wrong with it, and exits 1", async () => {
  const { code, out, err } = await test(
    policy.replace("[owner, dba]", "[ownr, dba]").replace("high: one", "high: on"),
  );
  expect([code, out]).toEqual([1, ""]);
  expect(err).toMatchInlineSnapshot(`
    "The policy cannot be used:

    .github/tollgate.yml:17:21  The flow \`both\` names the role \`ownr\`, which is not there.
        Did you mean \`owner\`?
    .github/tollgate.yml:21:18  The approval rule for dml at high names the flow \`on\`, which is not there.
        Did you mean \`one\`?

    "
  `);
});

it("cannot do anything else", async () => {
  await expect(policyCommand.run(["tset"], {} as Io)).rejects.toMatchObject({ code: "usage" });
});

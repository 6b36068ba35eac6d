import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { PasswordSource } from "../../src/core/policy/policy.ts";
import { connect } from "../../src/mysql/connect.ts";
import { makeAuthority } from "./make-certificates.ts";
import { startTokenServer } from "./token-server.ts";

const folder = mkdtempSync(join(tmpdir(), "tollgate-token-"));
const authority = makeAuthority(folder, "ours");
let server: Awaited<ReturnType<typeof startTokenServer>>;

beforeAll(async () => {
  server = await startTokenServer(authority.sign("localhost"));
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function meet(user: string, query: string, password?: PasswordSource): Promise<string[]> {
  server.heard.length = 0;
  const url = `mysql://${user}@localhost:${server.port}/?${query}`;
  const target = {
    environment: "prod",
    instance: "cloud",
    database: "shop",
    engine: "mysql-8.4",
    labels: {},
  };
  const variables = { URL: url, TOKEN: "a-token" };
  const connection = await connect(
    { ...target, connection: "URL", ...(password && { password }) },
    variables,
  );
  connection.destroy();
  return [...server.heard];
}

const token: PasswordSource = { from: "variable", name: "TOKEN" };

test("a token goes in clear text to a server that has proved who it is", async () => {
  expect(await meet("iam", `ssl-mode=VERIFY_IDENTITY&ssl-ca=${authority.ca}`, token)).toEqual(["a-token\0"]);
  expect(await meet("iam", `ssl-ca=${authority.ca}`, token)).toEqual(["a-token\0"]);
});

test.each([
  ["a token, to a server that anybody may be", "iam", "ssl-mode=REQUIRED", token],
  ["a lasting password, to a server that is known", "iam:hunter2", `ssl-ca=${authority.ca}`, undefined],
])("%s, does not", async (_, user, query, password) => {
  await expect(meet(user, query, password)).rejects.toMatchObject({
    code: "connection-refused",
    fix: expect.stringContaining("ssl-mode=VERIFY_CA or VERIFY_IDENTITY"),
  });
  expect(server.heard).toEqual([]);
});

import { expect, test } from "vitest";
import type { Target } from "../core/policy/policy.ts";
import { tellDenials } from "./tell-denials.ts";

const target: Target = {
  environment: "prod",
  instance: "mysql-prod",
  database: "shop",
  engine: "mysql-8.4",
  connection: "PROD_URL",
  labels: {},
};

const told = (errno: number, message: string) =>
  tellDenials(target, () => Promise.reject(Object.assign(new Error(message), { errno, sqlState: "HY000" })));

test.each([
  [1792, "Cannot execute statement in a READ ONLY transaction.", "server-read-only", "may only read"],
  [1290, "The MySQL server is running with the --read-only option", "server-read-only", "takes no changes"],
  [1836, "Running in read-only mode", "server-read-only", "takes no changes"],
  [1317, "Query execution was interrupted", "interrupted", "the run was cancelled"],
  [1142, "INSERT command denied to user", "connection-denied", "may not do what a rollout needs"],
  [
    1290,
    "The MySQL server is running with the --secure-file-priv option",
    "server-refused",
    "secure-file-priv",
  ],
])("%i, %s, is told as %s", async (errno, message, code, words) => {
  await expect(told(errno, message)).rejects.toMatchObject({ code, message: expect.stringContaining(words) });
});

test("what no server said is thrown as it is", async () => {
  const own = new TypeError("x is undefined");
  await expect(tellDenials(target, () => Promise.reject(own))).rejects.toBe(own);
});

import nock from "nock";
import { Octokit } from "octokit";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findWriter } from "./find-writer.ts";

const octokit = new Octokit({ throttle: { enabled: false }, retry: { enabled: false } });
const shop = { octokit, owner: "acme", repo: "shop" };
const asked = () => nock("https://api.github.com").get("/repos/acme/shop/collaborators/olga/permission");

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
});

test.each(["admin", "write"])("%s may push, by the account that has the login now", async (permission) => {
  asked().reply(200, { permission, user: { id: 2 } });
  expect(await findWriter(shop, "olga")).toEqual({ id: 2 });
});

test.each(["read", "none"])("%s may not", async (permission) => {
  asked().reply(200, { permission, user: { id: 2 } });
  expect(await findWriter(shop, "olga")).toBeUndefined();
});

test("a stranger may not, and a server that fails is not taken for one", async () => {
  asked().reply(404, {});
  expect(await findWriter(shop, "olga")).toBeUndefined();
  asked().reply(502, {});
  await expect(findWriter(shop, "olga")).rejects.toMatchObject({ status: 502 });
});

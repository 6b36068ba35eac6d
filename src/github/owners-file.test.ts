import nock from "nock";
import { Octokit } from "octokit";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readOwnersFile, readOwnersSight, recentlyAbsent } from "./owners-file.ts";

const octokit = new Octokit({ throttle: { enabled: false }, retry: { enabled: false } });
const file = () => nock("https://api.github.com").get("/repos/acme/.github/contents/tollgate.yml");
const read = (absent = recentlyAbsent()) =>
  readOwnersFile({ octokit, owner: "acme" }, "tollgate.yml", absent);

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
});

describe("a file of the owner's .github repository", () => {
  test("is asked for at the default branch, and comes byte for byte", async () => {
    // GitHub breaks base64 into lines.
    file().reply(200, { type: "file", encoding: "base64", content: "dmVyc2lvbjog\nMQr/\n" });
    const found = await read();
    expect(found?.name).toBe("acme/.github/tollgate.yml");
    expect([...(found?.bytes ?? [])]).toEqual([...Buffer.from("version: 1\n"), 0xff]);
  });

  test("is undefined where there is none, and asked for again only after a while or a push", async () => {
    let now = 0;
    const absent = recentlyAbsent(() => now);
    file().reply(404, { message: "Not Found" });
    expect([await read(absent), await read(absent)]).toEqual([undefined, undefined]);
    now = 600_000;
    file().reply(404, { message: "Not Found" });
    expect(await read(absent)).toBeUndefined();
    absent.forget("acme/.github/tollgate.yml");
    file().reply(200, { type: "file", encoding: "base64", content: "" });
    expect((await read(absent))?.bytes).toHaveLength(0);
  });

  test.each([
    ["refused", 403, { message: "Resource not accessible by integration" }],
    ["a folder", 200, [{ type: "file", path: "tollgate.yml/a" }]],
    ["a submodule", 200, { type: "submodule" }],
    ["too large", 200, { type: "file", encoding: "none", content: "" }],
  ])("that is %s is told as a sentence, and never taken for absent", async (_, status, answer) => {
    file().reply(status, answer);
    await expect(read()).rejects.toThrow("acme/.github/tollgate.yml cannot be read: ");
  });
});

describe("what is known where it was not found", () => {
  const api = () => nock("https://api.github.com");
  const shop = (type: string) => api().get("/repos/acme/shop").reply(200, { owner: { type } });
  const look = () => readOwnersSight({ octokit, owner: "acme", repo: "shop" });

  test("a personal account has no floor", async () => {
    shop("User");
    expect(await look()).toEqual({ owner: "acme", sight: "personal" });
  });

  test("who sees the repository would have found the file", async () => {
    shop("Organization");
    api().get("/repos/acme/.github").reply(200, {});
    expect(await look()).toEqual({ owner: "acme", sight: "seen" });
  });

  test.each([
    ["all", 200, "seen"],
    ["selected", 200, "unseen"],
    ["all", 403, "unseen"],
  ])("an installation on %s repositories (%i) tells: %s", async (repository_selection, status, sight) => {
    shop("Organization");
    api().get("/repos/acme/.github").reply(404, {});
    api().get("/installation/repositories?per_page=1").reply(status, { repository_selection });
    expect(await look()).toEqual({ owner: "acme", sight });
  });
});

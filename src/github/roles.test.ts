import nock from "nock";
import { Octokit } from "octokit";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { immutableCache } from "./immutable-cache.ts";
import { githubRoles } from "./roles.ts";

const octokit = new Octokit({ throttle: { enabled: false }, retry: { enabled: false } });
const api = () => nock("https://api.github.com");
const roles = () => githubRoles(octokit, immutableCache(100));
const olga = { id: 2, login: "olga", type: "User" };

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
});

describe("who holds a role", () => {
  test("its users and its teams' members, each once; bots are told", async () => {
    const holders = roles();
    api().get("/users/olga").reply(200, olga);
    api()
      .get("/orgs/acme/teams/dba/members?per_page=100")
      .reply(200, [olga, { id: 3, login: "helper[bot]", type: "Bot" }]);
    const people = [
      { id: 2, login: "olga", bot: false },
      { id: 3, login: "helper[bot]", bot: true },
    ];
    expect(await holders.holders({ users: ["olga"], teams: ["acme/dba"], ids: new Map() })).toEqual({
      known: true,
      people,
    });
    api().get("/orgs/acme/teams/dba/members?per_page=100").reply(200, []);
    expect(await holders.holders({ users: ["Olga"], teams: ["acme/dba"], ids: new Map() })).toEqual({
      known: true,
      people: people.slice(0, 1),
    });
  });

  test("are asked for again where GitHub refuses once", async () => {
    api().get("/orgs/acme/teams/dba/members?per_page=100").reply(404, {});
    api().get("/orgs/acme/teams/dba/members?per_page=100").reply(200, []);
    expect(await roles().holders({ users: [], teams: ["acme/dba"], ids: new Map() })).toEqual({
      known: true,
      people: [],
    });
  });

  test.each([403, 404])("cannot be told where GitHub answers %i for a team, twice", async (status) => {
    api().get("/orgs/acme/teams/dba/members?per_page=100").times(2).reply(status, {});
    expect(await roles().holders({ users: [], teams: ["acme/dba"], ids: new Map() })).toMatchObject({
      known: false,
      why: expect.stringContaining("acme/dba"),
    });
  });

  test("cannot be told where a user does not exist", async () => {
    api().get("/users/olag").reply(404, {});
    expect(await roles().holders({ users: ["olag"], teams: [], ids: new Map() })).toEqual({
      known: false,
      why: "GitHub has no user olag.",
    });
  });

  test("cannot be told where another account or team has the name now", async () => {
    api().get("/users/olga").reply(200, olga);
    api().get("/orgs/acme/teams/dba").times(2).reply(200, { id: 8 });
    const ids = new Map([
      ["olga", 1],
      ["acme/dba", 7],
    ]);
    const holders = await roles().holders({ users: ["olga"], teams: ["acme/dba"], ids });
    expect(holders).toMatchObject({ known: false, why: expect.stringContaining("the policy says 1:") });
    expect(holders).toMatchObject({ why: expect.stringContaining("the policy says 7:") });
  });

  test("is known where the ids fit", async () => {
    api().get("/users/olga").reply(200, olga);
    const ids = new Map([["olga", 2]]);
    expect(await roles().holders({ users: ["olga"], teams: [], ids })).toMatchObject({ known: true });
  });

  test("is not guessed where GitHub is broken", async () => {
    api().get("/orgs/acme/teams/dba/members?per_page=100").reply(502, {});
    await expect(roles().holders({ users: [], teams: ["acme/dba"], ids: new Map() })).rejects.toThrow();
  });
});

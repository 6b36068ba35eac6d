import nock from "nock";
import { Octokit } from "octokit";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { conditionalRequests } from "./conditional-requests.ts";
import { throttleFor } from "./throttle.ts";

const api = () => nock("https://api.github.com");

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
});

describe("conditional requests", () => {
  test("ask for what has changed, across the clients of a process", async () => {
    const Client = Octokit.plugin(conditionalRequests());
    const options = { throttle: { enabled: false }, retry: { enabled: false } } as const;
    const read = async () =>
      (await new Client(options).request("GET /users/{username}", { username: "olga" })).data.id;
    api().get("/users/olga").reply(200, { id: 1 }, { etag: '"one"' });
    expect(await read()).toBe(1);
    api().get("/users/olga").matchHeader("if-none-match", '"one"').reply(304);
    expect(await read()).toBe(1);
    api().get("/users/olga").matchHeader("if-none-match", '"one"').reply(200, { id: 2 }, { etag: '"two"' });
    expect(await read()).toBe(2);
    api().get("/users/olga").matchHeader("if-none-match", '"two"').reply(404, {});
    await expect(read()).rejects.toMatchObject({ status: 404 });
  });
});

describe("rate limits", () => {
  test.each(["https://api.github.com", "http://127.0.0.1:1"])(
    "of both kinds are waited out at %s",
    async (baseUrl) => {
      const octokit = new Octokit({ baseUrl, throttle: throttleFor(baseUrl), retry: { enabled: false } });
      const write = () => nock(baseUrl).post("/repos/acme/shop/statuses/abc");
      write().reply(403, { message: "You have exceeded a secondary rate limit." }, { "retry-after": "1" });
      write().reply(
        429,
        { message: "API rate limit exceeded" },
        { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1" },
      );
      write().reply(201, { id: 1 });
      const route = "POST /repos/{owner}/{repo}/statuses/{sha}";
      const { data } = await octokit.request(route, {
        owner: "acme",
        repo: "shop",
        sha: "abc",
        state: "success",
      });
      expect(data.id).toBe(1);
    },
    20_000,
  );
});

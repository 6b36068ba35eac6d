import nock from "nock";
import { Octokit } from "octokit";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { conditionalRequests } from "./conditional-requests.ts";
import { readWritePauses, throttleOptions } from "./throttle.ts";

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
  const baseUrl = "https://api.github.com";
  const route = "POST /repos/{owner}/{repo}/statuses/{sha}";
  const status = { owner: "acme", repo: "shop", sha: "abc", state: "success" } as const;
  const client = (writePauses: boolean) =>
    new Octokit({ baseUrl, throttle: throttleOptions({ writePauses }), retry: { enabled: false } });
  const write = () => api().post("/repos/acme/shop/statuses/abc");

  test.each([true, false])(
    "of both kinds are waited out, with pauses between writes or without: %s",
    async (writePauses) => {
      write().reply(403, { message: "You have exceeded a secondary rate limit." }, { "retry-after": "1" });
      write().reply(
        429,
        { message: "API rate limit exceeded" },
        { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1" },
      );
      write().reply(201, { id: 1 });
      const { data } = await client(writePauses).request(route, status);
      expect(data.id).toBe(1);
    },
    20_000,
  );

  test.each([
    [true, 900, 20_000],
    [false, 0, 900],
  ])("pauses between writes: %s", async (writePauses, least, most) => {
    write().times(2).reply(201, { id: 1 });
    const octokit = client(writePauses);
    await octokit.request(route, status);
    const before = performance.now();
    await octokit.request(route, status);
    expect(performance.now() - before).toBeGreaterThanOrEqual(least);
    expect(performance.now() - before).toBeLessThan(most);
  });

  test.each([
    [undefined, true],
    ["on", true],
    ["off", false],
  ])("TOLLGATE_WRITE_PAUSES=%s", (said, pauses) => {
    expect(readWritePauses({ TOLLGATE_WRITE_PAUSES: said })).toBe(pauses);
  });

  test("TOLLGATE_WRITE_PAUSES must be one of both", () => {
    expect(() => readWritePauses({ TOLLGATE_WRITE_PAUSES: "no" })).toThrow(
      expect.objectContaining({ code: "write-pauses" }),
    );
  });
});

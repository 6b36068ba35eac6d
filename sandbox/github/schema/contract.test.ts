import { expect, it } from "vitest";
import { answerCall } from "../http/answer-call.ts";
import { type Call, ok, type Route } from "../route.ts";
import { routes } from "../routes.ts";
import type { World } from "../world.ts";
import { createContract, readExtract } from "./contract.ts";

const extract = readExtract();
const contract = createContract(extract);

it("describes exactly the operations that are served", () => {
  expect(Object.keys(extract.operations)).toEqual(routes.map(({ operation }) => operation).sort());
});

it("turns an answer that GitHub never gives into a 500 that says why", async () => {
  const operation = "GET /users/{username}";
  const call: Call = {
    world: { repositories: new Map() } as unknown as World,
    token: { kind: "anonymous" },
    operation,
    path: { username: "ada" },
    query: {},
    body: undefined,
    accept: "",
    url: "http://127.0.0.1/users/ada",
  };
  const planted: Route = { operation, needs: "anyone", handle: () => ok({ login: "ada" }) };
  const answer = await answerCall(contract, planted, call);
  expect(answer.status).toBe(500);
  expect(answer.body).toMatchObject({ message: expect.stringContaining("must have required property 'id'") });
});

it("finds what a request lacks, and reads numbers from a query", () => {
  const create = "POST /repos/{owner}/{repo}/pulls";
  expect(contract.checkRequest(create, {}, { title: "No branches" })).toEqual([
    expect.stringContaining("'head'"),
    expect.stringContaining("'base'"),
  ]);
  const query: Record<string, unknown> = { per_page: "5" };
  expect(contract.checkRequest("GET /repos/{owner}/{repo}/pulls", query, undefined)).toEqual([]);
  expect(query).toEqual({ per_page: 5 });
  const wrong = { state: "ajar" };
  expect(contract.checkRequest("GET /repos/{owner}/{repo}/pulls", wrong, undefined)).toHaveLength(1);
});

it("knows which statuses an operation has", () => {
  expect(contract.checkAnswer("GET /user", 201, {})).toEqual(["GitHub does not answer 201."]);
  expect(contract.checkAnswer("GET /user", 404, { message: "Not Found" })).toEqual([]);
  expect(contract.checkAnswer("DELETE /installation/token", 204, {})).toEqual(["204 has no body at GitHub."]);
});

it("finds what a webhook lacks", () => {
  expect(contract.checkWebhook("push", { ref: "refs/heads/main" })).toContainEqual(
    expect.stringContaining("'repository'"),
  );
  expect(contract.checkWebhook("push-harder", {})).toEqual([
    expect.stringContaining("is not in openapi.json"),
  ]);
});

import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { identify } from "../access/identify.ts";
import type { Token } from "../access/token.ts";
import { answerGraphql } from "../graphql/answer-graphql.ts";
import type { Answer, Call, Method, Route } from "../route.ts";
import type { Contract } from "../schema/contract.ts";
import type { World } from "../world.ts";
import { answerCall } from "./answer-call.ts";
import type { Faults } from "./faults.ts";
import { createMatcher } from "./match.ts";
import { createQueues } from "./queues.ts";
import { createRateCounter, type RateLimit } from "./rate-limit.ts";
import { Refusal, refusalBecause } from "./refusal.ts";

/** One request as it was answered: the log that budgets are read from. */
export interface LoggedRequest {
  method: string;
  /** The operation of GitHub's description, or the path where it names none. */
  route: string;
  path: string;
  status: number;
  token: Token["kind"];
  /** Login of the caller, or the app's slug. */
  caller: string;
  /** Why the sandbox answered 500, where it did. */
  problem: string | undefined;
}

export interface Page {
  status: number;
  type: string;
  content: string | Uint8Array;
}

interface Serving {
  world: World;
  contract: Contract;
  routes: readonly Route[];
  faults: Faults;
  log: LoggedRequest[];
  /** Pages for people and archives, outside the API. */
  page(path: string): Promise<Page | undefined>;
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  if (text === "") return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw refusalBecause(cause, 400, "Problems parsing JSON");
  }
}

function callerOf(token: Token): string {
  if (token.kind === "anonymous") return "";
  return token.kind === "app" ? token.app.slug : token.account.login;
}

/** Gives the status that went out: 304 where the caller has the answer already. */
function write(response: ServerResponse, request: IncomingMessage, answer: Answer, limit: RateLimit): number {
  const bytes = answer.raw?.bytes ?? (answer.body === undefined ? "" : JSON.stringify(answer.body));
  const etag = `"${createHash("sha256").update(bytes).digest("hex")}"`;
  const headers: Record<string, string> = {
    "x-github-request-id": "SANDBOX",
    "x-github-media-type": "github.v3; format=json",
    "x-ratelimit-limit": String(limit.limit),
    "x-ratelimit-remaining": String(limit.remaining),
    "x-ratelimit-used": String(limit.used),
    "x-ratelimit-reset": String(limit.reset),
    "x-ratelimit-resource": "core",
    ...answer.headers,
  };
  const empty = answer.body === undefined && !answer.raw;
  if (request.method === "GET" && answer.status === 200) headers.etag = etag;
  if (request.headers["if-none-match"] === etag && answer.status === 200) {
    response.writeHead(304, headers).end();
    return 304;
  }
  if (!empty) headers["content-type"] = answer.raw?.type ?? "application/json; charset=utf-8";
  response.writeHead(answer.status, headers).end(bytes);
  return answer.status;
}

/** Where the identity is refused, the refusal is the answer and the caller stays anonymous. */
function identifyOrRefuse(
  world: World,
  authorization: string | undefined,
): { token: Token; refusal?: Refusal } {
  try {
    return { token: identify(world, authorization) };
  } catch (error) {
    if (error instanceof Refusal) return { token: { kind: "anonymous" }, refusal: error };
    throw error;
  }
}

async function answerOutsideRest(world: World, token: Token, body: unknown) {
  const operation = "POST /graphql";
  try {
    return { answer: { status: 200, body: await answerGraphql(world, token, body) }, operation };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { answer: { status: error.status, body: { message: error.message } }, operation };
  }
}

/** The log's `problem` stays empty: the fault was asked for. */
async function answerOrFail(contract: Contract, route: Route, call: Call, faults: Faults): Promise<Answer> {
  const fault = faults.take(call.operation);
  if (fault && !fault.done) return fault.answer;
  const answer = await answerCall(contract, route, call);
  return fault?.answer ?? answer;
}

function createListener({ world, contract, routes, faults, log, page }: Serving) {
  const match = createMatcher(routes);
  const count = createRateCounter();
  const queues = createQueues();

  async function answer(request: IncomingMessage, token: Token, path: string, url: URL) {
    if (/^(\/api)?\/graphql$/.test(path)) return answerOutsideRest(world, token, await readBody(request));
    const matched = match((request.method ?? "GET") as Method, path);
    if (!matched) {
      const message = `Not Found: the sandbox has no route for ${request.method} ${path}`;
      return { answer: { status: 404, body: { message } }, operation: path };
    }
    const body = await readBody(request);
    const call = {
      world,
      token,
      operation: matched.route.operation,
      path: matched.path,
      query: Object.fromEntries(url.searchParams),
      body,
      accept: request.headers.accept ?? "",
      url: `${world.url}${url.pathname}`,
    };
    const work = () => answerOrFail(contract, matched.route, call, faults);
    const { owner, repo } = matched.path;
    const alone = request.method !== "GET" && repo !== undefined;
    return { answer: await (alone ? queues(`${owner}/${repo}`, work) : work()), operation: call.operation };
  }

  return async (request: IncomingMessage, response: ServerResponse) => {
    world.lastRequestAt = Date.now();
    const url = new URL(request.url ?? "/", world.url);
    const path = url.pathname.replace(/^\/api\/v3(?=\/)/, "");
    const shown = request.method === "GET" ? await page(url.pathname) : undefined;
    if (shown) {
      response.writeHead(shown.status, { "content-type": shown.type }).end(shown.content);
      return;
    }
    const { token, refusal } = identifyOrRefuse(world, request.headers.authorization);
    const { answer: given, operation } = refusal
      ? { answer: { status: refusal.status, body: { message: refusal.message } }, operation: path }
      : await answer(request, token, path, url);
    const problem = given.status === 500 ? JSON.stringify(given.body) : undefined;
    const method = request.method ?? "";
    const status = write(response, request, given, count(token));
    log.push({
      method,
      route: operation,
      path,
      status,
      token: token.kind,
      caller: callerOf(token),
      problem,
    });
  };
}

/** Listens on a free port of the loopback interface and writes the address into the world. */
export async function serve(serving: Serving): Promise<Server> {
  const listener = createListener(serving);
  const server = createServer((request, response) => {
    listener(request, response).catch((error: unknown) => {
      response.writeHead(error instanceof Refusal ? error.status : 500, {
        "content-type": "application/json",
      });
      response.end(JSON.stringify({ message: String(error) }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  serving.world.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return server;
}

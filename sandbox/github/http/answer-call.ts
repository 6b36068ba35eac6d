import { authorise } from "../access/authorise.ts";
import type { Actor, Token } from "../access/token.ts";
import type { Repository } from "../repositories/repository.ts";
import type { Answer, Call, Route } from "../route.ts";
import type { Contract } from "../schema/contract.ts";
import type { World } from "../world.ts";
import { Refusal } from "./refusal.ts";

function findRepository(
  world: World,
  { owner, repo }: Readonly<Record<string, string>>,
): Repository | undefined {
  return world.repositories.get(`${owner}/${repo}`.toLowerCase());
}

/** Handlers that act need somebody to act as; the rest never look. */
function actorOf(token: Token): Actor {
  return token as Actor;
}

function refused(error: Refusal): Answer {
  const documentation_url = "https://docs.github.com/rest";
  return {
    status: error.status,
    body: { message: error.message, ...error.details, documentation_url, status: String(error.status) },
  };
}

function checkedAnswer(contract: Contract, call: Call, answer: Answer): Answer {
  if (answer.raw) return answer;
  // What GitHub would receive is JSON: dates, undefined and the like must not slip past the check.
  const body = answer.body === undefined ? undefined : (JSON.parse(JSON.stringify(answer.body)) as unknown);
  const problems = contract.checkAnswer(call.operation, answer.status, body);
  if (problems.length === 0) return { ...answer, body };
  const message = `The sandbox would answer ${call.operation} with ${answer.status} as GitHub never does: ${problems.join("; ")}`;
  return { status: 500, body: { message } };
}

async function handle(contract: Contract, route: Route, call: Call): Promise<Answer> {
  const repository = findRepository(call.world, call.path);
  authorise(call.world, call.token, route.needs, repository);
  const problems = contract.checkRequest(call.operation, call.query as Record<string, unknown>, call.body);
  if (problems.length > 0) throw new Refusal(422, `Invalid request.\n\n${problems.join("\n")}`);
  // Routes without a repository in their path never read it.
  return route.handle({ ...call, repository: repository as Repository, actor: actorOf(call.token) });
}

/** Authorises, validates, answers, and validates the answer: an invalid one is the sandbox's own fault, a 500. */
export async function answerCall(contract: Contract, route: Route, call: Call): Promise<Answer> {
  try {
    return checkedAnswer(contract, call, await handle(contract, route, call));
  } catch (error) {
    if (error instanceof Refusal) return checkedAnswer(contract, call, refused(error));
    return {
      status: 500,
      body: { message: `${call.operation}: ${error instanceof Error ? error.stack : error}` },
    };
  }
}

import { renderAccount } from "../accounts/render-account.ts";
import { findCommit } from "../commits/find-commit.ts";
import { renderCommit } from "../commits/render-commit.ts";
import { invalid } from "../http/refusal.ts";
import { answerPage } from "../paging.ts";
import { onDefaultBranch } from "../pulls/announce-pull.ts";
import { renderRepository } from "../repositories/render-repository.ts";
import type { Repository } from "../repositories/repository.ts";
import {
  type Answer,
  bodyOf,
  created,
  pathOf,
  type RepositoryCall,
  type Route,
  reading,
  writing,
} from "../route.ts";
import { nodeId, type World } from "../world.ts";
import type { CommitStatus } from "./status.ts";

function renderStatus(world: World, repository: Repository, status: CommitStatus) {
  const creator = renderAccount(world, status.creator.account);
  return {
    url: `${world.url}/repos/${repository.fullName}/statuses/${status.sha}`,
    avatar_url: creator.avatar_url,
    id: status.id,
    node_id: nodeId("SC", status.id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: status.createdAt,
    updated_at: status.createdAt,
    creator,
  };
}

interface NewStatus {
  state: CommitStatus["state"];
  target_url?: string | null;
  description?: string | null;
  context?: string;
}

async function createStatus(call: RepositoryCall): Promise<Answer> {
  const { world, repository, actor } = call;
  const { state, target_url, description, context = "default" } = bodyOf<NewStatus>(call);
  if ((description?.length ?? 0) > 140) {
    const message = "description is too long (maximum is 140 characters)";
    throw invalid("Validation Failed", [{ resource: "Status", code: "custom", message }]);
  }
  const commit = await findCommit(repository, pathOf(call, "sha"));
  const status: CommitStatus = {
    id: world.nextId(),
    sha: commit.sha,
    state,
    context,
    description: description ?? null,
    targetUrl: target_url ?? null,
    creator: actor,
    createdAt: world.clock.stamp(),
  };
  repository.statuses.push(status);
  const { id, sha, createdAt } = status;
  world.events.emit({
    event: "status",
    repository,
    actor,
    payload: {
      id,
      sha,
      name: repository.fullName,
      state,
      context,
      description: status.description,
      target_url: status.targetUrl,
      commit: renderCommit(world, repository, commit),
      branches: [],
      created_at: createdAt,
      updated_at: createdAt,
    },
    workflows: await onDefaultBranch(repository, "status"),
  });
  return created(renderStatus(world, repository, status));
}

async function statusesAt(call: RepositoryCall): Promise<{ sha: string; statuses: CommitStatus[] }> {
  const { sha } = await findCommit(call.repository, pathOf(call, "ref"));
  return { sha, statuses: call.repository.statuses.filter((status) => status.sha === sha).toReversed() };
}

async function listStatuses(call: RepositoryCall): Promise<Answer> {
  const { statuses } = await statusesAt(call);
  return answerPage(
    call,
    statuses.map((status) => renderStatus(call.world, call.repository, status)),
  );
}

function combine(statuses: readonly CommitStatus[]): string {
  if (statuses.some(({ state }) => state === "failure" || state === "error")) return "failure";
  return statuses.length > 0 && statuses.every(({ state }) => state === "success") ? "success" : "pending";
}

async function combinedStatus(call: RepositoryCall): Promise<Answer> {
  const { world, repository } = call;
  const { sha, statuses } = await statusesAt(call);
  const newest = statuses.filter(
    (one, index) => statuses.findIndex(({ context }) => context === one.context) === index,
  );
  const rendered = newest.map((status) => renderStatus(world, repository, status));
  const commit = `${world.url}/repos/${repository.fullName}/commits/${sha}`;
  return answerPage(call, rendered, (page, total_count) => ({
    state: combine(newest),
    statuses: page,
    sha,
    total_count,
    repository: renderRepository(world, repository),
    commit_url: commit,
    url: `${commit}/status`,
  }));
}

const repo = "/repos/{owner}/{repo}";
const read = reading("statuses");

export const statusRoutes: Route[] = [
  { operation: `POST ${repo}/statuses/{sha}`, needs: writing("write", "statuses"), handle: createStatus },
  { operation: `GET ${repo}/commits/{ref}/status`, needs: read, handle: combinedStatus },
  { operation: `GET ${repo}/commits/{ref}/statuses`, needs: read, handle: listStatuses },
];

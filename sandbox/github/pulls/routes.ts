import { moveBranch } from "../branches/move-branch.ts";
import { renderCommit, renderFile } from "../commits/render-commit.ts";
import { invalid, notFound, Refusal } from "../http/refusal.ts";
import { answerPage } from "../paging.ts";
import {
  type Answer,
  bodyOf,
  created,
  noContent,
  ok,
  queryOf,
  type RepositoryCall,
  type Route,
  reading,
  writing,
} from "../route.ts";
import { emailOf, webFlow } from "../world.ts";
import { announcePull } from "./announce-pull.ts";
import { pullOf } from "./find-pull.ts";
import { type MergeRequest, mergePull } from "./merge-pull.ts";
import { mergedTree } from "./mergeability.ts";
import { type NewPull, openPull } from "./open-pull.ts";
import { pullCommits, pullFiles } from "./pull-content.ts";
import { renderPull, renderPullSimple } from "./render-pull.ts";

function listPulls(call: RepositoryCall): Answer {
  const { world, repository } = call;
  const state = queryOf<string>(call, "state") ?? "open";
  const base = queryOf<string>(call, "base");
  const head = queryOf<string>(call, "head");
  const found = [...repository.pulls.values()].filter(
    (pull) =>
      (state === "all" || pull.state === state) &&
      (base === undefined || pull.base.ref === base) &&
      (head === undefined || `${pull.head.repository.owner.login}:${pull.head.ref}` === head),
  );
  const ordered = queryOf<string>(call, "direction") === "asc" ? found : found.toReversed();
  return answerPage(
    call,
    ordered.map((pull) => renderPullSimple(world, repository, pull)),
  );
}

async function getPull(call: RepositoryCall): Promise<Answer> {
  return ok(await renderPull(call.world, call.repository, pullOf(call)));
}

async function createPull(call: RepositoryCall): Promise<Answer> {
  const pull = await openPull(call.world, call.repository, bodyOf<NewPull>(call), call.actor);
  return created(await renderPull(call.world, call.repository, pull));
}

interface PullUpdate {
  title?: string;
  body?: string | null;
  state?: "open" | "closed";
  base?: string;
}

async function changeBase(call: RepositoryCall, base: string): Promise<void> {
  const pull = pullOf(call);
  const tip = await call.repository.git.commit(`refs/heads/${base}`);
  if (!tip) throw invalid("Validation Failed", [{ resource: "PullRequest", field: "base", code: "invalid" }]);
  pull.retargeted.push({ createdAt: call.world.clock.stamp(), from: pull.base.ref, to: base });
  pull.base = { ref: base, sha: tip.sha };
}

async function changeState(call: RepositoryCall, state: "open" | "closed"): Promise<void> {
  const { world, repository, actor } = call;
  const pull = pullOf(call);
  if (pull.state === state) return;
  if (pull.mergedAt !== null)
    throw invalid("Validation Failed", [{ resource: "PullRequest", code: "custom" }]);
  pull.state = state;
  pull.closedAt = state === "closed" ? world.clock.stamp() : null;
  await announcePull({ world, repository, pull, actor, action: state === "closed" ? "closed" : "reopened" });
}

async function updatePull(call: RepositoryCall): Promise<Answer> {
  const { world, repository, actor } = call;
  const pull = pullOf(call);
  const { title, body, state, base } = bodyOf<PullUpdate>(call);
  const changes: Record<string, unknown> = {};
  if (title !== undefined && title !== pull.title) changes.title = { from: pull.title };
  if (body !== undefined && body !== pull.body) changes.body = { from: pull.body ?? "" };
  if (base !== undefined && base !== pull.base.ref) {
    changes.base = { ref: { from: pull.base.ref }, sha: { from: pull.base.sha } };
    await changeBase(call, base);
  }
  pull.title = title ?? pull.title;
  pull.body = body === undefined ? pull.body : body;
  pull.updatedAt = world.clock.stamp();
  if (Object.keys(changes).length > 0) {
    await announcePull({ world, repository, pull, actor, action: "edited", more: { changes } });
  }
  if (state !== undefined) await changeState(call, state);
  return getPull(call);
}

async function listFiles(call: RepositoryCall): Promise<Answer> {
  const { world, repository } = call;
  const pull = pullOf(call);
  // "Responses include a maximum of 3000 files."
  const files = (await pullFiles(repository, pull)).slice(0, 3000);
  return answerPage(
    call,
    files.map((file) => renderFile(world, repository, pull.head.sha, file)),
  );
}

async function listCommits(call: RepositoryCall): Promise<Answer> {
  const { world, repository } = call;
  // "Lists a maximum of 250 commits for a pull request."
  const commits = (await pullCommits(repository, pullOf(call))).slice(0, 250);
  return answerPage(
    call,
    commits.map((commit) => renderCommit(world, repository, commit)),
  );
}

async function merge(call: RepositoryCall): Promise<Answer> {
  const { world, repository, actor } = call;
  const asked = bodyOf<MergeRequest>(call);
  const sha = await mergePull({ world, repository, pull: pullOf(call), actor, asked });
  return ok({ sha, merged: true, message: "Pull Request successfully merged" });
}

function isMerged(call: RepositoryCall): Answer {
  if (pullOf(call).mergedAt === null) throw notFound();
  return noContent();
}

async function updateBranch(call: RepositoryCall): Promise<Answer> {
  const { world, repository, actor } = call;
  const pull = pullOf(call);
  const { expected_head_sha } = bodyOf<{ expected_head_sha?: string }>(call);
  if (expected_head_sha !== undefined && expected_head_sha !== pull.head.sha) {
    throw invalid(`expected head sha didn’t match current head ref.`);
  }
  const base = await repository.git.commit(`refs/heads/${pull.base.ref}`);
  const tree = await mergedTree(repository, pull);
  if (!base || !tree) throw new Refusal(422, "merge conflict between base and head");
  const date = world.clock.stamp();
  const sha = await repository.git.writeCommit({
    tree,
    parents: [pull.head.sha, base.sha],
    author: { name: actor.account.login, email: emailOf(actor.account), date },
    committer: { ...webFlow, date },
    message: `Merge branch '${pull.base.ref}' into ${pull.head.ref}`,
  });
  await moveBranch(world, pull.head.repository, { branch: pull.head.ref, to: sha, actor });
  return { status: 202, body: { message: "Updating pull request branch.", url: call.url } };
}

const pulls = "/repos/{owner}/{repo}/pulls";
const one = `${pulls}/{pull_number}` as const;
const read = reading("pull_requests");

export const pullRoutes: Route[] = [
  { operation: `GET ${pulls}`, needs: read, handle: listPulls },
  { operation: `POST ${pulls}`, needs: writing("read", "pull_requests"), handle: createPull },
  { operation: `GET ${one}`, needs: read, handle: getPull },
  { operation: `PATCH ${one}`, needs: writing("triage", "pull_requests"), handle: updatePull },
  { operation: `GET ${one}/files`, needs: read, handle: listFiles },
  { operation: `GET ${one}/commits`, needs: read, handle: listCommits },
  { operation: `GET ${one}/merge`, needs: read, handle: isMerged },
  { operation: `PUT ${one}/merge`, needs: writing("write", "contents"), handle: merge },
  { operation: `PUT ${one}/update-branch`, needs: writing("write", "pull_requests"), handle: updateBranch },
];

import { notFound } from "../http/refusal.ts";
import { answerPage } from "../paging.ts";
import { announcePull } from "../pulls/announce-pull.ts";
import { pullOf } from "../pulls/find-pull.ts";
import {
  type Answer,
  bodyOf,
  ok,
  pathOf,
  type RepositoryCall,
  type Route,
  reading,
  writing,
} from "../route.ts";
import { renderIssue } from "./render-issue.ts";
import { ensureLabel, renderLabel } from "./render-label.ts";

function renderAll(call: RepositoryCall) {
  return pullOf(call).labels.map((name) => renderLabel(call.world, call.repository, name));
}

async function announce(call: RepositoryCall, action: "labeled" | "unlabeled", name: string): Promise<void> {
  const { world, repository, actor } = call;
  const pull = pullOf(call);
  pull.updatedAt = world.clock.stamp();
  const more = { label: renderLabel(world, repository, name) };
  await announcePull({ world, repository, pull, actor, action, more });
}

/** The body is a list of names, or an object that holds one; each label is a name or an object with one. */
function namesIn(call: RepositoryCall): string[] {
  const body = bodyOf<{ labels?: unknown } | unknown[]>(call);
  const labels = Array.isArray(body) ? body : ((body.labels ?? []) as unknown[]);
  return labels.map((label) => (typeof label === "string" ? label : (label as { name: string }).name));
}

async function addLabels(call: RepositoryCall): Promise<Answer> {
  const pull = pullOf(call);
  for (const name of namesIn(call).filter((one) => !pull.labels.includes(one))) {
    ensureLabel(call.world, call.repository, name);
    pull.labels.push(name);
    await announce(call, "labeled", name);
  }
  return ok(renderAll(call));
}

async function removeLabel(call: RepositoryCall): Promise<Answer> {
  const pull = pullOf(call);
  const name = pathOf(call, "name");
  if (!pull.labels.includes(name)) throw notFound();
  pull.labels = pull.labels.filter((one) => one !== name);
  await announce(call, "unlabeled", name);
  return ok(renderAll(call));
}

const repo = "/repos/{owner}/{repo}";
const issue = `${repo}/issues/{issue_number}` as const;
const read = reading("issues", "pull_requests");
const write = writing("triage", "issues", "pull_requests");

export const labelRoutes: Route[] = [
  {
    operation: `GET ${issue}`,
    needs: read,
    handle: (call) => ok(renderIssue(call.world, call.repository, pullOf(call))),
  },
  { operation: `GET ${issue}/labels`, needs: read, handle: (call) => answerPage(call, renderAll(call)) },
  { operation: `POST ${issue}/labels`, needs: write, handle: addLabels },
  { operation: `DELETE ${issue}/labels/{name}`, needs: write, handle: removeLabel },
];

import type { Page } from "../http/serve.ts";
import type { Repository } from "../repositories/repository.ts";
import type { World } from "../world.ts";
import { html, page } from "./html.ts";
import { pullPage } from "./pull-page.ts";

function overview(world: World): string {
  const pulls = [...world.repositories.values()].flatMap((repository) =>
    [...repository.pulls.values()].map((pull) => ({ repository, pull })),
  );
  const lines = pulls.map(
    ({ repository: { fullName }, pull: { number, title } }) =>
      html`<li><a href="/${fullName}/pull/${number}">${fullName} #${number}</a> ${title}</li>`,
  );
  return page("Pull requests", html`<h1>Pull requests</h1><ul>${lines}</ul>`);
}

function checkPage(repository: Repository, id: number): string | undefined {
  const run = repository.checkRuns.find((one) => one.id === id);
  if (!run) return undefined;
  const { title, summary, text } = run.output;
  const body = html`<h1>${run.name} <small>${run.conclusion ?? run.status}</small></h1>
    <p>${title ?? ""}</p><pre>${summary ?? ""}</pre><pre>${text ?? ""}</pre>`;
  return page(run.name, body);
}

function runPage(repository: Repository, id: number): string | undefined {
  const run = repository.runs.find((one) => one.id === id);
  if (!run) return undefined;
  const body = html`<h1>${run.name} <small>${run.conclusion ?? run.status}</small></h1>
    <p>${run.event} at <code>${run.sha.slice(0, 7)}</code> by ${run.actor.login}</p>`;
  return page(run.name, body);
}

/** Pages to look at while a scene is kept up. They only read, and ask nobody who they are: this is one's own machine. */
export async function findPage(world: World, path: string): Promise<Page | undefined> {
  if (path === "/") return asPage(200, overview(world));
  const [, fullName = "", kind, id] = /^\/([^/]+\/[^/]+)\/(pull|runs|actions\/runs)\/(\d+)$/.exec(path) ?? [];
  const repository = world.repositories.get(fullName.toLowerCase());
  if (!repository) return undefined;
  const pull = kind === "pull" ? repository.pulls.get(Number(id)) : undefined;
  const found = pull
    ? await pullPage(repository, pull)
    : kind === "runs"
      ? checkPage(repository, Number(id))
      : runPage(repository, Number(id));
  return found === undefined
    ? asPage(404, page("404", html`<h1>There is no such page</h1>`))
    : asPage(200, found);
}

function asPage(status: number, content: string): Page {
  return { status, type: "text/html; charset=utf-8", content };
}

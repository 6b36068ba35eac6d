import { missingChecks } from "../pulls/mergeability.ts";
import { pullFiles } from "../pulls/pull-content.ts";
import type { Pull, Repository } from "../repositories/repository.ts";
import { html, page } from "./html.ts";

function stateOf(pull: Pull): string {
  if (pull.mergedAt !== null) return "merged";
  return pull.draft ? "draft" : pull.state;
}

function checksOf(repository: Repository, pull: Pull) {
  const { head } = pull;
  const runs = repository.checkRuns.filter((run) => run.headSha === head.sha);
  const statuses = repository.statuses.filter((status) => status.sha === head.sha);
  return [
    ...runs.map(
      (run) => html`<li><b>${run.name}</b>: ${run.conclusion ?? run.status} — ${run.output.title ?? ""}
        <a href="/${repository.fullName}/runs/${run.id}">details</a></li>`,
    ),
    ...statuses.map(
      (status) => html`<li><b>${status.context}</b>: ${status.state} — ${status.description ?? ""}</li>`,
    ),
    ...missingChecks(repository, pull).map((sentence) => html`<li>${sentence}</li>`),
  ];
}

/** What somebody sees who looks at a pull request; Markdown is shown as it was written. */
export async function pullPage(repository: Repository, pull: Pull): Promise<string> {
  const files = await pullFiles(repository, pull);
  const comments = repository.comments.filter(({ issue }) => issue === pull.number);
  const asked = [...pull.requestedUsers, ...pull.requestedTeams];
  const body = html`
    <p><a href="/">All pull requests</a></p>
    <h1>${pull.title} <small>#${pull.number} · ${stateOf(pull)}</small></h1>
    <p>${pull.author.login} wants to bring <code>${pull.head.ref}</code> into <code>${pull.base.ref}</code>.</p>
    <h2>Checks</h2>
    <ul>${checksOf(repository, pull)}</ul>
    <h2>Reviewers</h2>
    <ul>
      ${pull.reviews.map(({ author, state }) => html`<li>${author.login}: ${state.toLowerCase().replace("_", " ")}</li>`)}
      ${asked.map((who) => html`<li>${who}: asked</li>`)}
    </ul>
    <h2>Conversation</h2>
    ${comments.map(({ author, body }) => html`<p><b>${author.account.login}</b></p><pre>${body}</pre>`)}
    <h2>Files</h2>
    ${files.map(({ path, patch }) => html`<p><code>${path}</code></p><pre>${patch ?? ""}</pre>`)}`;
  return page(`${pull.title} · #${pull.number}`, body);
}

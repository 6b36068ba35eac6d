import { renderAccount } from "../accounts/render-account.ts";
import { associationOf } from "../comments/render-comment.ts";
import type { Pull, Repository } from "../repositories/repository.ts";
import { nodeId, type World } from "../world.ts";
import type { Review } from "./review.ts";

export function renderReview(world: World, repository: Repository, pull: Pull, review: Review) {
  const html = `${world.url}/${repository.fullName}/pull/${pull.number}#pullrequestreview-${review.id}`;
  const url = `${world.url}/repos/${repository.fullName}/pulls/${pull.number}`;
  return {
    id: review.id,
    node_id: nodeId("PRR", review.id),
    user: renderAccount(world, review.author),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: url,
    _links: { html: { href: html }, pull_request: { href: url } },
    ...(review.submittedAt === undefined ? {} : { submitted_at: review.submittedAt }),
    commit_id: review.commit,
    author_association: associationOf(world, repository, review.author),
  };
}

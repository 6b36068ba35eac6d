import { renderAccount } from "../accounts/render-account.ts";
import type { Commit, Signature } from "../git/commit.ts";
import type { FileDiff } from "../git/diff.ts";
import type { Repository } from "../repositories/repository.ts";
import { accountOfEmail, nodeId, type World } from "../world.ts";

const unsigned = { verified: false, reason: "unsigned", signature: null, payload: null, verified_at: null };

function accountOf(world: World, { email }: Signature) {
  const account = accountOfEmail(world, email);
  return account ? renderAccount(world, account) : null;
}

/** GitHub's `commit`, as lists of commits carry it. */
export function renderCommit(world: World, repository: Repository, commit: Commit) {
  const { sha } = commit;
  const url = `${world.url}/repos/${repository.fullName}/commits/${sha}`;
  const git = `${world.url}/repos/${repository.fullName}/git`;
  const html = `${world.url}/${repository.fullName}/commit`;
  return {
    sha,
    node_id: nodeId("C", repository.id),
    url,
    html_url: `${html}/${sha}`,
    comments_url: `${url}/comments`,
    commit: {
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: { sha: commit.tree, url: `${git}/trees/${commit.tree}` },
      url: `${git}/commits/${sha}`,
      comment_count: 0,
      verification: unsigned,
    },
    author: accountOf(world, commit.author),
    committer: accountOf(world, commit.committer),
    parents: commit.parents.map((parent) => ({
      sha: parent,
      url: `${world.url}/repos/${repository.fullName}/commits/${parent}`,
      html_url: `${html}/${parent}`,
    })),
  };
}

/** GitHub's `git-commit`. */
export function renderGitCommit(world: World, repository: Repository, commit: Commit) {
  const git = `${world.url}/repos/${repository.fullName}/git`;
  const html = `${world.url}/${repository.fullName}/commit`;
  return {
    sha: commit.sha,
    node_id: nodeId("C", repository.id),
    url: `${git}/commits/${commit.sha}`,
    html_url: `${html}/${commit.sha}`,
    author: commit.author,
    committer: commit.committer,
    tree: { sha: commit.tree, url: `${git}/trees/${commit.tree}` },
    message: commit.message,
    parents: commit.parents.map((sha) => ({ sha, url: `${git}/commits/${sha}`, html_url: `${html}/${sha}` })),
    verification: unsigned,
  };
}

/** GitHub's `diff-entry`. */
export function renderFile(world: World, repository: Repository, sha: string, file: FileDiff) {
  const path = file.path.split("/").map(encodeURIComponent).join("/");
  return {
    sha: file.sha,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${world.url}/${repository.fullName}/blob/${sha}/${path}`,
    raw_url: `${world.url}/${repository.fullName}/raw/${sha}/${path}`,
    contents_url: `${world.url}/repos/${repository.fullName}/contents/${path}?ref=${sha}`,
    ...(file.patch === undefined ? {} : { patch: file.patch }),
    ...(file.previousPath === undefined ? {} : { previous_filename: file.previousPath }),
  };
}

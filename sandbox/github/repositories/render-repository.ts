import { renderAccount } from "../accounts/render-account.ts";
import { nodeId, type World } from "../world.ts";
import type { Repository } from "./repository.ts";

/** Each URL template of a repository is its field's name and what follows the repository's own URL. */
const templates = {
  archive: "/{archive_format}{/ref}",
  assignees: "/assignees{/user}",
  blobs: "/git/blobs{/sha}",
  branches: "/branches{/branch}",
  collaborators: "/collaborators{/collaborator}",
  comments: "/comments{/number}",
  commits: "/commits{/sha}",
  compare: "/compare/{base}...{head}",
  contents: "/contents/{+path}",
  contributors: "/contributors",
  deployments: "/deployments",
  downloads: "/downloads",
  events: "/events",
  forks: "/forks",
  git_commits: "/git/commits{/sha}",
  git_refs: "/git/refs{/sha}",
  git_tags: "/git/tags{/sha}",
  hooks: "/hooks",
  issue_comment: "/issues/comments{/number}",
  issue_events: "/issues/events{/number}",
  issues: "/issues{/number}",
  keys: "/keys{/key_id}",
  labels: "/labels{/name}",
  languages: "/languages",
  merges: "/merges",
  milestones: "/milestones{/number}",
  notifications: "/notifications{?since,all,participating}",
  pulls: "/pulls{/number}",
  releases: "/releases{/id}",
  stargazers: "/stargazers",
  statuses: "/statuses/{sha}",
  subscribers: "/subscribers",
  subscription: "/subscription",
  tags: "/tags",
  teams: "/teams",
  trees: "/git/trees{/sha}",
} as const;

/** What no scene changes. */
const constants = {
  stargazers_count: 0,
  watchers: 0,
  watchers_count: 0,
  network_count: 0,
  subscribers_count: 0,
  size: 1,
  archived: false,
  disabled: false,
  is_template: false,
  has_issues: true,
  has_projects: false,
  has_wiki: false,
  has_pages: false,
  has_downloads: false,
  has_discussions: false,
  allow_forking: true,
  web_commit_signoff_required: false,
  topics: [],
};

/** GitHub's `full-repository`, which contains all that `minimal-repository` and `repository` ask for. */
export function renderRepository(world: World, repository: Repository) {
  const { id, fullName, name } = repository;
  const url = `${world.url}/repos/${fullName}`;
  const urls = Object.entries(templates).map(([field, rest]) => [`${field}_url`, `${url}${rest}`]);
  const counts = {
    forks: 0,
    open_issues: [...repository.pulls.values()].filter((one) => one.state === "open").length,
  };
  return {
    ...(Object.fromEntries(urls) as Record<`${keyof typeof templates}_url`, string>),
    id,
    node_id: nodeId("R", id),
    name,
    full_name: fullName,
    private: repository.private,
    owner: renderAccount(world, repository.owner),
    html_url: `${world.url}/${fullName}`,
    description: null,
    fork: repository.parent !== undefined,
    url,
    git_url: `git://127.0.0.1/${fullName}.git`,
    ssh_url: `git@127.0.0.1:${fullName}.git`,
    clone_url: `${world.url}/${fullName}.git`,
    svn_url: `${world.url}/${fullName}`,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    default_branch: repository.defaultBranch,
    visibility: repository.private ? "private" : "public",
    ...counts,
    forks_count: counts.forks,
    open_issues_count: counts.open_issues,
    ...constants,
    pushed_at: repository.pushedAt,
    created_at: repository.createdAt,
    updated_at: repository.pushedAt,
  };
}

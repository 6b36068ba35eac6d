import type { Deployment, PullRequests } from "../operations/ports/code-host.ts";
import type { RolloutPorts } from "../operations/rollout/request.ts";
import { memoryAccounts } from "./memory-accounts.ts";
import type { MemoryGitHub } from "./memory-github.ts";
import type { MemoryTargets } from "./memory-targets.ts";

type MergeMethod = "merge" | "squash";

export interface MemoryMerges {
  /** Merges whatever the check says. `instead` changes files in the merge itself, which no pull request held. */
  merge(number: number, method?: MergeMethod, instead?: Record<string, string>): string;
  ports: RolloutPorts;
  /** One line for each deployment's state, in order. */
  deployments: string[];
}

interface KeptDeployment extends Deployment {
  environment: string;
  statuses: { description: string; url: string }[];
}

interface Merged {
  number: number;
  head: string;
  onto: string;
  at: string;
  commit: string;
  commits: readonly string[];
}

/** Merged pull requests over the GitHub in memory, and all that a rollout reads of it. */
export function memoryMerges(github: MemoryGitHub, { targets }: MemoryTargets): MemoryMerges {
  const merged = new Map<number, Merged>();
  const deployments: string[] = [];
  const kept: KeptDeployment[] = [];
  let seconds = Date.parse("2026-02-01T00:00:00Z") / 1000;
  const { repository, pulls, roles, comments } = github.ports;
  return {
    deployments,
    merge(number, method = "merge", instead = {}) {
      const onto = github.git.branches.get("main") as string;
      const head = github.headOf(number);
      const files = { ...Object.fromEntries(github.git.at(head).files), ...instead };
      const commit = github.push("main", "merger", files);
      if (method === "merge") (github.git.at(commit).parents as string[]).push(head);
      const commits = method === "merge" ? [commit, ...branchOf(github, head, onto)] : [commit];
      const at = github.now();
      merged.set(number, { number, head, onto, at, commit, commits });
      const pull = github.pulls.get(number);
      if (pull) pull.state = "merged";
      return commit;
    },
    ports: {
      repository,
      roles,
      targets,
      pulls: pullsWith(pulls, merged),
      appChecks: {
        read: async (app, head, name) => (app === 7 ? github.gates.get(`${head} ${name}`) : undefined),
      },
      deployments: {
        async create({ environment, targets }) {
          const createdAt = new Date(++seconds * 1000).toISOString();
          kept.unshift({ id: kept.length + 1, environment, createdAt, targets, statuses: [] });
          deployments.push(`${environment} created`);
          return kept.length;
        },
        async update(id, { state, description, url }) {
          kept.find((one) => one.id === id)?.statuses.unshift({ description, url });
          deployments.push(state);
        },
        list: async (environment) => kept.filter((one) => one.environment === environment),
        statuses: async (id) => kept.find((one) => one.id === id)?.statuses ?? [],
      },
      accounts: memoryAccounts(),
      commentsOf: () => comments,
      clock: { now: () => new Date(++seconds * 1000) },
    },
  };
}

function branchOf({ git }: MemoryGitHub, head: string, base: string): string[] {
  const commits: string[] = [];
  for (let at: string | undefined = head; at !== undefined && at !== base; at = git.at(at).parents[0])
    commits.push(at);
  return commits;
}

function pullsWith(pulls: PullRequests, merged: ReadonlyMap<number, Merged>): PullRequests {
  return {
    ...pulls,
    async read(number) {
      const pull = await pulls.read(number);
      const found = merged.get(number);
      if (!found) return pull;
      const { head: sha, at, commit } = found;
      return { ...pull, head: { ...pull.head, sha }, merged: { at, commit } };
    },
    ofCommit: async (commit) =>
      [...merged.values()].filter(({ commits }) => commits.includes(commit)).map(({ number }) => number),
    async mergedOnto({ number }) {
      const found = merged.get(number);
      if (!found) throw new Error(`#${number} is not merged.`);
      return found.onto;
    },
  };
}

import { floorPath } from "../core/policy/edits-gate.ts";
import { checkRunGate, type WrittenRun } from "../github/check-run-gate.ts";
import type { GitHubRepository } from "../github/client.ts";
import { githubComments, type WrittenComment } from "../github/comments.ts";
import { immutableCache } from "../github/immutable-cache.ts";
import type { AppIdentity } from "../github/installations.ts";
import { openPullsOfHead } from "../github/open-pulls-of-head.ts";
import { ownersFileName, recentlyAbsent } from "../github/owners-file.ts";
import { githubPullRequests } from "../github/pull-requests.ts";
import { type RecentlyWritten, recentlyWritten } from "../github/recently-written.ts";
import { githubRepository } from "../github/repository.ts";
import { githubRoles } from "../github/roles.ts";
import { githubSuggestions } from "../github/suggestions.ts";
import { readPolicy } from "../operations/read-policy.ts";
import { type Occasion, type ReconcilePorts, reconcile } from "../operations/reconcile.ts";
import type { Reconciler } from "./app.ts";
import { createQueue } from "./queue.ts";

export interface Log {
  info(text: string): void;
  warn(text: string): void;
  error(details: { err: unknown }, text: string): void;
}

interface Written {
  runs: RecentlyWritten<WrittenRun>;
  comments: RecentlyWritten<WrittenComment>;
}

const megabytes = 1024 * 1024;
const pullsAtOnce = 8;

/** Reconciles pull requests one turn at a time each, with what git ids name remembered for the life of the process. */
export function createReconciler(app: AppIdentity, log: Log): Reconciler & { idle(): Promise<void> } {
  const objects = immutableCache(128 * megabytes);
  const accounts = immutableCache(10_000);
  const absent = recentlyAbsent();
  const written = new Map<string, Written>();

  const portsAt = (place: GitHubRepository): ReconcilePorts => {
    const repository = githubRepository(place, objects, absent);
    const memory = written.get(nameOf(place)) ?? { runs: recentlyWritten(), comments: recentlyWritten() };
    written.set(nameOf(place), memory);
    return {
      repository,
      pulls: githubPullRequests(place, repository),
      roles: githubRoles(place.octokit, accounts),
      gate: checkRunGate(place, app.id, memory.runs),
      comments: githubComments(place, { app: app.id }, memory.comments),
      suggestions: githubSuggestions(place, app.login),
      holdsGate: ({ gate, appId }) => gate === "app" && appId === app.id,
      details: (pull) => `${pull.url}/checks`,
    };
  };
  const queue = createQueue<{ place: GitHubRepository; number: number; occasion: Occasion }>({
    parallel: pullsAtOnce,
    merge: (waiting, { occasion, ...next }) => ({
      ...next,
      occasion: mergeOccasions(waiting.occasion, occasion),
    }),
    async run(key, { place, number, occasion }) {
      const reconciled = await reconcile(portsAt(place), number, occasion);
      if (!reconciled) return;
      const { content, written, remarks, judged } = reconciled;
      log.info(
        `${key}: ${written ? `${content.conclusion}, ${content.title}` : "the gate belongs to another"}`,
      );
      for (const remark of remarks) log.warn(`${key}: ${remark}`);
      if (judged.failure) throw judged.failure;
    },
  });
  const pull = (place: GitHubRepository, number: number, occasion: Occasion = {}) =>
    queue.add(`${nameOf(place)}#${number}`, { place, number, occasion });
  const all = async (place: GitHubRepository, numbers: readonly number[], occasion: Occasion) => {
    await Promise.all(numbers.map((number) => pull(place, number, occasion)));
  };
  return {
    pull,
    openPulls: async (place, base) => all(place, await portsAt(place).pulls.open(base), {}),
    async statisticsMoved(place, { branch, defaultBranch }) {
      const { repository, pulls } = portsAt(place);
      const tip = await repository.tip(defaultBranch);
      const read = tip === undefined ? undefined : await readPolicy(repository, tip);
      const isTheirs = read?.found === "valid" && read.policy.statistics?.branch === branch;
      if (isTheirs) await all(place, await pulls.open(), {});
    },
    forgetFloor: (owner) => absent.forget(ownersFileName(owner, floorPath)),
    pullsOfHead: async (place, head, occasion) => all(place, await openPullsOfHead(place, head), occasion),
    idle: queue.idle,
  };
}

const nameOf = ({ owner, repo }: GitHubRepository) => `${owner}/${repo}`;

function mergeOccasions(a: Occasion, b: Occasion): Occasion {
  return { again: Boolean(a.again || b.again), seen: [...(a.seen ?? []), ...(b.seen ?? [])] };
}

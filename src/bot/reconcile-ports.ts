import { checkRunGate, type WrittenRun } from "../github/check-run-gate.ts";
import type { GitHubRepository } from "../github/client.ts";
import { githubComments, type WrittenComment } from "../github/comments.ts";
import { immutableCache } from "../github/immutable-cache.ts";
import type { AppIdentity } from "../github/installations.ts";
import { type KnownPulls, knownPulls } from "../github/known-pulls.ts";
import { ownersFileName, recentlyAbsent } from "../github/owners-file.ts";
import { githubPullRequests } from "../github/pull-requests.ts";
import { type RecentlyWritten, recentlyWritten } from "../github/recently-written.ts";
import { githubRepository } from "../github/repository.ts";
import { githubRoles } from "../github/roles.ts";
import { githubSuggestions } from "../github/suggestions.ts";
import type { ReconcilePorts } from "../operations/review/reconcile.ts";

interface Memory {
  runs: RecentlyWritten<WrittenRun>;
  comments: RecentlyWritten<WrittenComment>;
  pulls: KnownPulls;
}

export interface BotPorts {
  at(place: GitHubRepository): Required<ReconcilePorts>;
  /** What was looked for in vain may be there from now on. */
  forgetOwnersFile(owner: string, path: string): void;
}

function newMemory(): Memory {
  return { runs: recentlyWritten(), comments: recentlyWritten(), pulls: knownPulls() };
}

const megabytes = 1024 * 1024;

/** The app's doors to each repository, with what git ids name remembered for the life of the process. */
export function createPorts(app: AppIdentity): BotPorts {
  const objects = immutableCache(128 * megabytes);
  const accounts = immutableCache(10_000);
  const absent = recentlyAbsent();
  const memories = new Map<string, Memory>();
  return {
    at(place) {
      const name = `${place.owner}/${place.repo}`;
      const memory = memories.get(name) ?? newMemory();
      memories.set(name, memory);
      const repository = githubRepository(place, objects, absent);
      const pulls = githubPullRequests(place, repository, memory.pulls);
      return {
        repository,
        pulls,
        openInto: pulls.openInto,
        roles: githubRoles(place.octokit, accounts),
        clock: { now: () => new Date() },
        gate: checkRunGate(place, app.id, memory.runs),
        comments: githubComments(place, { app: app.id }, memory.comments),
        suggestions: githubSuggestions(place, app.login),
        holdsGate: ({ gate, appId }) => gate === "app" && appId === app.id,
        details: (pull) => `${pull.url}/checks`,
      };
    },
    forgetOwnersFile: (owner, path) => absent.forget(ownersFileName(owner, path)),
  };
}

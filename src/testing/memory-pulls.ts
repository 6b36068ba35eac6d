import type { Person, RoleHolders } from "../core/approval/approval.ts";
import type { Retarget } from "../core/approval/base-states.ts";
import type {
  PullRequest,
  PullRequests,
  Push,
  Roles,
  SubmittedReview,
} from "../operations/ports/code-host.ts";
import type { MemoryGit } from "./memory-git.ts";

export type MemoryPull = Pick<PullRequest, "number" | "author" | "state"> & {
  base: string;
  openedAt: string;
  retargets: Retarget[];
  head: string;
  fork: boolean;
  draft: boolean;
  requested: { users: string[]; teams: string[] };
};

/** What happened, as far as pull requests and roles read it. */
interface World {
  outsiders: ReadonlySet<string>;
  git: MemoryGit;
  pulls: Map<number, MemoryPull>;
  comments: Map<number, string>;
  teams: Map<string, string[]>;
  writes: string[];
  person(login: string): Person;
  headOf(number: number): string;
}

export interface MemoryRecord {
  reviews: readonly (SubmittedReview & { pull: number })[];
  pushes: ReadonlyMap<string, Push[]>;
  edited: ReadonlySet<number>;
}

export function pullAt(github: Pick<World, "pulls">, number: number): MemoryPull {
  const pull = github.pulls.get(number);
  if (!pull) throw new Error(`There is no pull request #${number}.`);
  return pull;
}

export function pullsOf(github: World, { reviews, pushes, edited }: MemoryRecord): PullRequests {
  const { git, writes } = github;
  return {
    async read(number) {
      const { author, state, base, head, fork, draft, requested, openedAt } = pullAt(github, number);
      const [ours, theirs] = [git.branches.get(base) as string, github.headOf(number)];
      return {
        ...{
          number,
          author,
          state,
          draft,
          title: head,
          labels: [],
          repository: "1",
          openedAt,
          comments: github.comments.has(number) ? 1 : 0,
        },
        url: `https://github.test/acme/shop/pull/${number}`,
        base: { ref: base, sha: ours },
        head: { ref: head, sha: theirs, fork },
        requested: { users: [...requested.users], teams: [...requested.teams] },
      };
    },
    open: async (base) =>
      [...github.pulls.values()]
        .filter((pull) => pull.state === "open" && pull.base === (base ?? pull.base))
        .map(({ number }) => number),
    reviews: async ({ number }) =>
      reviews.filter(({ pull }) => pull === number).map(({ pull: _, ...review }) => review),
    editedReviews: async () => edited,
    retargets: async ({ number }) => pullAt(github, number).retargets,
    baseMoves: async (branch) =>
      (pushes.get(branch) ?? []).map(({ after, at }) => ({ sha: after, at: Date.parse(at), forced: true })),
    pushes: async ({ head }) => (head.fork ? undefined : [...(pushes.get(head.ref) ?? [])]),
    mayWrite: async ({ login }) => !github.outsiders.has(login),
    pushesBy: async ({ id }) => [...pushes.values()].flat().filter(({ actor }) => actor?.id === id),
    async request({ number }, { users, teams }) {
      pullAt(github, number).requested.users.push(...users);
      pullAt(github, number).requested.teams.push(...teams);
      writes.push(`ask ${[...users, ...teams].join(" ")}`);
      return { refused: { users: [], teams: [] }, remarks: [] };
    },
    async withdraw({ number }, { users, teams }) {
      const { requested } = pullAt(github, number);
      requested.users = requested.users.filter((login) => !users.includes(login));
      requested.teams = requested.teams.filter((team) => !teams.includes(team));
      writes.push(`withdraw ${[...users, ...teams].join(" ")}`);
    },
    ofCommit: async () => [],
    async mergedOnto() {
      throw new Error("Nothing is merged here.");
    },
  };
}

export function rolesOf({ person, teams }: Pick<World, "person" | "teams">): Roles {
  return {
    async holders(role): Promise<RoleHolders> {
      const gone = role.teams.find((team) => !teams.has(team));
      if (gone !== undefined) return { known: false, why: `The team ${gone} does not exist.` };
      const logins = [...role.users, ...role.teams.flatMap((team) => teams.get(team) ?? [])];
      return { known: true, people: [...new Set(logins)].map(person) };
    },
  };
}

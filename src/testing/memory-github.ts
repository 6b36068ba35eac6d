import type { Person, Review, RoleHolders } from "../core/approval/approval.ts";
import type {
  GateContent,
  PullRequest,
  PullRequests,
  Push,
  Roles,
  SubmittedReview,
} from "../operations/ports/code-host.ts";
import type { ReconcilePorts } from "../operations/review/reconcile.ts";
import { type MemoryGit, memoryGit } from "./memory-git.ts";
import { type MemorySuggestion, memorySuggestions } from "./memory-suggestions.ts";

type MemoryPull = Pick<PullRequest, "number" | "author" | "state"> & {
  base: string;
  retargetedAt: string | undefined;
  head: string;
  fork: boolean;
  draft: boolean;
  requested: { users: string[]; teams: string[] };
};

/** A GitHub in memory: what happened on it, and the ports that read and write it. */
export interface MemoryGitHub {
  git: MemoryGit;
  person(login: string): Person;
  /** Members by `org/slug`. */
  teams: Map<string, string[]>;
  pulls: Map<number, MemoryPull>;
  gates: Map<string, GateContent>;
  comments: Map<number, string>;
  /** What stands on the lines of pull requests. */
  suggestions: MemorySuggestion[];
  /** One line for each write, in order. */
  writes: string[];
  /** Commits on the branch; null deletes a file. `onto`: starts the branch anew from there. Gives the commit's id. */
  push(branch: string, actor: string, files: Record<string, string | null>, options?: PushOptions): string;
  open(pull: { head: string; author: string; base?: string; fork?: boolean; draft?: boolean }): number;
  retarget(number: number, base: string): void;
  /** Gives the review's id. `commit`: what the reviewer's page showed, where it is not the head. */
  review(number: number, reviewer: string, state: Review["state"], commit?: string): number;
  dismiss(review: number): void;
  headOf(number: number): string;
  ports: ReconcilePorts;
}

interface PushOptions {
  onto?: string;
  author?: string;
  committer?: string;
  coAuthor?: string;
}

const appId = 7;

export function memoryGitHub(): MemoryGitHub {
  const git = memoryGit();
  const people = new Map<string, Person>();
  const reviews: (SubmittedReview & { pull: number })[] = [];
  const pushes = new Map<string, Push[]>();
  let seconds = Date.parse("2026-01-01T00:00:00Z") / 1000;
  const stamp = () => new Date(++seconds * 1000).toISOString().replace(".000", "");
  const github: Omit<MemoryGitHub, "ports"> = {
    git,
    teams: new Map(),
    pulls: new Map(),
    gates: new Map(),
    comments: new Map(),
    suggestions: [],
    writes: [],
    person(login) {
      const bot = login.endsWith("[bot]");
      const found = people.get(login) ?? { id: 100 + people.size, login, bot };
      people.set(login, found);
      return found;
    },
    push(branch, actor, files, options = {}) {
      const before = git.branches.get(branch) ?? "0".repeat(40);
      const after = commitOn(git, github.person, branch, actor, files, options);
      const push = { before, after, at: stamp(), actor: github.person(actor) };
      pushes.set(branch, [...(pushes.get(branch) ?? []), push]);
      git.branches.set(branch, after);
      return after;
    },
    open({ head, author, base = "main", fork = false, draft = false }) {
      const number = github.pulls.size + 1;
      const requested = { users: [], teams: [] };
      const person = github.person(author);
      const branches = { base, head, fork, retargetedAt: undefined };
      github.pulls.set(number, { number, author: person, state: "open", draft, requested, ...branches });
      return number;
    },
    retarget(number, base) {
      Object.assign(pullAt(github, number), { base, retargetedAt: stamp() });
    },
    review(number, reviewer, state, commit = github.headOf(number)) {
      const id = 1000 + reviews.length;
      const person = github.person(reviewer);
      reviews.push({ id, pull: number, reviewer: person, state, submittedAt: stamp(), commit });
      const { requested } = pullAt(github, number);
      requested.users = requested.users.filter((login) => login !== reviewer);
      requested.teams = requested.teams.filter((team) => !github.teams.get(team)?.includes(reviewer));
      return id;
    },
    dismiss(review) {
      const found = reviews.find(({ id }) => id === review);
      if (found) found.state = "DISMISSED";
    },
    headOf: (number) => git.branches.get(pullAt(github, number).head) as string,
  };
  return { ...github, ports: portsOf(github, reviews, pushes) };
}

function commitOn(
  git: MemoryGit,
  person: MemoryGitHub["person"],
  branch: string,
  actor: string,
  files: Record<string, string | null>,
  { onto = git.branches.get(branch), author = actor, committer = author, coAuthor }: PushOptions,
): string {
  const content = new Map(onto === undefined ? [] : git.at(onto).files);
  for (const [path, text] of Object.entries(files)) {
    if (text === null) content.delete(path);
    else content.set(path, text);
  }
  return git.commit({
    parents: onto === undefined ? [] : [onto],
    files: content,
    author: person(author),
    committer: person(committer),
    coAuthors: coAuthor === undefined ? [] : [person(coAuthor)],
  });
}

function pullAt(github: Pick<MemoryGitHub, "pulls">, number: number): MemoryPull {
  const pull = github.pulls.get(number);
  if (!pull) throw new Error(`There is no pull request #${number}.`);
  return pull;
}

function portsOf(
  github: Omit<MemoryGitHub, "ports">,
  reviews: readonly (SubmittedReview & { pull: number })[],
  pushes: ReadonlyMap<string, Push[]>,
): ReconcilePorts {
  const { writes, gates, comments } = github;
  return {
    repository: github.git.repository,
    pulls: pullsOf(github, reviews, pushes),
    roles: rolesOf(github),
    clock: { now: () => new Date("2026-12-01T00:00:00Z") },
    gate: {
      async publish({ head }, content, again) {
        const key = `${head.sha} ${content.name}`;
        if (!again && JSON.stringify(gates.get(key)) === JSON.stringify(content)) return;
        gates.set(key, content);
        writes.push(`gate ${content.name}: ${content.conclusion}, ${content.title}`);
      },
      text: async (head, name) => gates.get(`${head} ${name}`)?.text,
    },
    comments: {
      read: async ({ number }) => comments.get(number),
      async write({ number }, body) {
        if (comments.get(number) === body) return;
        comments.set(number, body);
        writes.push(`comment #${number}`);
      },
    },
    suggestions: memorySuggestions(github),
    holdsGate: (gate) => gate.gate === "app" && gate.appId === appId,
    details: ({ url }) => url,
  };
}

function pullsOf(
  github: Omit<MemoryGitHub, "ports">,
  reviews: readonly (SubmittedReview & { pull: number })[],
  pushes: ReadonlyMap<string, Push[]>,
): PullRequests {
  const { git, writes } = github;
  return {
    async read(number) {
      const { author, state, base, head, fork, draft, requested } = pullAt(github, number);
      const [ours, theirs] = [git.branches.get(base) as string, github.headOf(number)];
      return {
        ...{
          number,
          author,
          state,
          draft,
          title: head,
          labels: [],
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
    retargetedAt: async ({ number }) => pullAt(github, number).retargetedAt,
    pushes: async ({ head }) => (head.fork ? undefined : [...(pushes.get(head.ref) ?? [])]),
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

function rolesOf({ person, teams }: Pick<MemoryGitHub, "person" | "teams">): Roles {
  return {
    async holders(role): Promise<RoleHolders> {
      const gone = role.teams.find((team) => !teams.has(team));
      if (gone !== undefined) return { known: false, why: `The team ${gone} does not exist.` };
      const logins = [...role.users, ...role.teams.flatMap((team) => teams.get(team) ?? [])];
      return { known: true, people: [...new Set(logins)].map(person) };
    },
  };
}

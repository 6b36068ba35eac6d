import type { Person, Review } from "../core/approval/approval.ts";
import type { GateContent, Push, SubmittedReview } from "../operations/ports/code-host.ts";
import type { ReconcilePorts } from "../operations/review/reconcile.ts";
import { type MemoryGit, memoryGit } from "./memory-git.ts";
import { type MemoryPull, type MemoryRecord, pullAt, pullsOf, rolesOf } from "./memory-pulls.ts";
import { type MemorySuggestion, memorySuggestions } from "./memory-suggestions.ts";

/** A GitHub in memory: what happened on it, and the ports that read and write it. */
export interface MemoryGitHub {
  git: MemoryGit;
  person(login: string): Person;
  /** Members by `org/slug`. */
  teams: Map<string, string[]>;
  /** Logins of those who may not write. */
  outsiders: Set<string>;
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
  /** Gives the review's id. */
  review(number: number, reviewer: string, state: Review["state"], given?: GivenReview): number;
  /** Somebody changes what a review says. */
  edit(review: number, body: string): void;
  /** Lets time pass. */
  wait(seconds: number): void;
  /** When the last thing happened; ISO 8601. */
  now(): string;
  dismiss(review: number): void;
  headOf(number: number): string;
  ports: ReconcilePorts;
}

interface GivenReview {
  /** What the reviewer's page showed, where it is not the head. */
  commit?: string;
  body?: string;
}

interface PushOptions {
  onto?: string;
  author?: string;
  committer?: string;
  coAuthor?: string;
}

const appId = 7;

/** Reviewers take their time: what comes within a minute of a push is a case of its own. */
function memoryClock() {
  let seconds = Date.parse("2026-01-01T00:00:00Z") / 1000;
  const now = () => new Date(seconds * 1000).toISOString().replace(".000", "");
  const wait = (by: number) => {
    seconds += by;
  };
  const stamp = () => {
    wait(100);
    return now();
  };
  return { now, wait, stamp };
}

export function memoryGitHub(): MemoryGitHub {
  const git = memoryGit();
  const people = new Map<string, Person>();
  const reviews: (SubmittedReview & { pull: number })[] = [];
  const pushes = new Map<string, Push[]>();
  const edited = new Set<number>();
  const clock = memoryClock();
  const { stamp } = clock;
  const github: Omit<MemoryGitHub, "ports"> = {
    git,
    ...{ teams: new Map(), outsiders: new Set(), pulls: new Map(), gates: new Map(), comments: new Map() },
    ...{ suggestions: [], writes: [] },
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
      const branches = { base, head, fork, openedAt: stamp(), retargets: [] };
      github.pulls.set(number, { number, author: person, state: "open", draft, requested, ...branches });
      return number;
    },
    retarget(number, base) {
      const pull = pullAt(github, number);
      pull.retargets.push({ at: Date.parse(stamp()), from: pull.base, to: base });
      pull.base = base;
    },
    review(number, reviewer, state, { commit = github.headOf(number), body = "" } = {}) {
      const id = 1000 + reviews.length;
      const person = github.person(reviewer);
      reviews.push({ id, pull: number, reviewer: person, state, submittedAt: stamp(), commit, body });
      answerRequests(github, number, reviewer);
      return id;
    },
    edit(review, body) {
      const found = reviews.find(({ id }) => id === review);
      if (found) found.body = body;
      edited.add(review);
    },
    ...{ wait: clock.wait, now: clock.now },
    dismiss(review) {
      const found = reviews.find(({ id }) => id === review);
      if (found) found.state = "DISMISSED";
    },
    headOf: (number) => git.branches.get(pullAt(github, number).head) as string,
  };
  return { ...github, ports: portsOf(github, { reviews, pushes, edited }) };
}

function answerRequests(github: Pick<MemoryGitHub, "pulls" | "teams">, number: number, reviewer: string) {
  const { requested } = pullAt(github, number);
  requested.users = requested.users.filter((login) => login !== reviewer);
  requested.teams = requested.teams.filter((team) => !github.teams.get(team)?.includes(reviewer));
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
    signedByGitHub: false,
  });
}

function portsOf(github: Omit<MemoryGitHub, "ports">, record: MemoryRecord): ReconcilePorts {
  const { writes, gates, comments } = github;
  return {
    repository: github.git.repository,
    pulls: pullsOf(github, record),
    roles: rolesOf(github),
    clock: { now: () => new Date("2026-12-01T00:00:00Z") },
    gate: {
      async publish({ head }, content, again) {
        const key = `${head.sha} ${content.name}`;
        if (!again && JSON.stringify(gates.get(key)) === JSON.stringify(content)) return;
        gates.set(key, content);
        writes.push(`gate ${content.name}: ${content.conclusion}, ${content.title}`);
      },
      keeps: true,
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

/**
 * Whose work a change is. A hand belongs to a version of a file, not to a branch: who merged the base, rebased or fixed a
 * README brought no statement, and may approve. Whoever wrote, or first brought, a version may not.
 */
import type { Excluded, Person } from "./approval.ts";

/** A file as a commit has it; `blob: undefined` = the commit removed it. */
export interface FileVersion {
  path: string;
  blob: string | undefined;
}

/** A commit that some head of the pull request held, now or before a forced push. */
export interface BroughtCommit extends SignedCommit {
  /** What none of its parents has. */
  made: readonly FileVersion[];
}

/** A commit as GitHub tells of it. Dates are the author's claim and are left out on purpose. */
export interface SignedCommit {
  sha: string;
  parents: readonly string[];
  /** Accounts of the addresses that the commit names: claims, which exclude and never clear; undefined = nobody's. */
  author: Person | undefined;
  committer: Person | undefined;
  /** Of `Co-authored-by` trailers. */
  coAuthors: readonly { id: number | undefined; login: string | undefined }[];
  /** Made and signed by GitHub for whoever was signed in: its author is no mere claim. */
  signedByGitHub: boolean;
}

/** A move of the head branch, by GitHub's record. */
export interface RecordedPush {
  after: string;
  /** ISO 8601. */
  at: string;
  actor: Person | undefined;
}

export interface HandsInput {
  /** Who opened the pull request. */
  opener: Person;
  /** Judged files that the pull request changes at its head. */
  paths: ReadonlySet<string>;
  /** Of the head and of every head before it, in any order. */
  commits: readonly BroughtCommit[];
  head: string;
  /** Moves of the head branch up to the head, oldest first. */
  record: readonly RecordedPush[];
  /** Ids of the bots whose commits count as theirs alone where GitHub signed them. */
  bots: ReadonlySet<number>;
  /** `signed`: a co-author counts only where GitHub signed the commit, since anybody may name anybody in a trailer. */
  coAuthors: "all" | "signed";
}

export interface Hands {
  excluded: readonly Excluded[];
  /** Paths with a version at the head that nobody is known to have brought: no approval counts while there are any. */
  unproven: readonly string[];
  /**
   * Commits that made a version, and when the branch first held what they made (ISO 8601; undefined = never): whoever
   * pushed one to any branch before has a hand in it, whoever did after pushed what was there.
   */
  made: ReadonlyMap<string, string | undefined>;
}

export function findHands(input: HandsInput): Hands {
  const makers = input.commits.filter(({ made }) => made.some(({ path }) => input.paths.has(path)));
  const reached = firstReached(input);
  const arrivals = versionsOf(input.paths, makers).map((version) =>
    arrivalOf(version, reached, input.record),
  );
  const current = reachableFrom(input.head, parentsOf(input.commits));
  const unproven = arrivals.filter(
    (arrival) => arrival.makers.some(({ sha }) => current.has(sha)) && !isProven(arrival, input.bots),
  );
  const found = new Set(makers.flatMap(({ made }) => made.map(({ path }) => path)));
  const unseen = [...input.paths].filter((path) => !found.has(path));
  return {
    excluded: distinct([
      ...named(input.opener, "opened the pull request"),
      ...makers.flatMap((commit) => claimsOf(commit, input.coAuthors)),
      ...arrivals.flatMap(({ by }) => by.flatMap(committerOf)),
      ...arrivals.flatMap(({ push }) => named(push?.actor, "pushed a commit")),
    ]),
    unproven: [...new Set([...unproven.map(({ path }) => path), ...unseen])].sort(),
    made: lastArrivals(arrivals),
  };
}

interface Version {
  path: string;
  makers: readonly BroughtCommit[];
}

interface Arrival extends Version {
  /** That first held the version; undefined = the record knows none. */
  push: RecordedPush | undefined;
  /** The commits by which it came: a rebase makes the version again, and brings nothing new. */
  by: readonly BroughtCommit[];
}

function versionsOf(paths: ReadonlySet<string>, makers: readonly BroughtCommit[]): Version[] {
  const versions = new Map<string, { path: string; makers: BroughtCommit[] }>();
  for (const commit of makers) {
    for (const { path, blob } of commit.made.filter((one) => paths.has(one.path))) {
      const key = JSON.stringify([path, blob ?? null]);
      const version = versions.get(key) ?? { path, makers: [] };
      version.makers.push(commit);
      versions.set(key, version);
    }
  }
  return [...versions.values()];
}

function arrivalOf(
  version: Version,
  reached: ReadonlyMap<string, number>,
  record: readonly RecordedPush[],
): Arrival {
  const at = ({ sha }: BroughtCommit) => reached.get(sha) ?? record.length;
  const first = Math.min(...version.makers.map(at));
  return { ...version, push: record[first], by: version.makers.filter((commit) => at(commit) === first) };
}

/** Of a commit that made several versions the time of the last. */
function lastArrivals(arrivals: readonly Arrival[]): Map<string, string | undefined> {
  const made = new Map<string, string | undefined>();
  for (const { makers, push } of arrivals) {
    for (const { sha } of makers) {
      const known = made.get(sha);
      const isLater = !made.has(sha) || push === undefined || (known !== undefined && known < push.at);
      if (isLater) made.set(sha, push?.at);
    }
  }
  return made;
}

/** A bot writes what others make it write, unless the policy knows better and GitHub's signature says that it was the bot. */
function isProven({ push, by }: Arrival, bots: ReadonlySet<number>): boolean {
  const actor = push?.actor;
  if (!actor?.bot) return actor !== undefined;
  return (
    bots.has(actor.id) && by.every(({ signedByGitHub, author }) => signedByGitHub && author?.id === actor.id)
  );
}

type Parents = ReadonlyMap<string, readonly string[]>;

function parentsOf(commits: readonly BroughtCommit[]): Parents {
  return new Map(commits.map(({ sha, parents }) => [sha, parents]));
}

/** For each commit the index of the first push from whose tip it can be reached. */
function firstReached({ commits, record }: HandsInput): Map<string, number> {
  const parents = parentsOf(commits);
  const reached = new Map<string, number>();
  record.forEach(({ after }, index) => {
    for (const sha of reachableFrom(after, parents, reached)) reached.set(sha, index);
  });
  return reached;
}

/** Known commits only: the base branch's are not among them. */
function reachableFrom(tip: string, parents: Parents, except?: ReadonlyMap<string, unknown>): Set<string> {
  const found = new Set<string>();
  const open = [tip];
  for (let sha = open.pop(); sha !== undefined; sha = open.pop()) {
    const next = parents.get(sha);
    if (next === undefined || found.has(sha) || except?.has(sha)) continue;
    found.add(sha);
    open.push(...next);
  }
  return found;
}

function claimsOf(
  { author, coAuthors, signedByGitHub }: BroughtCommit,
  counted: "all" | "signed",
): Excluded[] {
  const trailers = counted === "all" || signedByGitHub ? coAuthors : [];
  return [
    ...named(author, "is the author of a commit"),
    ...trailers.map((coAuthor) => ({ ...coAuthor, why: "is a co-author of a commit" })),
  ];
}

/** GitHub commits for whoever is signed in, whom the commit names as its author. */
function committerOf({ committer, signedByGitHub }: BroughtCommit): Excluded[] {
  return signedByGitHub ? [] : named(committer, "is the committer of a commit");
}

function named(person: Person | undefined, why: string): Excluded[] {
  return person ? [{ id: person.id, login: person.login, why }] : [];
}

function distinct(all: readonly Excluded[]): Excluded[] {
  const keyOf = ({ id, login }: Excluded) => id ?? login?.toLowerCase();
  return all.filter((one, i) => all.findIndex((other) => keyOf(other) === keyOf(one)) === i);
}

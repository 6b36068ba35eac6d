/**
 * What the operations need of the code host. Each port has an in-memory twin in src/testing/. Every method that reads
 * says what it does when the truth cannot be told: it throws; the caller blocks.
 */
import type { Person, Review, RoleHolders } from "../../core/approval/approval.ts";
import type { BaseMove, Retarget } from "../../core/approval/base-states.ts";
import type { RecordedPush, SignedCommit } from "../../core/approval/hands.ts";
import type { TreeEntry } from "../../core/migration/compare-trees.ts";
import type { Role } from "../../core/policy/policy.ts";
import type { OfferedSuggestion, Suggestion } from "../../core/report/comment/suggestions.ts";
import type { CodeSearch } from "../../core/risk/references/references.ts";
import type { Origin } from "../../core/rollout/ledger/origin.ts";

/** A pull request as GitHub has it now. Its title and body are its author's words: shown at most, never believed. */
export interface PullRequest {
  number: number;
  title: string;
  url: string;
  state: "open" | "merged" | "closed";
  /** `GITHUB_TOKEN` merged it, for which GitHub starts no workflow; left out: it did not, or it is not merged. */
  mergedByWorkflow?: true;
  draft: boolean;
  author: Person;
  labels: readonly string[];
  /** Id of the repository that it is to be merged into. */
  repository: string;
  /** ISO 8601. */
  openedAt: string;
  /** When, and as which commit of the base branch; absent = it is not. */
  merged?: { at: string; commit: string };
  /** Of an open pull request the tip of that branch now; of a closed one what GitHub kept. */
  base: { ref: string; sha: string };
  head: { ref: string; sha: string; fork: boolean };
  /** Who is asked to review now. */
  requested: Reviewers;
  /** Conversation comments, to know when there is none to look for. */
  comments: number;
}

export interface Reviewers {
  users: readonly string[];
  /** `org/slug`. */
  teams: readonly string[];
}

/** Git objects through the API; never a checkout. What an id names never changes. */
export interface Repository {
  /** The branch that rollouts run from: the repository's default branch. */
  defaultBranch(): Promise<string>;
  /** Which one it is, by what tells it from others. */
  origin(): Promise<Origin>;
  /** Commit at the tip of a branch now; undefined = there is no such branch. */
  tip(branch: string): Promise<string | undefined>;
  /** Paths that `wanted` accepts, in path order. Throws where a tree cannot be listed whole. */
  tree(commit: string, wanted: (path: string) => boolean): Promise<TreeEntry[]>;
  /** Blob ids of one file in several commits, where they have it; undefined = too many to look at. */
  blobIds(commits: readonly string[], path: string): Promise<ReadonlyMap<string, string> | undefined>;
  /** Bytes of a blob, checked against their id. */
  blob(id: string): Promise<Uint8Array>;
  /** The answer that a search over files of a commit comes to; each file's bytes are checked against its id. */
  search<Answer>(commit: string, search: CodeSearch<Answer>): Promise<Answer>;
  /** Where two commits parted; undefined = one of them is gone, or they share nothing. */
  compare(base: string, head: string): Promise<CommitComparison | undefined>;
  /** For each commit itself and its nearest ancestors, some fifty; empty = it is gone. */
  histories(commits: readonly string[]): Promise<readonly (readonly string[])[]>;
  /** The newest commit, at or before `commit`, that made the file what it is there; undefined = it has no such file. */
  lastChange(commit: string, path: string): Promise<string | undefined>;
  /**
   * A file of the owner's `.github` repository, at its default branch now; undefined = there is none, or that repository
   * is private and not for us to see: GitHub answers both alike.
   */
  ownersFile(path: string): Promise<OwnersFile | undefined>;
  /** What is known of the owner's `.github` repository where a file of it was not found. */
  ownersFiles(): Promise<OwnersFilesSight>;
}

/**
 * `personal`: the owner is no organisation. `seen`: what is there would have been found. `unseen`: it may be private,
 * and not for us to see. `elsewhere`: a clone has no owner; whoever reads it names the floor. `owner`: their login.
 */
export interface OwnersFilesSight {
  owner: string;
  sight: "personal" | "seen" | "unseen" | "elsewhere";
}

/** `name`: as people are told of it, `owner/.github/path`. */
export type OwnersFile = { name: string; bytes: Uint8Array };

/** How a head stands to a base. */
export interface CommitComparison {
  mergeBase: string;
  /** Commits of the head that the base lacks, and the other way round. */
  ahead: number;
  behind: number;
  /** The head's commits that the base lacks, oldest first, all of them. */
  commits(): Promise<readonly Commit[]>;
}

export type Commit = SignedCommit;

/** One move of a branch, by GitHub's own record and clock. */
export interface Push extends RecordedPush {
  before: string;
}

export interface SubmittedReview extends Omit<Review, "sight"> {
  /** That GitHub names with it now; undefined = it is gone. GitHub may move it to newer heads. */
  commit: string | undefined;
  body: string;
}

export interface PullRequests {
  read(number: number): Promise<PullRequest>;
  /** Numbers of the open pull requests, into one branch where it is given. */
  open(base?: string): Promise<number[]>;
  /** In order of submission. */
  reviews(pull: PullRequest): Promise<SubmittedReview[]>;
  /** Reviews whose body somebody changed after they were submitted. */
  editedReviews(pull: PullRequest): Promise<ReadonlySet<number>>;
  /** Its turns to other base branches, which change what it shows, oldest first; undefined = too many to tell. */
  retargets(pull: PullRequest): Promise<Retarget[] | undefined>;
  /** Moves of a branch since then, oldest first, and the one before; undefined = not for us to see. */
  baseMoves(branch: string, since: string): Promise<BaseMove[] | undefined>;
  /** Moves of the head branch, oldest first; undefined = not for us to see, as of a private fork. */
  pushes(pull: PullRequest): Promise<Push[] | undefined>;
  /** Whether the person may push to the repository now. */
  mayWrite(person: Person): Promise<boolean>;
  /** Somebody's pushes of the last three months to any branch of the repository; a fork's are not among them. */
  pushesBy(person: Person): Promise<Pick<Push, "after" | "at">[]>;
  /** Best effort: who cannot be asked is given back, with a sentence for each. */
  request(pull: PullRequest, reviewers: Reviewers): Promise<{ refused: Reviewers; remarks: string[] }>;
  withdraw(pull: PullRequest, reviewers: Reviewers): Promise<void>;
  /** Numbers of the merged pull requests that brought a commit to the base branch, whatever the merge method. */
  ofCommit(commit: string): Promise<number[]>;
  /** The base branch's commit right before it was merged, whatever the merge method. Throws where unknown. */
  mergedOnto(pull: PullRequest): Promise<string>;
}

export interface Roles {
  /** People who hold the role now. Unresolvable = `known: false` with the sentence why. */
  holders(role: Pick<Role, "users" | "teams" | "ids">): Promise<RoleHolders>;
}

export type Conclusion = "success" | "failure" | "action_required" | "pending";

export interface GateContent {
  name: string;
  conclusion: Conclusion;
  /** One line; what a commit status shows. */
  title: string;
  /** Markdown. */
  summary: string;
  /** Evidence for the rollout (`evidence.ts`) and the assessment; kept where only the app can write, or nowhere. */
  text: string;
}

/** The one gate: a check run (app) or a commit status (action). */
export interface Gate {
  /** Writes only what differs from what GitHub has. `again`: write it even so, since a person asked for it. */
  publish(pull: Pick<PullRequest, "number" | "head">, content: GateContent, again: boolean): Promise<void>;
  /** Whether texts are kept. */
  keeps: boolean;
  /** The text that was published last under this name for a commit; undefined = none, or a status keeps none. */
  text(head: string, name: string): Promise<string | undefined>;
}

/** The check runs of the app that holds the gate, as the rollout reads them. */
export interface AppChecks {
  /** The newest of this name on a commit; undefined = the app wrote none. */
  read(app: number, head: string, name: string): Promise<GateContent | undefined>;
}

/** The one sticky comment, found by marker and author. */
export interface Comments {
  read(pull: Pick<PullRequest, "number" | "comments" | "state">): Promise<string | undefined>;
  /** Writes only where the body differs from what GitHub has. */
  write(pull: Pick<PullRequest, "number" | "comments" | "state">, body: string): Promise<void>;
}

/** Changes that people take over with a click. `offer`: all in one review; false = GitHub took none. */
export interface Suggestions {
  list(pull: { number: number }): Promise<OfferedSuggestion[]>;
  offer(pull: Pick<PullRequest, "number" | "head">, all: readonly Suggestion[]): Promise<boolean>;
  change(id: number, body: string): Promise<void>;
  withdraw(id: number): Promise<void>;
}

type DeploymentState = "queued" | "in_progress" | "success" | "failure" | "error" | "inactive";

export interface Deployment {
  id: number;
  createdAt: string;
  /** Keys of the targets that it was for. */
  targets: readonly string[];
}

/** GitHub's record of what went where. Anybody who may write can write one: it may deny, and proves nothing. */
export interface Deployments {
  create(deployment: {
    environment: string;
    commit: string;
    description: string;
    targets: readonly string[];
  }): Promise<number>;
  update(id: number, status: { state: DeploymentState; description: string; url: string }): Promise<void>;
  /** Tollgate's own of an environment, newest first: some hundred of the newest. */
  list(environment: string): Promise<Deployment[]>;
  /** Its statuses, newest first: what each says, and where it is to be read of. */
  statuses(id: number): Promise<{ description: string; url: string }[]>;
}

/** A workflow run as GitHub has it, not as its inputs say. */
interface Run {
  id: number;
  url: string;
  event: string;
  branch: string | undefined;
  commit: string;
  /** Who caused it, and who started it again: each has to be allowed to. */
  actors: readonly Person[];
}

export type Runs = { read(id: number): Promise<Run> };

/** Commits to a branch that holds what a job of ours writes, and nothing else. */
export interface BranchWriter {
  /** One file on top of `parent`; undefined = the branch begins with it. false = the branch is not at `parent` now. */
  commit(
    branch: string,
    change: { parent: string | undefined; path: string; text: string; message: string },
  ): Promise<boolean>;
}

/** Issues that we opened, each under a marker at the beginning of its body. */
export interface Issues {
  /** The open one; undefined = there is none. */
  find(marker: string): Promise<{ number: number; body: string } | undefined>;
  open(marker: string, issue: { title: string; body: string }): Promise<void>;
  edit(number: number, change: { body: string; state: "open" | "closed" }): Promise<void>;
}

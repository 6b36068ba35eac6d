/**
 * All that the operations need from outside: this file is the whole border. Each port has an in-memory twin in
 * src/testing/. Every method that reads says what it does when the truth cannot be told: it throws; the caller blocks.
 */
import type { Person, Review, RoleHolders } from "../core/approval/approval.ts";
import type { ChangedFile, RepositoryFile } from "../core/migration/migration.ts";
import type { Target } from "../core/policy/policy.ts";
import type { LedgerRow } from "../core/rollout/rollout.ts";

/** A pull request as GitHub has it now. */
export interface PullRequest {
  number: number;
  title: string;
  url: string;
  state: "open" | "merged" | "closed";
  draft: boolean;
  author: Person;
  labels: readonly string[];
  /** Branch name and the tip of that branch now (not the stale `base.sha`). */
  base: { ref: string; sha: string };
  head: { ref: string; sha: string; fork: boolean };
  mergeBase: string;
}

/** Git objects through the API; never a checkout. */
export interface Repository {
  /** Files at a commit whose path `wanted` accepts. Throws when the tree is truncated and cannot be walked whole. */
  files(commit: string, wanted: (path: string) => boolean): Promise<RepositoryFile[]>;
  /** One file, or undefined where the commit has none. */
  file(commit: string, path: string): Promise<RepositoryFile | undefined>;
  /** What changed between two commits among the wanted paths, renames found by blob id. */
  changes(from: string, to: string, wanted: (path: string) => boolean): Promise<ChangedFile[]>;
}

export interface PullRequests {
  read(number: number): Promise<PullRequest>;
  /** Reviews in order of submission; `headAtReview` is what the reviewer saw, proved by push activity, or undefined. */
  reviews(pull: PullRequest): Promise<(Omit<Review, "digest"> & { headAtReview: string | undefined })[]>;
  /** Author, commit authors, committers, co-authors, pushers: with the reason for each. */
  contributors(
    pull: PullRequest,
  ): Promise<{ id: number | undefined; login: string | undefined; why: string }[]>;
  requestedReviewers(pull: PullRequest): Promise<{ users: string[]; teams: string[] }>;
  /** Best effort: a reviewer who cannot be asked is reported, never thrown. */
  request(pull: PullRequest, reviewers: { users: string[]; teams: string[] }): Promise<string[]>;
  withdraw(pull: PullRequest, reviewers: { users: string[]; teams: string[] }): Promise<void>;
}

export interface Roles {
  /** People who hold the role now. Unresolvable = `known: false` with the sentence why. */
  holders(role: { users: readonly string[]; teams: readonly string[] }): Promise<RoleHolders>;
}

/** The one gate: a check run (app) or a commit status (action). */
export interface Gate {
  publish(
    pull: PullRequest,
    gate: {
      name: string;
      conclusion: "success" | "failure" | "action_required" | "pending";
      title: string;
      summary: string;
      /** Evidence for the rollout's gate, as JSON; kept where only the app can write. */
      evidence: string;
    },
  ): Promise<void>;
}

/** The one sticky comment, found by marker and author. */
export interface Comments {
  read(pull: PullRequest): Promise<string | undefined>;
  write(pull: PullRequest, body: string): Promise<void>;
}

/** One database on one instance, with an open connection that holds the target's lock. */
export interface TargetSession {
  target: Target;
  /** Server flavour and version, for example `9.7.4`. */
  serverVersion: string;
  databaseExists(): Promise<boolean>;
  /** The ledger's rows for this target, oldest first; empty where there is no ledger yet. */
  ledger(project: string): Promise<LedgerRow[]>;
  /** Writes ahead (insert) or settles (update by project, path, sha256, statement). */
  record(row: LedgerRow): Promise<void>;
  /** One COM_QUERY. Throws what the server said. */
  execute(sql: string): Promise<{ durationMs: number; affectedRows: number; warnings: string[] }>;
  /** CREATE statements of every object, by kind and name, normalised (no AUTO_INCREMENT counters). */
  schema(): Promise<ReadonlyMap<string, string>>;
  close(): Promise<void>;
}

export interface Targets {
  /** Connects, checks the session's settings and takes the lock. Throws UserError where the secret is missing. */
  open(target: Target): Promise<TargetSession>;
}

export interface Clock {
  now(): Date;
}

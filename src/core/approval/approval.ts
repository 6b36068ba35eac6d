import type { Flow } from "../policy/policy.ts";

/** A GitHub account. Ids are the identity; logins are for people. */
export interface Person {
  id: number;
  login: string;
  bot: boolean;
}

export interface Review {
  id: number;
  reviewer: Person;
  state: "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED" | "DISMISSED";
  /** ISO 8601, GitHub's clock. */
  submittedAt: string;
  /** Content digest of the head that the reviewer saw; undefined = cannot be proved, which fails closed. */
  digest: string | undefined;
}

/** Who holds a role now; or why that cannot be told. */
export type RoleHolders = { known: true; people: readonly Person[] } | { known: false; why: string };

/** Somebody who may not approve this change. */
export interface Excluded {
  id: number | undefined;
  login: string | undefined;
  /** "is the author", "pushed a commit", … */
  why: string;
}

export interface FlowInput {
  flow: Flow;
  order: "strict" | "any";
  distinct: boolean;
  digest: string;
  reviews: readonly Review[];
  holders: ReadonlyMap<string, RoleHolders>;
  excluded: readonly Excluded[];
}

export type StepStatus = "approved" | "waiting" | "rejected" | "not-needed";

export interface StepState {
  role: string;
  status: StepStatus;
  /** A sentence: why this status. */
  reason: string;
  /** Who approved or rejected, and which review. */
  by: { person: Person; review: number; at: string } | undefined;
  /** Who may act on it now (holders without the excluded and the used). Empty where nobody can: that blocks. */
  eligible: readonly Person[];
}

export interface FlowState {
  status: StepStatus;
  reason: string;
  steps: readonly StepState[];
  /** Index of the step that is asked now. */
  current: number | undefined;
  /** Approvals that no longer count, or never did, and why: shown in the comment. */
  notes: readonly { review: number; person: Person; why: string }[];
}

import type { Flow, Role } from "../policy/policy.ts";

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
  sight: Sight;
}

/** Whether what the reviewer saw covers what is there now; or why that is not so, or not proven: what follows "it". */
export type Sight = { covers: true } | { covers: false; why: string };

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
  /** `steps: []` = nothing is needed. */
  flow: Flow;
  /** The policy's roles: sentences name people's roles by title. */
  roles: ReadonlyMap<string, Pick<Role, "title">>;
  order: "strict" | "any";
  distinct: boolean;
  /** What a review may hold to say exactly what it approves, and that it has to hold since no page can prove it now. */
  code: { text: string; isNeeded: boolean };
  /** Every review of the pull request, in any order. */
  reviews: readonly Review[];
  /** By role id; a role that is missing here counts as one whose holders are not known. */
  holders: ReadonlyMap<string, RoleHolders>;
  excluded: readonly Excluded[];
  /**
   * The push that the head came with, where the policy asks for approvals of the last push by somebody else; absent = it
   * does not.
   */
  lastPush?: { by: Pick<Person, "id" | "login"> | undefined; at: string };
  /** Why no approval can count at all, in whole sentences that end in what to do; absent = they can. */
  unprovable?: string;
}

export type StepStatus = "approved" | "waiting" | "rejected" | "not-needed";

export interface StepState {
  role: string;
  status: StepStatus;
  /** A sentence: why this status. */
  reason: string;
  /** Who approved or rejected, and which review. */
  by: { person: Person; review: number; at: string } | undefined;
  /**
   * Whose word moves an unapproved step: holders without the excluded and the used; for a rejected step, who rejected.
   * Empty on an unapproved step = nobody can, which blocks. Always empty on an approved one.
   */
  eligible: readonly Person[];
}

export interface FlowState {
  status: StepStatus;
  reason: string;
  steps: readonly StepState[];
  /** Index of the step that is asked now; undefined when nothing is left to ask, and while somebody rejects. */
  current: number | undefined;
  /** Approvals that no longer count, or never did, and why: shown in the comment. */
  notes: readonly { review: number; person: Person; why: string }[];
}

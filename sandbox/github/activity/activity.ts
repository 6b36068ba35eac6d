import type { Account } from "../accounts/account.ts";

/** A push as the server saw it: the only record of a branch's past that a committer cannot write. */
export interface PushActivity {
  id: number;
  before: string;
  after: string;
  ref: string;
  timestamp: string;
  type: "push" | "force_push" | "branch_creation" | "branch_deletion" | "pr_merge";
  actor: Account;
}

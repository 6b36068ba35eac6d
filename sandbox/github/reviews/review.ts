import type { Account } from "../accounts/account.ts";

export interface Review {
  id: number;
  author: Account;
  body: string;
  state: "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED" | "DISMISSED" | "PENDING";
  submittedAt: string | undefined;
  /** No evidence of what the reviewer saw: GitHub moves it to later heads. */
  commit: string;
}

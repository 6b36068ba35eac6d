import type { Account } from "../accounts/account.ts";

export interface Run {
  id: number;
  number: number;
  attempt: number;
  /** Path of the workflow file. */
  path: string;
  name: string;
  event: string;
  ref: string;
  sha: string;
  actor: Account;
  /** Who pressed "Re-run", where somebody did; else the actor. */
  triggeringActor: Account;
  status: "queued" | "in_progress" | "completed" | "waiting";
  conclusion: string | null;
  createdAt: string;
  updatedAt: string;
}

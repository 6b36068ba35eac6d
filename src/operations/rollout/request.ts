import type { Person } from "../../core/approval/approval.ts";
import type { Policy } from "../../core/policy/policy.ts";
import type { RolloutView } from "../../core/report/rollout-view.ts";
import type { Refusal } from "../../core/rollout/rollout.ts";
import type { Clock } from "../ports/clock.ts";
import type { Comments, Deployments } from "../ports/code-host.ts";
import type { Accounts, Targets } from "../ports/database.ts";
import type { Online } from "../ports/online.ts";
import type { EvidencePorts } from "./gather-evidence.ts";

export interface RolloutPorts extends EvidencePorts {
  targets: Targets;
  accounts: Accounts;
  /** Needed where the policy gives alterations to a tool. */
  online?: Pick<Online, "tables" | "tools">;
  deployments: Deployments;
  commentsOf(policy: Pick<Policy, "gate" | "appId">): Comments;
  clock: Clock;
}

export interface RolloutRequest {
  environment: string;
  commit: string;
  /** Of the environment's targets only these, `database@instance`; undefined = all of them. */
  targets?: readonly string[] | undefined;
  /** A merge starts only what rolls out by itself; a person may start anything, if the gate lets them. */
  occasion: "merge" | "person";
  /** Who started the run, and who started it again. */
  actors: readonly Person[];
  /** URL of the run. */
  run: string;
  cancel: AbortSignal;
  /** Sentences for the log, while it runs. */
  say(line: string): void;
}

export interface RolloutResult {
  decision: "done" | "nothing-pending" | "waiting" | "refused" | "failed";
  /** Stable: the code of the first refusal, or the decision's own word. */
  reasonCode: string;
  view: RolloutView;
  /** Every reason against it; the view shows the first. */
  refusals: readonly Refusal[];
  /** Sentences for the log: what could not be told to GitHub. */
  remarks: readonly string[];
  /** Which pull request brought each file that was let through. */
  pulls?: Readonly<Record<string, number>>;
}

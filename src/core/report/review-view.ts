import type { FlowState } from "../approval/approval.ts";
import type { Assessment } from "../assessment.ts";
import type { Environment, Role } from "../policy/policy.ts";

/** All that the comment and the job summary show of a pull request. */
export interface ReviewView {
  assessment: Assessment;
  /** undefined = no flow was chosen, or (offline) nobody was asked. */
  approval: FlowState | undefined;
  /** What a review may hold to say exactly what it approves; left out where nobody is asked. */
  code?: { text: string; isNeeded: boolean } | undefined;
  roles: ReadonlyMap<string, Pick<Role, "title">>;
  /** The policy's environments, in rollout order. */
  environments: readonly Environment[];
  /** Name of the check or status, for example `tollgate: main`; undefined = offline. */
  gate: string | undefined;
  /** Commit id of the head; undefined = not committed yet. */
  head: string | undefined;
  /** The change is on the base branch: nothing is left to approve, the rollout is next. */
  merged: boolean;
  /** The merge started no workflow: nothing runs by itself. */
  startsNothing?: true;
  /** Where the head's files can be opened, `https://github.com/o/r/blob/<sha>`; undefined = no links. */
  files: string | undefined;
  /** Where the whole report is when this one had to be cut (the run, or the check); undefined = say so without a link. */
  details: string | undefined;
  /** Other open pull requests that touch the same; left out where nobody looked. */
  collisions?: readonly {
    number: number;
    url: string;
    tables: readonly string[];
    versions: readonly string[];
  }[];
  /** Fenced rollout sections kept from the comment (`rolloutSections`). */
  sections: readonly string[];
}

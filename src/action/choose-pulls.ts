import type { PullRequests } from "../operations/ports/code-host.ts";
import { isRecheck, type Recheck } from "../operations/review/recheck.ts";
import type { Occasion } from "../operations/review/reconcile.ts";
import { UserError } from "../operations/user-error.ts";
import type { WorkflowRun } from "./workflow-run.ts";

export interface ChosenPull {
  number: number;
  occasion: Occasion;
}

/** Which pull requests the event is about. Empty = none, such as for a comment that is no command. */
export async function choosePulls(
  { event, payload }: Pick<WorkflowRun, "event" | "payload">,
  pulls: Pick<PullRequests, "open">,
  isHeard: (by: Recheck) => Promise<boolean>,
): Promise<ChosenPull[]> {
  switch (event) {
    case "pull_request":
    case "pull_request_target":
    case "pull_request_review": {
      const { pull_request, review, action } = payload;
      if (!pull_request) return [];
      const head = action === "submitted" ? review?.commit_id : undefined;
      const seen = review && head ? { sightings: [{ review: review.id, commit: head }] } : {};
      return [{ number: pull_request.number, occasion: { seen } }];
    }
    case "issue_comment": {
      const { issue, comment } = payload;
      if (!issue?.pull_request || !comment || !isRecheck(comment.body)) return [];
      const by = { pull: issue.number, comment: comment.id, login: comment.user?.login ?? "" };
      return (await isHeard(by)) ? [{ number: issue.number, occasion: { again: true } }] : [];
    }
    case "schedule":
    case "workflow_dispatch":
      return (await pulls.open()).map((number) => ({ number, occasion: {} }));
    default:
      throw new UserError(
        "event",
        `The event ${event} is about no pull request.`,
        "Start the review on pull_request_target, pull_request_review, issue_comment, schedule or workflow_dispatch.",
      );
  }
}

/** The webhooks that the sandbox sends, in the words of GitHub's description: event, then action, joined by hyphens. */
export const webhookNames = [
  "check-run-completed",
  "check-run-created",
  "check-run-rerequested",
  "deployment-created",
  "deployment-status-created",
  "installation-created",
  "installation-repositories-added",
  "issue-comment-created",
  "issue-comment-deleted",
  "issue-comment-edited",
  "membership-added",
  "membership-removed",
  "pull-request-closed",
  "pull-request-edited",
  "pull-request-labeled",
  "pull-request-opened",
  "pull-request-reopened",
  "pull-request-review-dismissed",
  "pull-request-review-request-removed",
  "pull-request-review-requested",
  "pull-request-review-submitted",
  "pull-request-synchronize",
  "pull-request-unlabeled",
  "push",
  "status",
  "team-deleted",
  "workflow-dispatch",
  "workflow-run-completed",
  "workflow-run-in-progress",
] as const;

export function webhookName(event: string, action: string | undefined): string {
  return [event, ...(action === undefined ? [] : [action])].join("-").replaceAll("_", "-");
}

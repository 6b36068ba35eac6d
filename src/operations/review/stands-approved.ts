import type { Assessment } from "../../core/assessment.ts";
import { policyPath } from "../../core/policy/edits-gate.ts";
import type { Gate, PullRequest, Repository } from "../ports/code-host.ts";
import { type ApprovalEvidence, assessmentHash, parseEvidence } from "./approval-evidence.ts";

interface Ports {
  gate: Gate;
  repository: Pick<Repository, "tree">;
}

/**
 * Whether the gate says already that this very head is approved, and nothing that can be read contradicts it: the files'
 * judgement, the flow and the policy are those of its evidence. Then a list of reviews or people that GitHub does not
 * show for once takes nothing back; whatever is rolled out is proved anew.
 */
export async function standsApproved(
  { gate, repository }: Ports,
  pull: PullRequest,
  name: string,
  assessed: Assessment,
): Promise<boolean> {
  const text = await gate.text(pull.head.sha, name);
  const evidence = text === undefined ? undefined : parseEvidence(text);
  if (!evidence || !isAbout(evidence, pull)) return false;
  const isApproved = evidence.steps.length > 0 && evidence.steps.every(({ status }) => status === "approved");
  if (!isApproved || evidence.assessment !== assessmentHash(assessed)) return false;
  const [before, now] = await Promise.all(
    [evidence.policy, pull.base.sha].map((commit) => repository.tree(commit, (path) => path === policyPath)),
  );
  return before?.[0]?.blob !== undefined && before[0].blob === now?.[0]?.blob;
}

function isAbout({ pull, base, head }: ApprovalEvidence, at: PullRequest): boolean {
  return pull === at.number && base === at.base.ref && head === at.head.sha;
}

import { createHash } from "node:crypto";
import type { Assessment } from "../../core/assessment.ts";
import { renderJson } from "../../core/report/machines/render-json.ts";
import type { PullRequest } from "../ports/code-host.ts";
import type { KeptEvidence } from "./kept-evidence.ts";
import type { ReviewOutcome } from "./review-or-block.ts";

/**
 * What the gate leaves for the rollout and for its own next turn, in a text that only the app can edit. The rollout
 * checks it again against the reviews themselves.
 */
export interface ApprovalEvidence extends KeptEvidence {
  version: 2;
  pull: number;
  base: string;
  head: string;
  mergeBase: string | undefined;
  /** Commit of the base branch whose policy was applied. */
  policy: string;
  /** Of what approvals are given to, and of the files alone. */
  digest: string;
  content: string;
  /** SHA-256 (hex) of the assessment's JSON. */
  assessment: string;
  decision: string;
  flow: string | undefined;
  steps: readonly {
    role: string;
    status: string;
    by: { id: number; login: string; review: number; at: string } | undefined;
  }[];
}

export function evidenceOf(pull: PullRequest, judged: ReviewOutcome, kept: KeptEvidence): ApprovalEvidence {
  const { assessment, approval, mergeBase, policyAt, content } = judged;
  return {
    version: 2,
    pull: pull.number,
    base: pull.base.ref,
    head: pull.head.sha,
    mergeBase,
    policy: policyAt,
    digest: assessment.digest,
    content,
    assessment: assessmentHash(assessment),
    decision: assessment.decision,
    flow: assessment.flow?.id,
    steps: (approval?.steps ?? []).map(({ role, status, by }) => ({
      role,
      status,
      by: by && { id: by.person.id, login: by.person.login, review: by.review, at: by.at },
    })),
    ...kept,
  };
}

export function assessmentHash(assessment: Assessment): string {
  return createHash("sha256").update(renderJson(assessment)).digest("hex");
}

const start = "<!-- tollgate:evidence -->";

/** One line of JSON whose text no Markdown can be hidden in. */
export function writeEvidence(evidence: ApprovalEvidence): string {
  const asEscape = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  const json = JSON.stringify(evidence).replace(/[<>&`]|[^ -~]/g, asEscape);
  return `${start}\n\`\`\`json\n${json}\n\`\`\``;
}

/** undefined = the text holds none. The text has to come from a check run of the app itself. */
export function parseEvidence(text: string): ApprovalEvidence | undefined {
  if (!text.startsWith(start)) return undefined;
  const written = JSON.parse(text.split("\n")[2] ?? "") as Partial<ApprovalEvidence>;
  // An older version kept other things; what it approved is proved anew.
  return written.version === 2 ? (written as ApprovalEvidence) : undefined;
}

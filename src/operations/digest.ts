import { contentText, digestText, type JudgedChange } from "../core/migration/digest.ts";
import { judgedChanges } from "../core/migration/judged-changes.ts";
import { sha256 } from "./sha256.ts";

/** What the policy makes of the changed files. */
export function judge(input: Omit<Parameters<typeof judgedChanges>[0], "sha256">): JudgedChange[] {
  return judgedChanges({ ...input, sha256 });
}

/** What approvals are given to: SHA-256 (hex) over the canonical text of the judged changes. */
export function effectiveDigest(changes: readonly JudgedChange[]): string {
  return sha256(digestText(changes));
}

/** SHA-256 (hex) over the files alone, whatever a policy makes of them. */
export function contentDigest(changes: Parameters<typeof contentText>[0]): string {
  return sha256(contentText(changes));
}

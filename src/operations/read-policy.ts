import { policyPath } from "../core/policy/edits-gate.ts";
import { parsePolicy } from "../core/policy/parse-policy.ts";
import type { Policy } from "../core/policy/policy.ts";
import type { Problem } from "../core/problem.ts";
import type { Repository } from "./ports.ts";

export type ReadPolicy =
  | { found: "valid"; policy: Policy; blob: string }
  | { found: "invalid"; problems: readonly Problem[]; gate: Pick<Policy, "gate" | "appId"> }
  | { found: "nothing" };

/** The policy of a commit. A pull request is judged by its base branch's, never by its own. */
export async function readPolicy(
  repository: Pick<Repository, "tree" | "blob">,
  commit: string,
): Promise<ReadPolicy> {
  const [entry] = await repository.tree(commit, (path) => path === policyPath);
  if (!entry) return { found: "nothing" };
  if (entry.mode !== "100644")
    return { ...refused(`is not a plain file (mode ${entry.mode})`), gate: noGate };
  const bytes = await repository.blob(entry.blob);
  const text = decode(bytes);
  if (text === undefined) return { ...refused("is not valid UTF-8"), gate: noGate };
  const parsed = parsePolicy(text, policyPath);
  if (parsed.ok) return { found: "valid", policy: parsed.value, blob: entry.blob };
  return { found: "invalid", problems: parsed.problems, gate: gateOf(text) };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const noGate = { gate: "action", appId: undefined } as const;

function refused(how: string) {
  const what = `The policy file ${how}.`;
  const fix = "Commit it as plain text in UTF-8.";
  return {
    found: "invalid" as const,
    problems: [{ code: "policy-unreadable", what, fix, file: policyPath }],
  };
}

/**
 * Who is to tell that the policy is invalid: whoever its own lines name. If both spoke, the one who does not hold the
 * gate would leave a failure behind that nobody mends.
 */
function gateOf(text: string): Pick<Policy, "gate" | "appId"> {
  const appId = /^app_id:\s*(\d+)/m.exec(text)?.[1];
  const gate = /^gate:\s*["']?app\b/m.test(text) ? "app" : "action";
  return { gate, appId: appId === undefined ? undefined : Number(appId) };
}

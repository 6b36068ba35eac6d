import { floorPath, policyPath } from "../core/policy/edits-gate.ts";
import { parsePolicy } from "../core/policy/parse-policy.ts";
import type { Policy } from "../core/policy/policy.ts";
import type { Problem } from "../core/words/problem.ts";
import { applyFloor } from "./apply-floor.ts";
import { decodeUtf8 } from "./decode-utf8.ts";
import type { OwnersFile, Repository } from "./ports/code-host.ts";

export type ReadPolicy = ValidPolicy | InvalidPolicy | { found: "nothing" };

interface ValidPolicy {
  found: "valid";
  policy: Policy;
  blob: string;
}

interface InvalidPolicy {
  found: "invalid";
  problems: readonly Problem[];
  gate: Pick<Policy, "gate" | "appId">;
  /** What prevented the reading, where it is not the files' fault. */
  failure: unknown;
}

/**
 * The policy of a commit, nowhere below the organisation's floor of today. A pull request is judged by its base
 * branch's, never by its own.
 */
export async function readPolicy(
  repository: Pick<Repository, "tree" | "blob" | "ownersFile">,
  commit: string,
): Promise<ReadPolicy> {
  const [entry] = await repository.tree(commit, (path) => path === policyPath);
  if (!entry) return { found: "nothing" };
  if (entry.mode !== "100644") return refused(`is not a plain file (mode ${entry.mode})`);
  const text = decodeUtf8(await repository.blob(entry.blob));
  if (text === undefined) return refused("is not valid UTF-8");
  const parsed = parsePolicy(text, policyPath);
  if (!parsed.ok) return invalid(parsed.problems, gateOf(text));
  return raise(repository, { found: "valid", policy: parsed.value, blob: entry.blob });
}

async function raise(
  repository: Pick<Repository, "ownersFile">,
  read: ValidPolicy,
): Promise<ValidPolicy | InvalidPolicy> {
  let floor: OwnersFile | undefined;
  try {
    floor = await repository.ownersFile(floorPath);
  } catch (failure) {
    return { ...invalid([unreadable(failure)], read.policy), failure };
  }
  if (!floor) return read;
  const raised = applyFloor(read.policy, floor);
  if (raised.ok) return { ...read, policy: raised.value };
  const named = gateOf(new TextDecoder().decode(floor.bytes));
  return invalid(raised.problems, named.gate === "app" ? named : read.policy);
}

function unreadable(failure: unknown): Problem {
  return {
    code: "floor-unreadable",
    what: failure instanceof Error ? failure.message : String(failure),
    fix: "Make that repository public, or let the token read its contents; then run this again.",
  };
}

function invalid(problems: readonly Problem[], gate: InvalidPolicy["gate"]): InvalidPolicy {
  return { found: "invalid", problems, gate, failure: undefined };
}

const noGate = { gate: "action", appId: undefined } as const;

function refused(how: string): InvalidPolicy {
  const what = `The policy file ${how}.`;
  const fix = "Commit it as plain text in UTF-8.";
  return invalid([{ code: "policy-unreadable", what, fix, file: policyPath }], noGate);
}

/**
 * Who is to tell that the policy is invalid: whoever its own lines name. If both spoke, the one who does not hold the
 * gate would leave a failure behind that nobody fixes.
 */
function gateOf(text: string): Pick<Policy, "gate" | "appId"> {
  const appId = /^app_id:\s*(\d+)/m.exec(text)?.[1];
  const gate = /^gate:\s*["']?app\b/m.test(text) ? "app" : "action";
  return { gate, appId: appId === undefined ? undefined : Number(appId) };
}

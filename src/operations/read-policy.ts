import { floorPath, policyPath } from "../core/policy/edits-gate.ts";
import { parsePolicy } from "../core/policy/parse-policy.ts";
import type { Policy } from "../core/policy/policy.ts";
import type { Problem } from "../core/words/problem.ts";
import { applyFloor } from "./apply-floor.ts";
import { decodeUtf8 } from "./decode-utf8.ts";
import type { OwnersFile, OwnersFilesSight, Repository } from "./ports/code-host.ts";

type OwnersPorts = "ownersFile" | "ownersFiles";

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
  repository: Pick<Repository, "tree" | "blob" | OwnersPorts>,
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
  repository: Pick<Repository, OwnersPorts>,
  read: ValidPolicy,
): Promise<ValidPolicy | InvalidPolicy> {
  let floor: OwnersFile | undefined;
  try {
    floor = await repository.ownersFile(floorPath);
  } catch (failure) {
    return { ...invalid([unreadable(failure)], read.policy), failure };
  }
  if (!floor) {
    if (read.policy.floor === "optional") return read;
    const { owner, sight } = await repository.ownersFiles();
    if (sight === "elsewhere") return read;
    return invalid([missing(owner, sight)], read.policy);
  }
  const raised = applyFloor(read.policy, floor);
  if (raised.ok) return { ...read, policy: raised.value };
  const named = gateOf(new TextDecoder().decode(floor.bytes));
  return invalid(raised.problems, named.gate === "app" ? named : read.policy);
}

type Missing = Exclude<OwnersFilesSight["sight"], "elsewhere">;

function missing(owner: string, sight: Missing): Problem {
  return { code: "policy-floor-missing", ...missingFloor[sight](`${owner}/.github/${floorPath}`) };
}

const missingFloor: Record<Missing, (name: string) => Pick<Problem, "what" | "fix">> = {
  personal: () => ({
    what: "The policy requires an organisation's floor, and a personal account has none.",
    fix: "Take `floor: required` out of the policy.",
  }),
  seen: (name) => ({
    what: `The policy requires the organisation's floor, and ${name} is not there.`,
    fix: "Put it there, or take `floor: required` out of the policy.",
  }),
  unseen: (name) => ({
    what: `The policy requires the organisation's floor, and ${name} is not there, or not for this token to see.`,
    fix: "Make that repository public, or let the token read its contents: install the App there as well, or give the Action's `token` one that may.",
  }),
};

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

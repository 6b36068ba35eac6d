import { mergeFloor } from "../core/approval/merge-floor.ts";
import { parseFloor } from "../core/policy/parse-policy.ts";
import type { Policy } from "../core/policy/policy.ts";
import type { Parsed } from "../core/words/problem.ts";
import { decodeUtf8 } from "./decode-utf8.ts";
import type { OwnersFile } from "./ports/code-host.ts";

/** A policy raised to the organisation's floor, or everything that is wrong with the floor at once. */
export function applyFloor(policy: Policy, { name, bytes }: OwnersFile): Parsed<Policy> {
  const text = decodeUtf8(bytes);
  if (text === undefined) {
    const what = `The organisation's policy ${name} is not valid UTF-8.`;
    return {
      ok: false,
      problems: [{ code: "policy-unreadable", what, fix: "Save it as UTF-8.", file: name }],
    };
  }
  const environments = policy.environments.map((environment) => environment.name);
  const floor = parseFloor(text, name, environments);
  return floor.ok ? mergeFloor(floor.value, policy) : floor;
}

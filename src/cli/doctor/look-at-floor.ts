import type { Policy } from "../../core/policy/policy.ts";
import { advice, type Diagnosis, fine } from "./diagnosis.ts";

/** What becomes of an organisation's floor that a token may not see. From a clone nobody can tell whether there is one. */
export function lookAtFloor({ floor }: Pick<Policy, "floor">): Diagnosis {
  return stances[floor];
}

const stances: Record<Policy["floor"], Diagnosis> = {
  required: fine(
    "floor",
    "The policy requires the organisation's floor: where it cannot be read, nothing passes.",
  ),
  optional: advice(
    "floor",
    "A floor in a private .github repository that the token may not see counts as none.",
    "If your organisation has a floor, write `floor: required` in the policy. A personal account has none.",
  ),
};

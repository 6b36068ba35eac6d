import { isUtf8 } from "node:buffer";
import { parsePolicy } from "../core/policy/parse-policy.ts";
import type { Policy } from "../core/policy/policy.ts";
import { UserError } from "../operations/user-error.ts";
import { PolicyError } from "./policy-error.ts";

/** @throws PolicyError with every problem at once, UserError where the file is no text. */
export function trustedPolicy(bytes: Uint8Array, file: string): Policy {
  if (!isUtf8(bytes))
    throw new UserError("policy-unreadable", `${file} is not valid UTF-8.`, "Save it as UTF-8.");
  const parsed = parsePolicy(Buffer.from(bytes).toString("utf8"), file);
  if (!parsed.ok) throw new PolicyError(parsed.problems);
  return parsed.value;
}

import { isUtf8 } from "node:buffer";
import { policyPath } from "../core/policy/edits-gate.ts";
import { parsePolicy } from "../core/policy/parse-policy.ts";
import type { Policy } from "../core/policy/policy.ts";
import { trustCommands } from "../core/policy/trust-commands.ts";
import { readWorkFile } from "../git/local-repository.ts";
import { applyFloor } from "../operations/apply-floor.ts";
import type { OwnersFile } from "../operations/ports/code-host.ts";
import { UserError } from "../operations/user-error.ts";
import type { Io } from "./io.ts";
import { PolicyError } from "./policy-error.ts";

/** @throws PolicyError with every problem at once, UserError where the file is no text. */
export function trustedPolicy(bytes: Uint8Array, file: string): Policy {
  if (!isUtf8(bytes))
    throw new UserError("policy-unreadable", `${file} is not valid UTF-8.`, "Save it as UTF-8.");
  const parsed = parsePolicy(Buffer.from(bytes).toString("utf8"), file);
  if (!parsed.ok) throw new PolicyError(parsed.problems);
  return parsed.value;
}

/** A policy that a person named; its commands may be run. */
export async function namedPolicy(path: string | undefined, io: Io): Promise<Policy | undefined> {
  return path === undefined ? undefined : trustCommands(trustedPolicy(await io.readFile(path), path));
}

/** As the work tree has it; undefined = it has none. */
export async function policyHere(io: Pick<Io, "cwd">): Promise<Policy | undefined> {
  const file = await readWorkFile(io.cwd, policyPath);
  return file && trustedPolicy(file.content, policyPath);
}

/** The organisation's floor, which nobody sees from here: the file that --floor names. */
export async function namedFloor(path: string | undefined, io: Io): Promise<OwnersFile | undefined> {
  return path === undefined ? undefined : { name: path, bytes: await io.readFile(path) };
}

/** @throws PolicyError with every problem of the floor, UserError where the policy requires one and none is named. */
export function raisedPolicy(policy: Policy, floor: OwnersFile | undefined): Policy {
  if (!floor && policy.floor === "optional") return policy;
  if (!floor) {
    const what = "The policy requires the organisation's floor, which nobody sees from here.";
    throw new UserError("policy-floor-missing", what, "Name a copy of it with --floor FILE.");
  }
  const raised = applyFloor(policy, floor);
  if (!raised.ok) throw new PolicyError(raised.problems);
  return raised.value;
}

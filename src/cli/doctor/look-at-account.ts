import type { Target } from "../../core/policy/policy.ts";
import type { Access } from "../../core/rollout/access/access.ts";
import { type MissingRight, missingRights } from "../../core/rollout/access/missing-rights.ts";
import { sayReplicates, whyReadOnly } from "../../core/rollout/access/writable.ts";
import { advice, type Diagnosis, unknown, wrong } from "./diagnosis.ts";

/**
 * Does the server take writes, and what does the account lack for a rollout, each with the GRANT that gives it?
 * @param keepsRows the policy has rows kept for `undo` there.
 */
export function lookAtAccount(
  topic: string,
  target: Target,
  access: Access,
  keepsRows: boolean,
): Diagnosis[] {
  const readOnly = whyReadOnly(access.mode, target);
  const replicates = sayReplicates(access.mode);
  return [
    ...(readOnly ? [wrong(topic, readOnly.what, readOnly.fix)] : []),
    ...(replicates === undefined
      ? []
      : [advice(topic, `${target.instance} answers, and ${replicates}.`, "Look whether that is meant so.")]),
    ...sayRights(topic, target, access, keepsRows),
  ];
}

function sayRights(
  topic: string,
  { database, instance }: Target,
  access: Access,
  keepsRows: boolean,
): Diagnosis[] {
  const missing = missingRights(access, "rollout", database);
  if (!missing) {
    const what = `What ${access.account} may do on ${instance} cannot be read from SHOW GRANTS.`;
    return [unknown(topic, what, "A rollout finds out.")];
  }
  const needed = missing.filter(({ need }) => need === "must");
  if (isReader(missing)) {
    const grants = needed.map(({ grant }) => grant).join("; ");
    const what = `${access.account} may look at ${database}, and cannot roll out to it.`;
    return [advice(topic, what, `Where it should: ${grants};`)];
  }
  const toKeep = keepsRows ? (missingRights(access, "undo", database) ?? []) : [];
  const more = toKeep.filter(({ privilege }) => missing.every((right) => right.privilege !== privilege));
  return [...missing, ...more].map((right) => say(topic, access, right));
}

/** An account that may read and writes nothing is not meant for rollouts. */
function isReader(missing: readonly MissingRight[]): boolean {
  const lacks = (privilege: string) => missing.some((right) => right.privilege === privilege);
  return !lacks("SELECT") && lacks("INSERT") && lacks("CREATE");
}

function say(topic: string, { account }: Access, { privilege, need, costs, grant }: MissingRight): Diagnosis {
  const what = `${account} lacks ${privilege}. Without it ${costs}.`;
  return need === "must" ? wrong(topic, what, `${grant};`) : advice(topic, what, `${grant};`);
}

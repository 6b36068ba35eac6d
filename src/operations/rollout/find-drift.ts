import type { Environment, Policy, Target } from "../../core/policy/policy.ts";
import { diffSnapshots } from "../../core/rollout/drift/diff-snapshots.ts";
import type { SchemaPart } from "../../core/rollout/drift/schema-snapshot.ts";
import type { TargetDrift } from "../../core/rollout/drift/target-drift.ts";
import type { Schemas } from "../ports/database.ts";
import { UserError } from "../user-error.ts";
import { targetsOf } from "./look-at-targets.ts";

/** Every target of an environment, one after the other; one that does not answer hides no other. */
export async function findDrift(
  schemas: Schemas,
  { projects }: Pick<Policy, "projects">,
  environment: Environment,
): Promise<TargetDrift[]> {
  const all = projects.map((project) => ({ project }));
  const found: TargetDrift[] = [];
  for (const target of targetsOf(all, environment.name)) {
    try {
      found.push(await compare(schemas, target, environment.driftIgnores ?? []));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      found.push({ target, state: "unknown", code: error.code, why: error.message, fix: error.fix });
    }
  }
  return found;
}

async function compare(
  schemas: Schemas,
  target: Target,
  ignored: readonly SchemaPart[],
): Promise<TargetDrift> {
  const { now, left } = await schemas.read(target);
  if (!left) {
    return {
      target,
      state: "unknown",
      code: "no-snapshot",
      why: `No rollout has left a picture of the schema of ${target.database} @ ${target.instance}.`,
      fix: `Take one: tollgate baseline --environment ${target.environment} --instance ${target.instance} --database ${target.database} --schema --actor NAME --reason "…".`,
    };
  }
  const { changes, notCompared } = diffSnapshots(left.snapshot, now, ignored);
  return { target, state: changes.length > 0 ? "drifted" : "same", since: left.at, changes, notCompared };
}

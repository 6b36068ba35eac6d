import type { Target } from "../../core/policy/policy.ts";
import { sayChanges } from "../../core/report/say/drift.ts";
import { diffSnapshots } from "../../core/rollout/drift/diff-snapshots.ts";
import type { SchemaPart, SchemaSnapshot } from "../../core/rollout/drift/schema-snapshot.ts";
import type { LeftDetail } from "../../core/rollout/ledger/row.ts";
import type { Refusal } from "../../core/rollout/rollout.ts";
import { where } from "../../core/rollout/tasks.ts";
import type { TargetSession } from "../ports/target-session.ts";
import { sha256 } from "../sha256.ts";
import { decodeSnapshot, encodeSnapshot } from "./encode-snapshot.ts";

/** As the ledger keeps it. */
export function leftDetail(now: SchemaSnapshot): LeftDetail {
  const snapshot = encodeSnapshot(now);
  return { schemaSha256: snapshot.sha256, snapshot };
}

/** Of CREATE statements: all that a ledger of the first version kept. */
async function fingerprint(session: Pick<TargetSession, "schema">): Promise<string> {
  return sha256(JSON.stringify([...(await session.schema())]));
}

/** How many changes the sentence names. */
const named = 5;

/**
 * The schema is not as the last rollout left it. Where that left no picture of it, all that can be said is whether the
 * definitions are the same. `ignored`: what the policy leaves out.
 */
export async function drifted(
  target: Target,
  session: Pick<TargetSession, "schema">,
  {
    before,
    now,
    ignored,
  }: { before: LeftDetail | undefined; now: SchemaSnapshot; ignored: readonly SchemaPart[] },
): Promise<Refusal | undefined> {
  if (before === undefined) return undefined;
  const was = decodeSnapshot(before.snapshot);
  const changes = was ? sayChanges(diffSnapshots(was, now, ignored).changes) : [];
  const isSame = was ? changes.length === 0 : before.schemaSha256 === (await fingerprint(session));
  if (isSame) return undefined;
  const more = changes.length > named ? ` and ${changes.length - named} more` : "";
  const what = changes.length > 0 ? `: ${changes.slice(0, named).join("; ")}${more}` : "";
  const { environment, instance, database } = target;
  return {
    code: "drift",
    what: `The schema of ${where(target)} is not as the last rollout left it, somebody changed it past Tollgate${what}.`,
    fix: `Look at all of it:\n  tollgate drift --environment ${environment}\nUndo that change, or accept it:\n  tollgate baseline --environment ${environment} --instance ${instance} --database ${database} --schema --actor NAME --reason "…"`,
  };
}

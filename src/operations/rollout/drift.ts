import type { Target } from "../../core/policy/policy.ts";
import { sayChanges } from "../../core/report/say/drift.ts";
import { diffSnapshots } from "../../core/rollout/drift/diff-snapshots.ts";
import type { SchemaPart } from "../../core/rollout/drift/schema-snapshot.ts";
import type { LeftDetail } from "../../core/rollout/ledger/row.ts";
import type { Refusal } from "../../core/rollout/rollout.ts";
import { where } from "../../core/rollout/tasks.ts";
import type { TargetSession } from "../ports/target-session.ts";
import { decodeSnapshot, encodeSnapshot } from "./encode-snapshot.ts";
import { sha256 } from "./sha256.ts";

/** The schema as it is, by its CREATE statements for readers, and by the server's catalog for comparing. */
export interface SchemaNow {
  definitions: ReadonlyMap<string, string>;
  left: LeftDetail;
  unseen: readonly SchemaPart[];
}

export async function readSchemaNow(session: TargetSession): Promise<SchemaNow> {
  const definitions = await session.schema();
  const read = await session.snapshot();
  const snapshot = encodeSnapshot(read);
  const { unseen } = read;
  return { definitions, unseen, left: { schemaSha256: sha256(JSON.stringify([...definitions])), snapshot } };
}

/** How many changes the sentence names. */
const named = 5;

/**
 * The schema is not as the last rollout left it. Where that left no picture of it, all that can be said is whether the
 * definitions are the same. `ignored`: what the policy leaves out.
 */
export function drifted(
  target: Target,
  {
    before,
    now,
    ignored,
  }: { before: LeftDetail | undefined; now: LeftDetail; ignored: readonly SchemaPart[] },
): Refusal | undefined {
  if (before === undefined) return undefined;
  const [was, is] = [decodeSnapshot(before.snapshot), decodeSnapshot(now.snapshot)];
  const changes = was && is ? sayChanges(diffSnapshots(was, is, ignored).changes) : [];
  const isSame = was && is ? changes.length === 0 : before.schemaSha256 === now.schemaSha256;
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

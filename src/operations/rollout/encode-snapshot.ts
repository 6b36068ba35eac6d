import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import {
  canonicalText,
  type SchemaSnapshot,
  type StoredSnapshot,
  schemaParts,
} from "../../core/rollout/drift/schema-snapshot.ts";

const largestJson = 256 * 1024 * 1024;

export function encodeSnapshot({ objects, unseen }: SchemaSnapshot): StoredSnapshot {
  return {
    sha256: hashSnapshot({ objects, unseen }),
    unseen,
    objects: gzipSync(JSON.stringify(objects), { level: 6 }).toString("base64"),
  };
}

/** undefined = it is none, or not whole: the hash does not fit. */
export function decodeSnapshot(stored: unknown): SchemaSnapshot | undefined {
  if (!isStored(stored)) return undefined;
  try {
    const text = gunzipSync(Buffer.from(stored.objects, "base64"), {
      maxOutputLength: largestJson,
    }).toString();
    const snapshot = { objects: JSON.parse(text), unseen: stored.unseen };
    return hashSnapshot(snapshot) === stored.sha256 ? snapshot : undefined;
  } catch {
    return undefined;
  }
}

/** Of every object by itself, so that two ledgers can be compared without the rows. */
export function hashObjects({ objects }: Pick<SchemaSnapshot, "objects">): Map<string, string> {
  return new Map(
    Object.keys(objects)
      .sort()
      .map((name) => [name, sha256(canonicalText(objects[name] ?? {}))]),
  );
}

function hashSnapshot(snapshot: SchemaSnapshot): string {
  return sha256(JSON.stringify([...hashObjects(snapshot)]));
}

function isStored(value: unknown): value is StoredSnapshot {
  if (typeof value !== "object" || value === null) return false;
  const { sha256: hash, unseen, objects } = value as Partial<Record<keyof StoredSnapshot, unknown>>;
  const parts: readonly unknown[] = schemaParts;
  return (
    typeof hash === "string" &&
    typeof objects === "string" &&
    Array.isArray(unseen) &&
    unseen.every((part) => parts.includes(part))
  );
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

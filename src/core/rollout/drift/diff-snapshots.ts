import { leaveOut } from "./leave-out.ts";
import type { Attributes, SchemaObject, SchemaPart, SchemaSnapshot } from "./schema-snapshot.ts";

export interface ObjectChange {
  /** `table users`. */
  object: string;
  change: "added" | "removed" | "changed";
  /** Of a changed object. */
  parts: readonly PartChange[];
}

export interface PartChange {
  /** "" = the object itself. */
  part: string;
  change: "added" | "removed" | "changed";
  /** What it is now, was, or was and is. */
  attributes: readonly AttributeChange[];
}

export interface AttributeChange {
  name: string;
  /** undefined = NULL. */
  before: string | number | undefined;
  after: string | number | undefined;
}

export interface SnapshotDiff {
  changes: readonly ObjectChange[];
  /** What one of the two accounts could not see: nothing is said about it. */
  notCompared: readonly SchemaPart[];
}

/** Object by object, attribute by attribute, in order of names. `ignored`: what the policy leaves out. */
export function diffSnapshots(
  before: SchemaSnapshot,
  after: SchemaSnapshot,
  ignored: readonly SchemaPart[],
): SnapshotDiff {
  const unseen = [...new Set([...before.unseen, ...after.unseen])].filter((part) => !ignored.includes(part));
  const [old, now] = [before, after].map((one) => leaveOut(one, [...ignored, ...unseen]).objects);
  const changes = changedKeys(old ?? {}, now ?? {}).flatMap((object): ObjectChange[] => {
    const [was, is] = [old?.[object], now?.[object]];
    if (!was || !is) return [{ object, change: was ? "removed" : "added", parts: [] }];
    const parts = diffParts(was, is);
    return parts.length > 0 ? [{ object, change: "changed", parts }] : [];
  });
  return { changes, notCompared: unseen };
}

function diffParts(was: SchemaObject, is: SchemaObject): PartChange[] {
  return changedKeys(was, is).flatMap((part): PartChange[] => {
    const [before, after] = [was[part], is[part]];
    const attributes = diffAttributes(before ?? {}, after ?? {});
    if (!before) return [{ part, change: "added", attributes }];
    if (!after) return [{ part, change: "removed", attributes }];
    return attributes.length > 0 ? [{ part, change: "changed", attributes }] : [];
  });
}

function diffAttributes(before: Attributes, after: Attributes): AttributeChange[] {
  return changedKeys(before, after)
    .map((name) => ({ name, before: before[name], after: after[name] }))
    .filter((one) => one.before !== one.after);
}

function changedKeys(before: object, after: object): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
}

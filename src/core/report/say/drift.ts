import type { AttributeChange, ObjectChange, PartChange } from "../../rollout/drift/diff-snapshots.ts";
import type { SchemaPart } from "../../rollout/drift/schema-snapshot.ts";
import type { TargetDrift } from "../../rollout/drift/target-drift.ts";
import { hideSecrets } from "./hide-secrets.ts";
import { oneLine } from "./neutralise.ts";

/** Of one attribute, so that a view's text does not drown the others. */
const longest = 300;

/** One line for each thing that changed: `- table t: column e: COLUMN_TYPE: enum('x') -> enum('x','y')`. */
export function sayChanges(changes: readonly ObjectChange[]): string[] {
  return changes.flatMap(({ object, change, parts }) =>
    change === "changed" ? parts.flatMap((part) => sayPart(object, part)) : [oneLine(`${object}: ${change}`)],
  );
}

function sayPart(object: string, { part, change, attributes }: PartChange): string[] {
  const where = part === "" ? object : `${object}: ${part}`;
  if (change !== "changed") return [oneLine(`${where}: ${change}`)];
  return attributes.map((attribute) => oneLine(`${where}: ${sayAttribute(attribute)}`));
}

function sayAttribute({ name, before, after }: AttributeChange): string {
  return `${name}: ${sayValue(before)} -> ${sayValue(after)}`;
}

function sayValue(value: string | number | undefined): string {
  // The body of a routine may hold a password.
  const text = value === undefined ? "none" : hideSecrets(String(value));
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** How one target is, in a sentence. */
export function sayDrift(drift: TargetDrift): string {
  if (drift.state === "unknown") return `${drift.why} ${drift.fix}`;
  const { since, changes } = drift;
  if (drift.state === "same") return `as it was left at ${since}`;
  return `${changes.length} ${changes.length === 1 ? "object differs" : "objects differ"} from what was left at ${since}`;
}

/** What one of the two accounts could not see: no word about drift is one about these. undefined = nothing. */
export function sayNotCompared(parts: readonly SchemaPart[]): string | undefined {
  if (parts.length === 0) return undefined;
  return `not compared, since the account does not see them: ${parts.join(", ")} (tollgate doctor names the GRANTs)`;
}

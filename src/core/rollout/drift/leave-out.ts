import type { SchemaObject, SchemaPart, SchemaSnapshot } from "./schema-snapshot.ts";

type Entry = readonly [part: string, attributes: SchemaObject[string]];

/** Whether an object belongs to a part of the schema, and which of its own entries do. */
const belongs: Readonly<
  Record<SchemaPart, { object: RegExp | undefined; entry(key: string, entry: Entry): Entry | undefined }>
> = {
  views: {
    object: undefined,
    entry: (key, entry) => (key.startsWith("view ") ? without(entry, "VIEW_DEFINITION", "ALGORITHM") : entry),
  },
  triggers: { object: /^trigger /, entry: (_, entry) => entry },
  events: { object: /^event /, entry: (_, entry) => entry },
  routines: { object: /^(procedure|function|package) /, entry: (_, entry) => entry },
  "routine bodies": { object: undefined, entry: (_, entry) => without(entry, "ROUTINE_DEFINITION") },
  constraints: {
    object: undefined,
    entry: (_, entry) =>
      /^(primary key|unique|foreign key|reference|check) /.test(entry[0]) ? undefined : entry,
  },
  partitions: {
    object: undefined,
    entry: (_, entry) => (entry[0].startsWith("partition ") ? undefined : entry),
  },
};

/** The snapshot without these parts, for a comparison that cannot or must not look at them. */
export function leaveOut({ objects, unseen }: SchemaSnapshot, parts: readonly SchemaPart[]): SchemaSnapshot {
  const rules = parts.map((part) => belongs[part]);
  const kept = Object.entries(objects)
    .filter(([key]) => !rules.some(({ object }) => object?.test(key)))
    .map(([key, object]) => [key, entriesLeft(key, object, rules)] as const);
  return { objects: Object.fromEntries(kept), unseen };
}

function entriesLeft(
  key: string,
  object: SchemaObject,
  rules: readonly (typeof belongs)[SchemaPart][],
): SchemaObject {
  const entries = Object.entries(object).flatMap((entry: Entry) => {
    let left: Entry | undefined = entry;
    for (const rule of rules) left = left && rule.entry(key, left);
    return left ? [left] : [];
  });
  return Object.fromEntries(entries);
}

function without([part, attributes]: Entry, ...names: readonly string[]): Entry {
  return [part, Object.fromEntries(Object.entries(attributes).filter(([name]) => !names.includes(name)))];
}

/** What an account may not see, or what a policy leaves out. */
export const schemaParts = [
  "views",
  "triggers",
  "events",
  "routines",
  "routine bodies",
  "constraints",
  "partitions",
] as const;
export type SchemaPart = (typeof schemaParts)[number];

/** As the server says it; what is NULL is not there. */
export type Attributes = Readonly<Record<string, string | number>>;

/** `""` is the object itself; the others are its columns, indexes, constraints …: `column age`, `index by_name, part 1`. */
export type SchemaObject = Readonly<Record<string, Attributes>>;

/** A database at one time, without what moves by itself. */
export interface SchemaSnapshot {
  /** By kind and name: `table users`; of kinds table, view, sequence, trigger, procedure, function, event; and `database`. */
  objects: Readonly<Record<string, SchemaObject>>;
  /** What the account that read it could not see. */
  unseen: readonly SchemaPart[];
}

/** A snapshot as the ledger keeps it, in the detail of a `schema` event. */
export interface StoredSnapshot {
  /** Hex, of `objects` by name: equal for equal schemas. */
  sha256: string;
  unseen: readonly SchemaPart[];
  /** Objects as JSON, gzipped, in base64: about 40 bytes a table, more where tables are not alike. */
  objects: string;
}

/** Text of an object that is equal for equal objects, whatever the order in which they were read. */
export function canonicalText(object: SchemaObject): string {
  const parts = Object.keys(object).sort();
  return JSON.stringify(
    parts.map((part) => {
      const attributes = object[part] ?? {};
      return [
        part,
        Object.keys(attributes)
          .sort()
          .map((name) => [name, attributes[name]]),
      ];
    }),
  );
}

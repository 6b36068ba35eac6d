import type { ObjectName } from "../object-name.ts";

/** What is known of a table that a unit names: engine "" = a view, undefined = there is none of that name. */
interface Stored extends ObjectName {
  engine: string | undefined;
  /** Bodies of its triggers; undefined = not shown to this account. */
  triggers: readonly string[] | undefined;
}

/**
 * Why rows of these tables cannot be undone for certain; undefined = they can. Tables that are only read may be stored
 * anywhere, but a view may call what writes.
 */
export function whyNotUndone(written: readonly Stored[], read: readonly Stored[]): string | undefined {
  const view = [...written, ...read].find(({ engine }) => engine === "");
  if (view) return `${view.name} is a view, and what it may call cannot be seen here.`;
  for (const { name, engine, triggers } of written) {
    if (engine === undefined) continue;
    if (engine.toLowerCase() !== "innodb") return `${name} is stored in ${engine}, which cannot undo rows.`;
    if (!triggers) return `This account is not shown whether ${name} has triggers.`;
    if (triggers.length > 0) return `${name} has triggers, which may write what cannot be undone.`;
  }
  return undefined;
}

import type { ClauseOf } from "../sql/clause.ts";
import { buildTable, copyTable } from "./build-table.ts";
import { putTable } from "./catalog.ts";
import { holdsItsOwnRows } from "./created-rows.ts";
import { moveTable } from "./move-table.ts";
import { keyOf, keyOfResolved, resolveName } from "./names.ts";
import { followTable } from "./programs.ts";
import { enforcesInlineReferences, type Replay } from "./replay.ts";
import { resolveParents } from "./resolve-parents.ts";

/** CREATE TABLE. */
export function applyCreate(
  { catalog, session, engine, isNew }: Replay,
  { target, tableDefinition: definition, condition }: ClauseOf<"create-table">,
) {
  const { scope } = session;
  const name = resolveName(target, scope);
  const key = keyOfResolved(name);
  if (definition.temporary) {
    session.temporary.add(key);
    return;
  }
  if (catalog.tables.has(key) && condition !== "or-replace") return;
  const original = definition.like && catalog.tables.get(keyOf(definition.like, scope));
  const { options } = original ?? definition;
  if (isNew && condition !== "if-not-exists" && holdsItsOwnRows(options)) catalog.created.add(key);
  if (definition.like) {
    if (original) putTable(catalog, key, copyTable(name, original));
    else catalog.tables.delete(key);
    return;
  }
  const database = catalog.databases.get(name.database ?? "");
  const inlineReferences = enforcesInlineReferences(engine);
  const resolved = resolveParents(definition, target, scope);
  putTable(catalog, key, buildTable(name, resolved, { database, inlineReferences }));
}

/** A TEMPORARY table hides the real one, and is the one that is dropped (manual 15.1.32). */
export function applyDrop({ catalog, session }: Replay, { target, temporary }: ClauseOf<"drop-table">) {
  const key = keyOf(target, session.scope);
  if (session.temporary.delete(key) || temporary) return;
  followTable(catalog, key, undefined);
  catalog.tables.delete(key);
  catalog.created.delete(key);
}

export function applyRename({ catalog, session }: Replay, { target, other }: ClauseOf<"rename-table">) {
  const { scope } = session;
  moveTable(catalog, resolveName(target, scope), resolveName(other, scope));
}

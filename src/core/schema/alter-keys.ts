import type { Clause } from "../sql/clause.ts";
import { findIndex, foldName } from "./table.ts";
import { addInline, putCheck, putForeignKey, putIndex, type TableDraft } from "./table-draft.ts";

/** Keys and constraints that come: those that go have gone before, whatever the order of the clauses. */
export function addKeys(draft: TableDraft, clauses: readonly Clause[], inlineReferences: boolean) {
  for (const { kind, definition } of clauses) {
    const writes = kind === "add-column" || kind === "modify-column";
    if (writes && definition) addInline(draft, definition, inlineReferences);
  }
  for (const clause of clauses) addKey(draft, clause);
}

export function dropKey(draft: TableDraft, clause: Clause) {
  if (clause.index === undefined) return;
  switch (clause.kind) {
    case "drop-index":
      if (findIndex(draft, clause.index)?.kind === "fulltext") draft.keepsDocId = true;
      draft.indexes = without(draft.indexes, clause.index);
      return;
    case "drop-primary-key":
      draft.indexes = draft.indexes.filter(({ kind }) => kind !== "primary");
      return;
    case "drop-foreign-key":
      draft.foreignKeys = without(draft.foreignKeys, clause.index);
      return;
    case "drop-check":
      draft.checks = without(draft.checks, clause.index);
      return;
    case "drop-constraint":
      return dropConstraint(draft, clause.index);
    case "rename-index":
      return changeIndex(draft, clause.index, ({ implied: _, ...index }) => ({
        ...index,
        name: clause.to ?? index.name,
      }));
    default:
  }
}

/** The server takes no name that two constraints have; the index of a foreign key may have its name, and stays. */
function dropConstraint(draft: TableDraft, name: string) {
  const { foreignKeys, checks } = draft;
  draft.foreignKeys = without(foreignKeys, name);
  draft.checks = without(checks, name);
  if (draft.foreignKeys.length < foreignKeys.length || draft.checks.length < checks.length) return;
  const wanted = foldName(name);
  draft.indexes = draft.indexes.filter(({ kind, name: own }) => kind === "index" || foldName(own) !== wanted);
}

function without<One extends { name: string }>(named: readonly One[], name: string): readonly One[] {
  const wanted = foldName(name);
  return named.filter((one) => foldName(one.name) !== wanted);
}

function changeIndex(
  draft: TableDraft,
  name: string,
  change: (index: TableDraft["indexes"][number]) => TableDraft["indexes"][number],
) {
  const wanted = foldName(name);
  draft.indexes = draft.indexes.map((index) => (foldName(index.name) === wanted ? change(index) : index));
}

function addKey(draft: TableDraft, clause: Clause) {
  switch (clause.kind) {
    case "add-index":
    case "add-primary-key":
      if (clause.indexDefinition) putIndex(draft, clause.indexDefinition);
      return;
    case "add-foreign-key":
      if (clause.foreignKey) putForeignKey(draft, clause.foreignKey);
      return;
    case "add-check":
      if (clause.check) putCheck(draft, clause.check);
      return;
    case "index-visibility":
      return changeIndex(draft, clause.index ?? "", (index) => ({
        ...index,
        visible: clause.to !== "INVISIBLE",
      }));
    case "alter-check": {
      const { check } = clause;
      draft.checks = draft.checks.map((one) =>
        check && foldName(one.name) === foldName(check.name ?? "")
          ? { ...one, enforced: check.enforced }
          : one,
      );
      return;
    }
    default:
  }
}

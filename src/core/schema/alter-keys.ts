import type { Clause } from "../sql/statements/clause.ts";
import { foldName } from "./table.ts";
import { addCheck, addForeignKey, addIndex, addInline, type TableDraft } from "./table-draft.ts";

/** Keys and constraints: what is dropped goes before what is added comes. */
export function alterKeys(draft: TableDraft, clauses: readonly Clause[], inlineReferences: boolean) {
  for (const clause of clauses) dropKey(draft, clause);
  for (const { kind, definition } of clauses) {
    const writes = kind === "add-column" || kind === "modify-column";
    if (writes && definition) addInline(draft, definition, inlineReferences);
  }
  for (const clause of clauses) addKey(draft, clause);
}

function dropKey(draft: TableDraft, clause: Clause) {
  if (clause.index === undefined) return;
  const wanted = foldName(clause.index);
  const others = (one: { name: string }) => foldName(one.name) !== wanted;
  switch (clause.kind) {
    case "drop-index":
      if (draft.indexes.some((one) => one.kind === "fulltext" && !others(one))) draft.keepsDocId = true;
      draft.indexes = draft.indexes.filter(others);
      return;
    case "drop-primary-key":
      draft.indexes = draft.indexes.filter(({ kind }) => kind !== "primary");
      return;
    case "drop-foreign-key":
      draft.foreignKeys = draft.foreignKeys.filter(others);
      return;
    case "drop-check":
      draft.checks = draft.checks.filter(others);
      return;
    case "drop-constraint":
      return dropConstraint(draft, others);
    case "rename-index":
      return changeIndex(draft, wanted, ({ implied: _, ...index }) => ({
        ...index,
        name: clause.to ?? index.name,
      }));
    default:
  }
}

/** The server takes no name that two constraints have; the index of a foreign key may have its name, and stays. */
function dropConstraint(draft: TableDraft, others: (one: { name: string }) => boolean) {
  const { foreignKeys, checks } = draft;
  draft.foreignKeys = foreignKeys.filter(others);
  draft.checks = checks.filter(others);
  if (draft.foreignKeys.length < foreignKeys.length || draft.checks.length < checks.length) return;
  draft.indexes = draft.indexes.filter((index) => index.kind === "index" || others(index));
}

function changeIndex(
  draft: TableDraft,
  wanted: string,
  change: (index: TableDraft["indexes"][number]) => TableDraft["indexes"][number],
) {
  draft.indexes = draft.indexes.map((index) => (foldName(index.name) === wanted ? change(index) : index));
}

function addKey(draft: TableDraft, clause: Clause) {
  switch (clause.kind) {
    case "add-index":
    case "add-primary-key":
      if (clause.indexDefinition) addIndex(draft, clause.indexDefinition);
      return;
    case "add-foreign-key":
      if (clause.foreignKey) addForeignKey(draft, clause.foreignKey);
      return;
    case "add-check":
      if (clause.check) addCheck(draft, clause.check);
      return;
    case "index-visibility":
      return changeIndex(draft, foldName(clause.index ?? ""), (index) => ({
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

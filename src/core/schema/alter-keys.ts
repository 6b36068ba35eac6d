import type { ClauseOf } from "../sql/clause.ts";
import { foldName } from "../sql/fold-name.ts";
import {
  addInline,
  checks,
  foreignKeys,
  indexes,
  putCheck,
  putForeignKey,
  putIndex,
  type TableDraft,
} from "./table-draft.ts";

export function addInlineKeys(
  draft: TableDraft,
  { definition }: ClauseOf<"add-column" | "modify-column" | "reorder-column">,
  inlineReferences: boolean,
) {
  addInline(draft, definition, inlineReferences);
}

export function addNewIndex(
  draft: TableDraft,
  { indexDefinition }: ClauseOf<"add-index" | "add-primary-key">,
) {
  putIndex(draft, indexDefinition);
}

export function addNewForeignKey(draft: TableDraft, { foreignKey }: ClauseOf<"add-foreign-key">) {
  putForeignKey(draft, foreignKey);
}

export function addNewCheck(draft: TableDraft, { check }: ClauseOf<"add-check">) {
  putCheck(draft, check);
}

export function dropOldIndex(draft: TableDraft, { index }: ClauseOf<"drop-index">) {
  if (indexes.drop(draft, index).some(({ kind }) => kind === "fulltext")) draft.keepsDocId = true;
}

export function dropOldPrimaryKey(draft: TableDraft) {
  draft.indexes = draft.indexes.filter(({ kind }) => kind !== "primary");
}

export function dropOldForeignKey(draft: TableDraft, { constraint }: ClauseOf<"drop-foreign-key">) {
  foreignKeys.drop(draft, constraint);
}

export function dropOldCheck(draft: TableDraft, { constraint }: ClauseOf<"drop-check">) {
  checks.drop(draft, constraint);
}

/** The server takes no name that two constraints have; the index of a foreign key may have its name, and stays. */
export function dropOldConstraint(draft: TableDraft, { constraint: name }: ClauseOf<"drop-constraint">) {
  const gone = [...foreignKeys.drop(draft, name), ...checks.drop(draft, name)];
  if (gone.length > 0) return;
  const wanted = foldName(name);
  draft.indexes = draft.indexes.filter(({ kind, name: own }) => kind === "index" || foldName(own) !== wanted);
}

function changeIndex(
  draft: TableDraft,
  name: string,
  change: (index: TableDraft["indexes"][number]) => TableDraft["indexes"][number],
) {
  const wanted = foldName(name);
  draft.indexes = draft.indexes.map((index) => (foldName(index.name) === wanted ? change(index) : index));
}

export function renameOldIndex(draft: TableDraft, { index: name, to }: ClauseOf<"rename-index">) {
  changeIndex(draft, name, ({ implied: _, ...index }) => ({ ...index, name: to }));
}

/** What MariaDB ignores is still there to see. */
export function showIndex(draft: TableDraft, { index: name, visibility }: ClauseOf<"index-visibility">) {
  changeIndex(draft, name, (index) => ({ ...index, visible: visibility !== "INVISIBLE" }));
}

export function enforceCheck(draft: TableDraft, { constraint, enforced }: ClauseOf<"alter-check">) {
  const wanted = foldName(constraint);
  draft.checks = draft.checks.map((one) => (foldName(one.name) === wanted ? { ...one, enforced } : one));
}

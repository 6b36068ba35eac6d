import type { ClauseOf } from "../sql/clause.ts";
import { canonicalCharset, canonicalCollation, charsetOfCollation, isText } from "./charset.ts";
import { growText } from "./stored-size.ts";
import type { TableDraft } from "./table-draft.ts";

type WithOptions = Pick<ClauseOf<"table-option">, "options">;

export function setOptions(draft: TableDraft, { options }: WithOptions) {
  if (options) draft.options = new Map([...draft.options, ...options]);
}

export function setTablespace(draft: TableDraft, clause: ClauseOf<"tablespace">) {
  if (clause.changes === "option") setOptions(draft, clause);
}

export function setCharset(draft: TableDraft, clause: ClauseOf<"change-charset" | "convert-charset">) {
  setOptions(draft, clause);
  const collation = canonicalCollation(clause.options.get("COLLATE"));
  const charset = canonicalCharset(clause.options.get("CHARSET")) ?? charsetOfCollation(collation);
  if (charset === "DEFAULT") {
    draft.charset = undefined;
    draft.collation = undefined;
    return;
  }
  draft.collation = collation;
  draft.charset = charset ?? draft.charset;
}

/** CONVERT TO rewrites every text column; binary ones keep what they are (manual 15.1.11). */
export function convertColumns(draft: TableDraft) {
  const { charset, collation } = draft;
  draft.columns = draft.columns.map((column) =>
    isText(column.type)
      ? { ...column, type: { ...growText(column.type, charset), charset, collation } }
      : column,
  );
}

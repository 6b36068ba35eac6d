import type { DescribedStatement } from "../../change/change.ts";
import { type ClauseKind, type ClauseOf, isOf } from "../../sql/clause.ts";
import { clauseFacts } from "../../sql/clause-facts.ts";
import { treesOf } from "../../sql/grammar/trees-of.ts";
import type { AlterationPart } from "../../sql/tree/passages.ts";
import { cut, ownTree } from "./cut.ts";

/** An ALTER TABLE taken apart by its commas, every piece as it is written. */
export interface Alteration {
  /** `ALTER TABLE name`. */
  head: string;
  /** The table's name. */
  table: string;
  parts: readonly Part[];
}

/** With its text. */
export interface Part extends AlterationPart {
  readonly text: string;
}

/** undefined = it is no ALTER TABLE, or none that can be taken apart: with any word more in its head it is left alone. */
export function takeApart(statement: DescribedStatement): Alteration | undefined {
  const { text, type, changes } = statement;
  const [alteration] = (type === "ALTER_TABLE" && ownTree(statement)?.alterations) || [];
  if (!alteration?.plain || alteration.partitions || alteration.parts.length === 0) return undefined;
  if (changes.some(({ clause }) => clauseFacts[clause.kind].inAlterTable === "whole")) return undefined;
  const parts = alteration.parts.map((part) => ({ ...part, text: cut(text, part) }));
  return { head: cut(text, alteration.head), table: cut(text, alteration.table), parts };
}

/** One ALTER TABLE of these parts. */
export function putTogether(head: string, parts: readonly string[]): string {
  return `${head} ${parts.join(", ")}`;
}

/** The statement's own text without the comments that lead it and what trails it. */
export function codeOf(statement: DescribedStatement): string {
  const [tree] = treesOf(statement);
  return tree ? cut(statement.text, tree.code) : statement.text;
}

/** What the part does, where it is of that kind and nothing else. */
export function onlyClause<K extends ClauseKind>({ clauses }: Part, kind: K): ClauseOf<K> | undefined {
  const [clause, ...others] = clauses;
  return clause && others.length === 0 && isOf(clause, kind) ? clause : undefined;
}

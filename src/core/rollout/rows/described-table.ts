import type { ObjectName } from "../object-name.ts";

/** A table as the server's catalog describes it, as far as this account is shown. */
export interface DescribedTable extends ObjectName {
  /** It keeps the past of its rows, or their validity. */
  versioned: boolean;
  /** As the engine estimates. */
  rows: number;
  /** In their order. */
  columns: readonly DescribedColumn[];
  keys: readonly DescribedKey[];
  /** Foreign keys of this table, and of other tables that point to it. */
  foreignKeys: readonly DescribedForeignKey[];
}

export interface DescribedColumn {
  name: string;
  /** `bigint`, `varchar`, …, in lower case. */
  type: string;
  nullable: boolean;
  /** As the catalog shows it: `bigint unsigned`, `varchar(20)`. */
  shown: string;
  /** undefined = it holds no text. */
  charset: string | undefined;
  collation: string | undefined;
  generated: boolean;
  /** ON UPDATE CURRENT_TIMESTAMP. */
  movesByItself: boolean;
}

export interface DescribedKey {
  name: string;
  unique: boolean;
  /** undefined = an expression. */
  columns: readonly (string | undefined)[];
  /** It holds only the beginning of a column. */
  prefix: boolean;
}

interface DescribedForeignKey {
  name: string;
  child: ObjectName;
  parent: ObjectName;
  /** Of the parent. */
  columns: readonly string[];
  onDelete: string;
  onUpdate: string;
}

/** Names of columns are compared without regard to case. */
export function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** The primary key, or else a unique key of columns that are never NULL. */
export function identifyingKeys({ keys, columns }: DescribedTable): DescribedKey[] {
  const found = keys.filter(
    (key) =>
      key.unique &&
      !key.prefix &&
      key.columns.every((name) => {
        const column = name === undefined ? undefined : columns.find((one) => one.name === name);
        return column && !column.nullable && !column.generated;
      }),
  );
  return found.sort((a, b) => Number(b.name === "PRIMARY") - Number(a.name === "PRIMARY"));
}

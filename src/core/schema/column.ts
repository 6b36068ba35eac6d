import type { ColumnDefinition, ColumnType } from "../sql/definition.ts";
import { canonicalCharset, canonicalCollation, charsetOfCollation, isText } from "./charset.ts";
import { storedSize } from "./stored-size.ts";
import type { Column, Table } from "./table.ts";

const nothingInline: Column["inline"] = {
  primaryKey: false,
  unique: false,
  check: undefined,
  references: undefined,
};

/** The column that a definition makes in this table: inline keys taken off, text with the table's character set. */
export function buildColumn(
  definition: ColumnDefinition,
  table: Pick<Table, "charset" | "collation">,
): Column {
  const { inline } = definition;
  return {
    ...definition,
    type: storedSize(settleText(definition.type, table)),
    nullable: definition.autoIncrement ? false : (definition.nullable ?? !inline.primaryKey),
    inline: nothingInline,
    position: undefined,
  };
}

/** Fills in the character set and collation that the table or the type gives. */
function settleText(type: ColumnType, table: Pick<Table, "charset" | "collation">): ColumnType {
  if (!isText(type)) return type;
  const stated = canonicalCollation(type.collation);
  // `_bin` is what BINARY asks for where no character set is named: the table's, with its binary collation.
  const binary = stated === "_bin";
  const charset =
    canonicalCharset(type.charset) ?? (binary ? table.charset : charsetOfCollation(stated)) ?? table.charset;
  const inherited = type.charset === undefined ? table.collation : undefined;
  const collation = binary ? charset && `${charset}_bin` : (stated ?? inherited);
  return { ...type, charset, collation };
}

/** A column in full, as written or as the catalog knows it. */
export interface ColumnDefinition {
  name: string;
  type: ColumnType;
  /** undefined = not stated (nullable unless a primary key says otherwise). */
  nullable: boolean | undefined;
  /** SQL text of the default; undefined = none stated. */
  default: string | undefined;
  /** The default is a parenthesised expression. */
  defaultIsExpression: boolean;
  onUpdate: string | undefined;
  autoIncrement: boolean;
  generated: { expression: string; stored: boolean } | undefined;
  invisible: boolean;
  comment: string | undefined;
  srid: number | undefined;
  /** Inline keys and constraints; the catalog moves them to the table. */
  inline: { primaryKey: boolean; unique: boolean; check: boolean; references: boolean };
  /** FIRST, or AFTER a column; undefined = last or unchanged. */
  position: "first" | { after: string } | undefined;
}

export interface ColumnType {
  /** Lower case, synonyms resolved: int, bigint, varchar, decimal, datetime, enum, json, … */
  name: string;
  /** Display width, length, precision; undefined = not stated. */
  length: number | undefined;
  /** Decimals or scale. */
  scale: number | undefined;
  /** ENUM and SET members. */
  members: readonly string[];
  unsigned: boolean;
  zerofill: boolean;
  charset: string | undefined;
  collation: string | undefined;
}

export interface IndexDefinition {
  /** undefined = the server names it. */
  name: string | undefined;
  kind: "primary" | "unique" | "index" | "fulltext" | "spatial";
  parts: readonly IndexPart[];
  visible: boolean;
}

export interface IndexPart {
  /** undefined = an expression. */
  column: string | undefined;
  expression: string | undefined;
  /** Prefix length in characters. */
  length: number | undefined;
  descending: boolean;
}

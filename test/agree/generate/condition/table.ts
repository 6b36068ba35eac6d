/** What a column compares as. */
export type ColumnKind = "integer" | "decimal" | "double" | "text" | "choice" | "moment";

/** A column of the tables that generated conditions are about. */
export interface Column {
  name: string;
  /** The data type, without nullability. */
  type: string;
  kind: ColumnKind;
  nullable: boolean;
  /** SQL literals in ascending order, all of which the first set of rows holds; undefined = 0, 1, 2 … or, counted, 1, 2, 3 … */
  values?: readonly string[];
  /** Three SQL literals in ascending order: the first set of rows holds values below, at, between and above them. */
  probes: readonly [low: string, middle: string, high: string];
  limits?: Limits;
  /** The server counts it up: no row has a zero there unless somebody asks for one. */
  counts?: true;
}

/** What an integer or decimal type can hold. */
export interface Limits {
  least: string;
  greatest: string;
  /** The first set of rows holds both, so that a condition which leaves one out is seen to do so. */
  held: boolean;
}

export interface Table {
  name: string;
  columns: readonly Column[];
  /** The columns of the primary key. */
  key: readonly string[];
  /** Zero in every row until a statement under test writes it. No condition names it. */
  mark: string;
}

type Rest = Omit<Column, "name" | "type" | "kind" | "nullable">;

/** A column that is NOT NULL. */
export function required(name: string, type: string, kind: ColumnKind, rest: Rest): Column {
  return { name, type, kind, nullable: false, ...rest };
}

export function optional(name: string, type: string, kind: ColumnKind, rest: Rest): Column {
  return { name, type, kind, nullable: true, ...rest };
}

export function createConditionTable({ name, columns, key, mark }: Table): string {
  const lines = columns.map(({ name: column, type, nullable, counts }) =>
    [column, type, nullable ? "NULL" : "NOT NULL", counts ? "AUTO_INCREMENT" : ""].filter(Boolean).join(" "),
  );
  const parts = [...lines, `${mark} INT NOT NULL DEFAULT 0`, `PRIMARY KEY (${key.join(", ")})`];
  return `CREATE TABLE ${name} (${parts.join(", ")})`;
}

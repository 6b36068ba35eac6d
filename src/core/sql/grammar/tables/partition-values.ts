import type { Partitioning } from "../../definition.ts";
import type { Expression } from "../../tree/expression.ts";
import { bitExpression, type Cursor, isNext, needAll, parenthesised, take } from "../cursor.ts";

/** What one partition says, before it is known whether that fits the table's scheme. */
export interface PartitionDraft {
  name: string;
  values: PartitionValues | undefined;
  subpartitions: number;
  /** The token after it. */
  endsAt: number;
}

/** VALUES LESS THAN or VALUES IN. */
export interface PartitionValues {
  method: "range" | "list";
  /** How many values each of its rows has; `IN (1, 2)` is one row in this sense. */
  widths: readonly number[];
  /** `IN ((1, 2), (3, 4))`, not `IN (1, 2)`. */
  inRows: boolean;
  holdsMaxvalue: boolean;
  /** A row where one value should stand: the server refuses it with error 1564. */
  holdsRow: boolean;
}

/** undefined = none are written. */
export function partitionValues(c: Cursor): PartitionValues | undefined {
  if (!take(c, "VALUES")) return undefined;
  if (take(c, "IN")) return listValues(c);
  needAll(c, "LESS", "THAN");
  const bare = take(c, "MAXVALUE");
  const row = bare ? [maxvalue] : parenthesised(c, oneValue);
  return summary(c, "range", false, [row]);
}

interface Value {
  /** undefined = MAXVALUE. */
  expression: Expression | undefined;
  row: boolean;
}

const maxvalue: Value = { expression: undefined, row: false };

function listValues(c: Cursor): PartitionValues {
  const inRows = isNext(c, "(") && isNext(c, "(", 1);
  const rows = inRows
    ? parenthesised(c, (inner) => parenthesised(inner, oneValue))
    : [parenthesised(c, oneValue)];
  return summary(c, "list", inRows, rows);
}

function summary(
  c: Cursor,
  method: PartitionValues["method"],
  inRows: boolean,
  rows: readonly (readonly Value[])[],
): PartitionValues {
  c.building?.bounds.push({ method, values: rows.flat().map(({ expression }) => expression) });
  return {
    method,
    widths: rows.map((row) => row.length),
    inRows,
    holdsMaxvalue: rows.some((row) => row.some(({ expression }) => expression === undefined)),
    holdsRow: rows.some((row) => row.some((value) => value.row)),
  };
}

function oneValue(c: Cursor): Value {
  if (take(c, "MAXVALUE")) return maxvalue;
  const { at } = c;
  const expression = bitExpression(c);
  return { expression, row: isRow(c, at) };
}

/** Is the expression that begins at `from` and ends here nothing but `(a, b)`? */
function isRow(c: Cursor, from: number): boolean {
  let depth = 0;
  for (let i = from; i < c.at; i++) {
    const { kind, value } = c.tokens[i] ?? {};
    if (kind !== "operator") continue;
    if (value === "(") depth++;
    else if (value === ")") depth--;
    else if (value === "," && depth === 1 && c.tokens[from]?.value === "(") return true;
  }
  return false;
}

export interface PartitionScheme {
  /** undefined = the statement does not say: ALTER TABLE … ADD and REORGANIZE. */
  method: Partitioning["method"] | undefined;
  /** How many columns RANGE COLUMNS and LIST COLUMNS name; 1 = by one expression. */
  columns: number | undefined;
  subpartitions: number | undefined;
}

/**
 * Whether the partitions fit the scheme and each other. What does not is a syntax error to the server (1064), and then
 * the place is returned; but it stops looking at the first partition that it refuses with an error of another number
 * (1480, 1564, 1653, 1657), and so does this.
 */
export function findMisfit(
  drafts: readonly PartitionDraft[],
  scheme: PartitionScheme,
): "fits" | "other" | number {
  const known: PartitionScheme = { ...scheme };
  let subpartitions: number | undefined;
  for (const draft of drafts) {
    const values = compareValues(draft.values, known);
    if (values === "other") return "other";
    const first = subpartitions === undefined;
    const wanted =
      first && draft.subpartitions > 0 ? (scheme.subpartitions ?? draft.subpartitions) : (subpartitions ?? 0);
    if (values === "misfit" || draft.subpartitions !== wanted) return draft.endsAt;
    subpartitions = draft.subpartitions;
  }
  return "fits";
}

type Verdict = "fits" | "misfit" | "other";

/** The first partition says what an unknown scheme is. */
function compareValues(values: PartitionValues | undefined, known: PartitionScheme): Verdict {
  known.method ??= values?.method ?? "hash";
  if (!values) return known.method === "range" || known.method === "list" ? "misfit" : "fits";
  if (values.method !== known.method || values.holdsRow) return "other";
  if (values.method === "list" && values.holdsMaxvalue) return "misfit";
  const [width = 1] = values.widths;
  known.columns ??= values.inRows || values.method === "range" ? width : 1;
  return compareWidths(values, known.columns);
}

function compareWidths({ widths, inRows, method }: PartitionValues, columns: number): Verdict {
  if (method === "list" && columns === 1) return inRows ? "misfit" : "fits";
  for (const width of widths) {
    if (width > columns) return "other";
    if (width < columns || (method === "list" && !inRows)) return "misfit";
  }
  return "fits";
}

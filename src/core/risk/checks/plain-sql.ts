import { definedExpression } from "../../sql/grammar/defined-expression.ts";
import type { LexMode } from "../../sql/mode.ts";
import { childrenOf } from "../../sql/tree/children.ts";
import type { Expression, ExpressionKind, ExpressionOf } from "../../sql/tree/expression.ts";
import type { ColumnReference } from "../../sql/tree/nodes/atoms.ts";
import { writeExpression } from "../../sql/write/write-expression.ts";
import { writeName } from "../../sql/write/write-name.ts";

/**
 * An expression of a definition as the server read it, to be written into a query: no comments, and quotes and operators
 * that mean the same in a session with the default sql_mode. undefined = it cannot be read, or it may do more than look
 * at the row, and whoever wrote the pull request would have somebody else run it: subqueries, variables, functions that
 * are not listed here.
 */
export function plainSql(text: string, mode: LexMode): string | undefined {
  const isExecutable = /\/\*M?!/.test(text);
  const expression = isExecutable ? undefined : definedExpression(text, mode);
  return expression && writePlainly(expression);
}

/** The same of an expression that is read already. */
export function writePlainly(expression: Expression): string | undefined {
  return isPlain(expression) ? writeExpression(expression, { column, source }) : undefined;
}

function column({ database, table, name }: ColumnReference): string {
  return [database, table, name].flatMap((part) => (part === undefined ? [] : writeName(part))).join(".");
}

function source(): never {
  throw new Error("A plain expression has no part that only its text can tell.");
}

function isPlain(node: Expression): boolean {
  const own = node.kind === "call" ? isHarmless(node) : plainKinds[node.kind];
  return own && childrenOf(node).expressions.every(isPlain);
}

function isHarmless({ name, foreign, orderBy, over }: ExpressionOf<"call">): boolean {
  return !foreign && functions.has(name) && orderBy.length === 0 && over === undefined;
}

/** What the server itself takes in a CHECK constraint or an index, of which nothing acts on anything. */
const functions: ReadonlySet<string> = new Set(
  "ABS CEIL CEILING CHAR CHAR_LENGTH CHARACTER_LENGTH COALESCE CONCAT CRC32 DATE DATEDIFF DAY FLOOR GREATEST HOUR IF IFNULL INSERT INTERVAL JSON_CONTAINS JSON_EXTRACT JSON_LENGTH JSON_SCHEMA_VALID JSON_TYPE JSON_UNQUOTE JSON_VALID JSON_VALUE LEAST LEFT LENGTH LOCATE LOWER LTRIM MD5 MOD MONTH NULLIF OCTET_LENGTH POW POWER REGEXP_LIKE REPEAT REPLACE RIGHT ROUND RTRIM SHA1 SHA2 SIGN STRCMP SUBSTRING SUBSTRING_INDEX TIME TRIM TRUNCATE UPPER YEAR".split(
    " ",
  ),
);

/** Exhaustive: a new kind does not compile until it says whether it only looks at the row. */
const plainKinds: Readonly<Record<Exclude<ExpressionKind, "call">, boolean>> = {
  number: true,
  text: true,
  bits: true,
  temporal: true,
  null: true,
  truth: true,
  default: false,
  parameter: false,
  "user-variable": false,
  "system-variable": false,
  assignment: false,
  column: true,
  "default-of": false,
  "inserted-value": false,
  "sequence-value": false,
  cast: true,
  "convert-using": true,
  collate: true,
  "at-time-zone": true,
  "json-path": true,
  match: false,
  interval: true,
  sign: true,
  not: true,
  arithmetic: true,
  concatenation: true,
  and: true,
  or: true,
  xor: true,
  comparison: true,
  quantified: false,
  is: true,
  "in-list": true,
  "in-subquery": false,
  between: true,
  like: true,
  regexp: true,
  "sounds-like": true,
  "member-of": true,
  case: true,
  row: true,
  subquery: false,
  exists: false,
};

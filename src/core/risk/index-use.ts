import type { Index, Table } from "../schema/table.ts";
import { foldName } from "../sql/fold-name.ts";
import { definedExpression } from "../sql/grammar/defined-expression.ts";
import type { LexMode } from "../sql/mode.ts";
import { reads, surelyReads } from "../sql/tree/columns-read.ts";
import { evaluate } from "../sql/tree/constant/evaluate.ts";
import type { Expression } from "../sql/tree/expression.ts";
import { identityOf, openIdentities } from "../sql/tree/identity.ts";
import { type Resolution, resolveDefinition, resolvedColumn } from "../sql/tree/resolve/resolve.ts";
import type { TableSource } from "../sql/tree/resolve/scope.ts";
import { valueTypeOf } from "../sql/tree/value-type.ts";

/** What asking for an index needs to know. */
export interface Sought {
  readonly source: TableSource;
  readonly table: Table;
  readonly resolution: Resolution;
  readonly mode: LexMode;
}

/** Whether an index of the table can find the rows that a condition picks, so that not all of them are read. */
export function indexFinds(condition: Expression, sought: Sought): boolean {
  return finds(condition, false, sought);
}

/** `negated` = it stands below an odd number of NOTs. */
function finds(node: Expression, negated: boolean, sought: Sought): boolean {
  // What does not look at the row is decided before any row is read.
  if (!reads(node, sought.source, sought.resolution)) return true;
  switch (node.kind) {
    case "and":
    case "or":
      return (node.kind === "and") === negated
        ? node.operands.every((operand) => finds(operand, negated, sought))
        : node.operands.some((operand) => looksAtRow(operand, sought) && finds(operand, negated, sought));
    case "not":
      return finds(node.operand, !negated, sought);
    case "comparison":
      return compares(node.left, [node.right], sought) || compares(node.right, [node.left], sought);
    case "is":
      return node.what === "null" || node.what === "unknown"
        ? isKey(node.operand, sought)
        : finds(node.operand, negated !== ((node.what === "false") !== node.negated), sought);
    case "in-list":
      return compares(node.value, node.list, sought);
    case "between":
      return compares(node.value, [node.low, node.high], sought);
    case "in-subquery":
      return node.negated === negated && isKey(node.value, sought);
    case "exists":
      return !negated;
    case "like":
      return node.negated === negated && isKey(node.value, sought) && !beginsWithAnything(node.pattern);
    case "column":
      return isKey(node, sought);
    case "match":
      return !negated;
    case "call":
    case "member-of":
      return !negated && sought.table.indexes.some(holdsExpression);
    case "quantified":
      return node.operator === "=" && node.quantifier === "any" && isKey(node.left, sought);
    default:
      // No index is looked up by what any other expression comes to.
      return false;
  }
}

function looksAtRow(node: Expression, { source, resolution }: Sought): boolean {
  return reads(node, source, resolution);
}

/** A key against what does not hang on the row, in a type that leaves the key as it is. */
function compares(key: Expression, others: readonly Expression[], sought: Sought): boolean {
  if (key.kind === "row") return comparesRow(key, others, sought);
  return (
    isKey(key, sought) &&
    others.every(
      (other) =>
        !surelyReads(other, sought.source, sought.resolution) && !isNumberForText(key, other, sought),
    )
  );
}

function comparesRow(
  { operands }: Expression & { kind: "row" },
  others: readonly Expression[],
  sought: Sought,
): boolean {
  return operands.some((operand, i) =>
    compares(
      operand,
      others.map((other) => (other.kind === "row" ? (other.operands[i] ?? other) : other)),
      sought,
    ),
  );
}

/** Text compared with a number is converted row by row (manual 14.3). */
export function isNumberForText(text: Expression, number: Expression, { resolution }: Sought): boolean {
  const [left, right] = [valueTypeOf(text, resolution).family, valueTypeOf(number, resolution).family];
  return left === "text" && (right === "integer" || right === "decimal" || right === "real");
}

/** Is it what an index begins with? A name that may be another's is taken for one. */
function isKey(node: Expression, { table, source, resolution, mode }: Sought): boolean {
  const resolved = node.kind === "column" ? resolvedColumn(resolution, node) : undefined;
  if (resolved?.kind === "unresolved") return true;
  const name =
    resolved?.kind === "column" && resolved.source === source ? (resolved.column?.name ?? "") : undefined;
  return table.indexes.some(({ parts: [first], visible }) => {
    if (!first || !visible) return false;
    if (first.column !== undefined) return name !== undefined && foldName(first.column) === foldName(name);
    const defined = first.expression === undefined ? undefined : definedExpression(first.expression, mode);
    return defined !== undefined && areSame(defined, node, source, resolution);
  });
}

/** Whether an index that the server may use begins with a column. */
export function leadsAnIndex(column: string, { indexes }: Table): boolean {
  const wanted = foldName(column);
  return indexes.some(
    ({ parts: [first], visible }) =>
      visible && first?.column !== undefined && foldName(first.column) === wanted,
  );
}

/** Of a functional index: its expression and that of the condition. */
function areSame(
  defined: Expression,
  node: Expression,
  source: TableSource,
  resolution: Resolution,
): boolean {
  const sources = [source];
  const definition = resolveDefinition(defined, source);
  return (
    identityOf(defined, openIdentities(definition, sources)) ===
    identityOf(node, openIdentities(resolution, sources))
  );
}

/** MEMBER OF, JSON_CONTAINS and JSON_OVERLAPS may use a multi-valued key. */
function holdsExpression({ parts }: Index): boolean {
  return parts.some(({ expression }) => expression !== undefined);
}

function beginsWithAnything(pattern: Expression): boolean {
  const value = evaluate(pattern);
  return value?.type === "text" && /^[%_]/.test(value.value);
}

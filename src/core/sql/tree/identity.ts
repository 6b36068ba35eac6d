import type { Expression } from "./expression.ts";
import { type Resolution, resolvedColumn } from "./resolve/resolve.ts";
import type { ColumnShape, TableSource } from "./resolve/scope.ts";

/** Names sources, so that the same column is the same text however it is written. */
export interface Identities {
  readonly resolution: Resolution;
  /** In the order in which they were first met. */
  readonly sources: TableSource[];
  /** Short names for long identities of what columns are computed from: these may double from one derived table to the next. */
  readonly names: Map<string, string>;
  /** What is named already, by column. */
  readonly named: Map<ColumnShape, string>;
  /** A source that counts as another one: both are the same table, the one read through these common tables. */
  readonly alias?: Alias | undefined;
}

interface Alias {
  readonly of: TableSource;
  readonly is: TableSource;
  readonly through: readonly TableSource[];
}

export function openIdentities(
  resolution: Resolution,
  sources: TableSource[],
  alias?: Identities["alias"],
): Identities {
  return { resolution, sources, names: new Map(), named: new Map(), alias };
}

/**
 * A text that two expressions share only where both are worth the same in every row: same operators, same functions, same
 * columns of the same sources. What is volatile, and every subquery, is like nothing but itself.
 */
export function identityOf(node: Expression, identities: Identities): string {
  switch (node.kind) {
    case "column":
      return columnIdentity(node, identities);
    case "subquery":
    case "exists":
    case "in-subquery":
    case "quantified":
      return `${node.kind}@${node.start}`;
    default:
      return `${node.kind}{${fieldsOf(node, identities)}}`;
  }
}

const placement: ReadonlySet<string> = new Set(["kind", "start", "end", "height"]);

/** Whatever a kind holds, new ones as well: texts as they are, nodes by their identity. */
function fieldsOf(value: object, identities: Identities): string {
  let written = "";
  for (const [name, field] of Object.entries(value))
    if (!placement.has(name) && field !== undefined) written += `${name}:${fieldOf(field, identities)};`;
  return written;
}

function fieldOf(field: unknown, identities: Identities): string {
  if (typeof field !== "object" || field === null) return JSON.stringify(field);
  if (Array.isArray(field)) return `[${field.map((one) => fieldOf(one, identities)).join(",")}]`;
  return isExpression(field) ? identityOf(field, identities) : `{${fieldsOf(field, identities)}}`;
}

function isExpression(value: object): value is Expression {
  return "kind" in value && "height" in value;
}

function columnIdentity(node: Expression & { kind: "column" }, identities: Identities): string {
  const resolved = resolvedColumn(identities.resolution, node);
  switch (resolved.kind) {
    case "unresolved":
      return `unresolved@${node.start}`;
    case "variable":
      return `variable:${resolved.name}`;
    case "alias":
      return identityOf(resolved.expression, identities);
    case "column":
      return identityOfColumn(
        resolved.source,
        resolved.column,
        resolved.column?.name ?? node.name,
        identities,
      );
  }
}

/** Of a column that `SELECT *` passes on. */
export function identityOfOrigin(
  { source, column }: NonNullable<ColumnShape["origin"]>,
  identities: Identities,
): string {
  return identityOfColumn(source, column, column.name, identities);
}

function identityOfColumn(
  of: TableSource,
  column: ColumnShape | undefined,
  name: string,
  identities: Identities,
): string {
  const { sources, alias } = identities;
  const isOwn = of.common !== undefined && !alias?.through.includes(of);
  const { computed, origin } = (!isOwn && column) || {};
  // Of a derived table it is what it is computed from: the same in each of its rows.
  if (origin) return identityOfColumn(origin.source, origin.column, origin.column.name, identities);
  if (column && computed?.length === 1 && computed[0]) return nameOf(column, computed[0], identities);
  const source = alias && of === alias.of ? alias.is : of;
  const known = sources.indexOf(source);
  if (known < 0) sources.push(source);
  return `column:${known < 0 ? sources.length - 1 : known}.${name.toLowerCase()}`;
}

function nameOf(column: ColumnShape, computed: Expression, identities: Identities): string {
  const { names, named } = identities;
  const known = named.get(column);
  if (known !== undefined) return known;
  const written = identityOf(computed, identities);
  // What is short stays as it is, so that it is the same with and without a derived table around it.
  const isLong = written.length > 500;
  const name = isLong ? (names.get(written) ?? `computed:${names.size}`) : written;
  if (isLong) names.set(written, name);
  named.set(column, name);
  return name;
}

import { isText } from "../../../src/core/schema/charset.ts";
import type { Column, ForeignKey, Index, Table } from "../../../src/core/schema/table.ts";
import type { ColumnType, Partitioning } from "../../../src/core/sql/definition.ts";
import { type Facts, plain, sameNumber } from "./seen-table.ts";

/** The default collation of each character set on the server. */
export type Collations = ReadonlyMap<string, string>;

/** The table of our catalog, in the same words as information_schema's. */
export function readTable(table: Table, collations: Collations): Facts {
  const collation = table.collation ?? collations.get(table.charset ?? "");
  return [
    ...table.columns.map((column, at) => columnLine(column, at, collations)),
    ...table.indexes.map(indexLine).sort(byName),
    ...table.checks
      .map((one) => `check ${one.name} ${one.enforced ? "YES" : "NO"} ${plain(one.expression)}`)
      .sort(),
    ...table.foreignKeys.map(keyLine).sort(),
    ...partitionLines(table.partitioning),
    `table ${table.options.get("ENGINE") ?? "InnoDB"} ${collation} '${table.options.get("COMMENT") ?? ""}'`,
  ];
}

const byName = (a: string, b: string) => ((a.split(" ")[1] ?? "") < (b.split(" ")[1] ?? "") ? -1 : 1);

function columnLine(column: Column, at: number, collations: Collations): string {
  const { type, generated } = column;
  const kind = generated
    ? `${generated.stored ? "STORED" : "VIRTUAL"} as ${plain(generated.expression)}`
    : "";
  return [
    `column ${at + 1} ${column.name} ${typeText(type)}`,
    isText(type) ? (type.collation ?? collations.get(type.charset ?? "") ?? "unknown") : "",
    column.nullable ? "null" : "not null",
    `default ${defaultText(column)}`,
    column.onUpdate && `on update ${now(column.onUpdate)}`,
    column.autoIncrement ? "auto_increment" : "",
    kind,
    column.invisible ? "invisible" : "",
    column.comment ? `'${column.comment}'` : "",
  ]
    .filter(Boolean)
    .join(" ");
}

const integers = /^(tinyint|smallint|mediumint|int|bigint)$/;

function typeText(type: ColumnType): string {
  const { name, members, unsigned, zerofill } = type;
  if (members.length > 0)
    return `${name}(${members.map((one) => `'${one.replaceAll("'", "''")}'`).join(",")})`;
  return `${spelled[name] ?? name}${size(type)}${unsigned ? " unsigned" : ""}${zerofill ? " zerofill" : ""}`;
}

/** Display widths are not kept, but for TINYINT(1) and with ZEROFILL (manual 13.1.6). */
function size({ name, length, scale, unsigned, zerofill }: ColumnType): string {
  if (integers.test(name)) {
    return zerofill || (name === "tinyint" && length === 1 && !unsigned) ? `(${length ?? 10})` : "";
  }
  if (name === "decimal") return `(${length ?? 10},${scale ?? 0})`;
  if (scale !== undefined) return `(${length},${scale})`;
  if (/^(char|binary|bit)$/.test(name)) return `(${length ?? 1})`;
  return length === undefined || length === 0 || name === "year" ? "" : `(${length})`;
}

const spelled: Record<string, string> = { geometrycollection: "geomcollection" };

/** The value as COLUMN_DEFAULT shows it. */
function defaultText({ default: text, defaultIsExpression, type }: Column): string {
  if (text === undefined || /^null$/i.test(text)) return "none";
  if (defaultIsExpression) return plain(text);
  if (/^(now|current_timestamp|localtime)/i.test(text)) return plain(now(text));
  const value = /^(['"])(.*)\1$/s.exec(text);
  const bare = value ? String(value[2]).replaceAll(`${value[1]}${value[1]}`, String(value[1])) : text;
  if (type.name === "bit") return `b'${Number(bare.replace(/\D/g, "")).toString()}'`;
  return sameNumber(bare);
}

function now(text: string): string {
  const precision = /\((\d+)\)/.exec(text)?.[0] ?? "";
  return `CURRENT_TIMESTAMP${precision}`;
}

function indexLine({ name, kind, parts, visible }: Index): string {
  const word = kind === "primary" ? "unique" : kind;
  const columns = parts.map(({ column, expression, length, descending }) => {
    const of = column ?? plain(expression ?? "");
    return `${of}${length === undefined ? "" : `(${length})`}${descending ? " desc" : ""}`;
  });
  return `${word} ${name} ${columns.join(", ")}${visible ? "" : " invisible"}`.toLowerCase();
}

function keyLine({ name, columns, references, referencedColumns, onDelete, onUpdate }: ForeignKey): string {
  const rule = (action: ForeignKey["onDelete"]) => (action ?? "no-action").replace("-", " ").toUpperCase();
  return `foreign key ${name} ${columns} ${references.table}.${referencedColumns} ${rule(onDelete)} ${rule(onUpdate)}`;
}

/** In order: the server numbers them. */
function partitionLines(partitioning: Partitioning | undefined): string[] {
  const { method = "", by = "", partitions = [] } = partitioning ?? {};
  const linear = /^linear/i.test(by) ? "LINEAR " : "";
  return partitions.map((name, i) => `partition ${i + 1} ${name} ${linear}${method.toUpperCase()}`);
}

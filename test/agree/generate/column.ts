import type { Random } from "./random.ts";

const numbers = [
  "TINYINT",
  "TINYINT(1)",
  "BOOL",
  "SMALLINT UNSIGNED",
  "MEDIUMINT",
  "INT",
  "INT(11)",
  "INTEGER UNSIGNED",
  "INT(8) ZEROFILL",
  "BIGINT",
  "BIGINT UNSIGNED",
  "DECIMAL",
  "DECIMAL(12)",
  "DECIMAL(12,4)",
  "NUMERIC(8,2) UNSIGNED",
  "FLOAT",
  "FLOAT(30)",
  "FLOAT(8,2)",
  "DOUBLE",
  "DOUBLE PRECISION",
  "REAL",
];
const times = [
  "YEAR",
  "DATE",
  "TIME",
  "TIME(3)",
  "DATETIME",
  "DATETIME(6)",
  "TIMESTAMP NULL",
  "TIMESTAMP(3) NULL",
];
const texts = [
  "CHAR",
  "CHAR(10)",
  "NCHAR(5)",
  "VARCHAR(20)",
  "VARCHAR(50)",
  "VARCHAR(63)",
  "VARCHAR(64)",
  "VARCHAR(85)",
  "VARCHAR(86)",
  "VARCHAR(100)",
  "VARCHAR(255)",
  "VARCHAR(256)",
  "VARCHAR(300)",
  "CHARACTER VARYING(30)",
  "ENUM('x','y')",
  "ENUM('x','y','z')",
  "ENUM('y','x')",
  "SET('p','q')",
  "SET('p','q','r')",
  // One member more takes another byte.
  `ENUM(${members(255)})`,
  `SET(${members(8)})`,
  `SET(${members(16)})`,
];
const long = ["TINYTEXT", "TEXT", "TEXT(50)", "MEDIUMTEXT", "LONGTEXT", "LONG VARCHAR"];
const bytes = ["BINARY(8)", "VARBINARY(20)", "VARBINARY(255)", "VARBINARY(300)", "BIT", "BIT(12)"];
const blobs = [
  "TINYBLOB",
  "BLOB",
  "BLOB(70000)",
  "MEDIUMBLOB",
  "JSON",
  "GEOMETRY",
  "POINT",
  "POINT NOT NULL",
];
const charsets = [
  "CHARACTER SET latin1",
  "CHARACTER SET utf8mb3",
  "CHARACTER SET utf8mb4",
  "CHARACTER SET ascii",
  "COLLATE utf8mb4_bin",
  "COLLATE utf8mb4_general_ci",
  "CHARACTER SET latin1 COLLATE latin1_bin",
  "BINARY",
  "ASCII",
];

function members(count: number): string {
  return Array.from({ length: count }, (_, i) => `'m${i}'`).join(",");
}

/** A data type as a statement may write it. */
export function columnType(random: Random): string {
  const group = random.pick([numbers, numbers, times, texts, texts, texts, long, bytes, blobs]);
  const type = random.pick(group);
  const hasCharset = (group === texts || group === long) && !/^(NCHAR|LONG )/.test(type);
  return hasCharset && random.chance(0.25) ? `${type} ${random.pick(charsets)}` : type;
}

const literals: readonly [form: RegExp, values: readonly string[]][] = [
  [/^(TINYINT|BOOL|SMALLINT|MEDIUMINT|INT|BIGINT)/, ["0", "7", "'7'", "NULL"]],
  [/^YEAR/, ["2007", "'2020'"]],
  [/^(DECIMAL|NUMERIC|FLOAT|DOUBLE|REAL)/, ["0", "15", "'2'"]],
  [/^DATE\b/, ["'2020-01-02'", "NULL"]],
  [/^DATETIME$/, ["CURRENT_TIMESTAMP", "NOW() ON UPDATE NOW()", "'2020-01-02 03:04:05'"]],
  [/^DATETIME\(6\)/, ["CURRENT_TIMESTAMP(6)", "NOW(6) ON UPDATE CURRENT_TIMESTAMP(6)"]],
  [/^TIMESTAMP NULL/, ["CURRENT_TIMESTAMP", "CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP"]],
  [/^TIME$/, ["'10:00:00'"]],
  [/^(N?CHAR|VARCHAR|CHARACTER)/, ["'a'", "''", "'it''s'", '"q"', "NULL"]],
  [/^ENUM/, ["'x'"]],
  [/^SET/, ["'p,q'", "''"]],
  [/^BIT/, ["b'1'", "1"]],
];

/** A default that suits the type; undefined where it takes none. */
export function literalDefault(random: Random, type: string): string | undefined {
  const values = literals.find(([form]) => form.test(type))?.[1];
  return values && random.pick(values);
}

/** What may follow the type: nullability, default, comment, visibility. */
export function attributes(random: Random, type: string): string {
  const parts: string[] = [];
  if (random.chance(0.3) && !type.endsWith("NOT NULL")) parts.push("NOT NULL");
  const value = random.chance(0.4) ? literalDefault(random, type) : undefined;
  if (value && !(value === "NULL" && parts.length > 0)) parts.push(`DEFAULT ${value}`);
  else if (random.chance(0.06)) parts.push(expressionDefault(type));
  if (random.chance(0.1)) parts.push(random.pick(["COMMENT 'why'", "COMMENT 'it''s'", "COMMENT ''"]));
  if (random.chance(0.05)) parts.push("INVISIBLE");
  return parts.filter(Boolean).join(" ");
}

function expressionDefault(type: string): string {
  if (/^(INT|BIGINT|DECIMAL|DOUBLE)/.test(type)) return "DEFAULT (1 + 1)";
  return /^JSON/.test(type) ? "DEFAULT (JSON_ARRAY())" : "";
}

/** A generated column over the table's columns. */
export function generated(random: Random, columns: readonly { name: string }[]): string {
  const of = random.pick(columns).name;
  const type = random.pick(["INT", "BIGINT", "VARCHAR(40)"]);
  const expression = type.startsWith("VARCHAR") ? `CONCAT(${of}, 'x')` : `${of} + 1`;
  return `${type} ${random.pick(["AS", "GENERATED ALWAYS AS"])} (${expression})${random.pick(["", " VIRTUAL", " STORED"])}`;
}

export function columnDefinition(random: Random): string {
  const type = columnType(random);
  return `${type} ${attributes(random, type)}`.trimEnd();
}

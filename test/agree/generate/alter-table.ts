import { alterPartitions } from "./alter-partitions.ts";
import type { Alteration } from "./alteration.ts";
import { attributes, columnDefinition, columnType, generated, literalDefault } from "./column.ts";
import { check, foreignKey, index, partitioning } from "./create-table.ts";
import type { Random } from "./random.ts";
import type { Shape, ShapeColumn } from "./shape.ts";

/** One to `most` clauses that the table may take, or one operation on its partitions. */
export function alterTable(random: Random, shape: Shape, most: number): Alteration {
  if (shape.partitioned !== undefined && random.chance(0.4)) return alterPartitions(random, shape);
  if (random.chance(0.02)) return { clauses: partitioning(random).trim(), separator: " " };
  const clauses = Array.from({ length: random.pick([1, 1, 2, most]) }, () => clause(random, shape));
  return { clauses: clauses.join(", "), separator: ", ", unchecked: random.chance(0.1) };
}

type Writer = (random: Random, shape: Shape) => string | undefined;

function clause(random: Random, shape: Shape): string {
  for (;;) {
    const written = random.pick(writers)(random, shape);
    if (written !== undefined) return written;
  }
}

const names = ({ columns }: Shape) => columns.map(({ name }) => name);
const fresh = (random: Random) => `x${random.int(99)}`;

function position(random: Random, shape: Shape): string {
  return random.pick(["", "", " FIRST", ` AFTER ${random.pick(names(shape))}`]);
}

function named<K extends "indexes" | "foreignKeys" | "checks">(
  list: K,
  write: (name: string) => string,
): Writer {
  return (random, shape) => (shape[list].length > 0 ? write(`\`${random.pick(shape[list])}\``) : undefined);
}

const addColumn: Writer = (random, shape) =>
  `ADD COLUMN ${fresh(random)} ${columnDefinition(random)}${position(random, shape)}`;

const dropColumn: Writer = (random, shape) => `DROP COLUMN ${random.pick(names(shape))}`;

const recodings = [
  "CHARACTER SET utf8mb4",
  "CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
  "CHARACTER SET utf8mb3",
  "CHARACTER SET latin1",
  "CHARACTER SET ascii",
  "",
];

/** The same type again, perhaps otherwise in one thing. */
function sameType(
  random: Random,
  { type, nullable, autoIncrement, generated: expression }: ShapeColumn,
): string {
  if (expression !== undefined) return `${type.replace(/ CHARACTER SET.*/, "")} ${expression}`;
  const other = random.chance(0.2) ? type.replace(/ CHARACTER SET.*/, ` ${random.pick(recodings)}`) : type;
  const longer = other.replace(/^(varchar|varbinary|char)\((\d+)\)/, (_, name, length) =>
    random.chance(0.5) ? `${name}(${Number(length) + random.pick([1, 10, 40, 200])})` : `${name}(${length})`,
  );
  const more = longer.replace(/^(enum|set)\((.*?)\)/, (all, name, list) =>
    random.chance(0.5) ? `${name}(${list},'new')` : all,
  );
  const same = random.chance(0.8) ? nullable : !nullable;
  return `${more}${same ? " NULL" : " NOT NULL"}${autoIncrement && random.chance(0.8) ? " AUTO_INCREMENT" : ""}`;
}

const modify: Writer = (random, shape) => {
  const column = random.pick(shape.columns);
  const definition = random.chance(0.7) ? sameType(random, column) : columnDefinition(random);
  const extra = random.pick(["", "", "", " COMMENT 'other'", " INVISIBLE"]);
  const form = random.pick([
    `MODIFY ${column.name}`,
    `CHANGE ${column.name} ${column.name}`,
    `CHANGE ${column.name} ${fresh(random)}`,
  ]);
  return `${form} ${definition.includes("COMMENT") || definition.includes("INVISIBLE") ? definition : definition + extra}${random.chance(0.8) ? "" : position(random, shape)}`;
};

const generatedColumn: Writer = (random, shape) =>
  random.chance(0.5)
    ? `ADD ${fresh(random)} ${generated(random, shape.columns)}${position(random, shape)}`
    : undefined;

const inlineKey: Writer = (random) => {
  const type = random.pick(["INT", "BIGINT", "VARCHAR(20)"]);
  return `ADD ${fresh(random)} ${type} ${random.pick(["UNIQUE", "UNIQUE KEY", "CHECK (1 > 0)", "REFERENCES parent (id)", "NOT NULL AUTO_INCREMENT UNIQUE", "AUTO_INCREMENT PRIMARY KEY", "PRIMARY KEY"])}`;
};

const several: Writer = (random) => {
  const columns = [0, 1].map(() => `${fresh(random)} ${columnDefinition(random)}`);
  return `ADD COLUMN (${columns.join(", ")})`;
};

const changeDefault: Writer = (random, shape) => {
  const { name, type } = random.pick(shape.columns);
  const value = literalDefault(random, type.toUpperCase()) ?? "NULL";
  const literal = /^(CURRENT|NOW)/.test(value) ? "NULL" : value;
  return `ALTER ${random.pick(["", "COLUMN "])}${name} ${random.chance(0.5) ? `SET DEFAULT ${literal}` : "DROP DEFAULT"}`;
};

const tableOption: Writer = (random) =>
  random.pick([
    "COMMENT = 'new'",
    "ROW_FORMAT = DYNAMIC",
    "ROW_FORMAT = COMPRESSED",
    "ROW_FORMAT = REDUNDANT",
    "ROW_FORMAT = COMPACT",
    "STATS_AUTO_RECALC = 1",
    "MIN_ROWS = 10, AVG_ROW_LENGTH = 50",
    "CHECKSUM = 1",
    "DELAY_KEY_WRITE = 1",
    "PACK_KEYS = 1",
    "COMPRESSION = 'zlib'",
    "ENCRYPTION = 'N'",
    "AUTOEXTEND_SIZE = 4M",
    "TABLESPACE innodb_file_per_table",
    "TABLESPACE innodb_system",
    "CONVERT TO CHARACTER SET ascii",
    "DEFAULT COLLATE utf8mb4_bin",
    "KEY_BLOCK_SIZE = 8",
    "AUTO_INCREMENT = 500",
    "STATS_PERSISTENT = 0",
    "STATS_SAMPLE_PAGES = 20",
    "DEFAULT CHARACTER SET latin1",
    "DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin",
    "CONVERT TO CHARACTER SET utf8mb4",
    "CONVERT TO CHARACTER SET latin1",
    "CONVERT TO CHARSET utf8mb4 COLLATE utf8mb4_bin",
    "ENGINE = InnoDB",
    "ENGINE = MyISAM",
    "FORCE",
    "ORDER BY n",
    "MAX_ROWS = 1000",
    "DISABLE KEYS",
  ]);

const writers: readonly Writer[] = [
  addColumn,
  addColumn,
  addColumn,
  dropColumn,
  dropColumn,
  modify,
  modify,
  modify,
  modify,
  generatedColumn,
  inlineKey,
  several,
  changeDefault,
  tableOption,
  tableOption,
  (random, shape) => `RENAME COLUMN ${random.pick(names(shape))} TO ${fresh(random)}`,
  (random, shape) => `ALTER ${random.pick(names(shape))} SET ${random.pick(["VISIBLE", "INVISIBLE"])}`,
  (random, shape) => `ADD ${index(random, shape.columns)}`,
  (random, shape) => `ADD ${index(random, shape.columns)}`,
  (random, shape) => `ADD PRIMARY KEY (${random.some(names(shape), 2).join(", ")})`,
  (random, { indexes, columns }) =>
    indexes.includes("PRIMARY")
      ? `DROP PRIMARY KEY, ADD PRIMARY KEY (${random.pick(columns).name}, ${random.pick(columns).name})`
      : undefined,
  (random, shape) => {
    const [a, b] = [random.pick(names(shape)), random.pick(names(shape))];
    return `RENAME COLUMN ${a} TO ${b}, RENAME COLUMN ${b} TO ${a}`;
  },
  (random, { indexes, columns }) =>
    indexes.length > 0 ? `DROP INDEX \`${random.pick(indexes)}\`, ADD ${index(random, columns)}` : undefined,
  (_, { indexes }) => (indexes.includes("PRIMARY") ? "DROP PRIMARY KEY" : undefined),
  named("indexes", (name) => `DROP INDEX ${name}`),
  named("indexes", (name) => `DROP KEY ${name}`),
  (random, { indexes }) =>
    indexes.length > 0 ? `RENAME INDEX \`${random.pick(indexes)}\` TO k${random.int(99)}` : undefined,
  (random, { indexes }) =>
    indexes.length > 0
      ? `ALTER INDEX \`${random.pick(indexes)}\` ${random.pick(["INVISIBLE", "VISIBLE"])}`
      : undefined,
  (random) => `ADD ${foreignKey(random)}`,
  named("foreignKeys", (name) => `DROP FOREIGN KEY ${name}`),
  named("foreignKeys", (name) => `DROP CONSTRAINT ${name}`),
  (random) => `ADD ${check(random)}`,
  named("checks", (name) => `DROP CHECK ${name}`),
  named("checks", (name) => `ALTER CHECK ${name} NOT ENFORCED`),
  named("checks", (name) => `ALTER CHECK ${name} ENFORCED`),
  (random, shape) => {
    const type = columnType(random);
    return `CHANGE ${random.pick(names(shape))} ${fresh(random)} ${type} ${attributes(random, type)}`;
  },
];

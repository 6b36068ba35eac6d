import { isText } from "../../schema/charset.ts";
import type { ClauseOf } from "../../sql/clause.ts";
import type { ColumnDefinition, ColumnType } from "../../sql/definition.ts";
import type { Engine } from "../../sql/engine.ts";
import {
  copy,
  type Effect,
  inplace,
  instant,
  rebuild,
  rebuildShared,
  type Situation,
  together,
} from "./effect.ts";
import { becomesIndexed, isInnodb } from "./table-facts.ts";
import { typeChange } from "./type-change.ts";

/** The same engine again rebuilds the table; another one copies it. */
export function changeEngineCost({ options }: ClauseOf<"change-engine">, { table }: Situation): Effect {
  return isInnodb(table) && /^innodb$/i.test(options.get("ENGINE") ?? "") ? rebuild : copy;
}

/** Options that InnoDB keeps or ignores without touching rows, and those that rebuild (manual 17.12.1, "Table Operations"). */
const optionEffects: Record<string, Effect> = {
  ROW_FORMAT: rebuild,
  KEY_BLOCK_SIZE: rebuild,
  AUTO_INCREMENT: inplace,
  STATS_PERSISTENT: inplace,
  STATS_SAMPLE_PAGES: inplace,
  STATS_AUTO_RECALC: inplace,
  COMPRESSION: inplace,
  MAX_ROWS: inplace,
  MIN_ROWS: inplace,
  AVG_ROW_LENGTH: inplace,
  CHECKSUM: inplace,
  INSERT_METHOD: inplace,
  PACK_KEYS: inplace,
  DELAY_KEY_WRITE: inplace,
  AUTOEXTEND_SIZE: inplace,
};

/** An option that is not listed counts as a copy, unless nothing changes. */
export function tableOption({ options }: ClauseOf<"table-option">, { table }: Situation): Effect {
  const effects = [...(options ?? [])].map(([name, value]) =>
    name === "ENCRYPTION" && isEncrypted(value) === isEncrypted(table.options.get(name))
      ? inplace
      : (optionEffects[name] ?? copy),
  );
  return effects.reduce(together, inplace);
}

function isEncrypted(value = "N"): boolean {
  return !/^'?n'?$/i.test(value);
}

/** Every text column is converted: in place only where none needs its rows rewritten. */
export function convertCharsetCost(
  { options }: ClauseOf<"convert-charset">,
  situation: Situation,
): Effect | undefined {
  const { table, engine } = situation;
  const charset = options.get("CHARSET");
  if (!table.complete || charset === undefined || charset === "DEFAULT") return undefined;
  const collation = options.get("COLLATE");
  let effect = inplace;
  for (const column of table.columns) {
    if (!isText(column.type)) continue;
    const one = convertColumn(column, { charset, collation }, becomesIndexed(situation, column.name), engine);
    if (!one) return undefined;
    effect = together(effect, one);
  }
  return effect;
}

function convertColumn(
  { type, generated }: ColumnDefinition,
  { charset, collation }: Pick<ColumnType, "charset" | "collation">,
  indexed: boolean,
  engine: Engine,
): Effect | undefined {
  const change = typeChange(type, { ...type, charset, collation }, engine);
  if (change === "unknown") return undefined;
  if (change === "same") return inplace;
  if (indexed || (generated && engine.flavour === "mariadb")) return copy;
  // The labels of ENUM and SET stand in the table's definition; the rows hold numbers.
  if (type.members.length > 0) return inplace;
  if (change !== "text") return copy;
  if (type.name === "varchar") return inplace;
  // A TEXT that gets wider characters becomes a larger type.
  return type.charset === charset || type.name === "char" ? rebuildShared : copy;
}

/** RANGE and LIST get an empty partition; HASH and KEY spread every row anew (manual 17.12.1, "Partitioning Operations"). */
export function addPartitionCost(_: unknown, { table }: Situation): Effect {
  const method = table.partitioning?.method;
  return method === "range" || method === "list" ? inplace : rebuildShared;
}

/**
 * The server takes any ALGORITHM for these and heeds none. OPTIMIZE rebuilds every partition while writers go on, as was
 * seen, though the manual (17.12.1) says that they wait; the others but REBUILD copy no row.
 */
export function maintainPartition({ operation }: ClauseOf<"maintain-partition">): Effect {
  if (operation === "OPTIMIZE") return rebuild;
  return operation === "REBUILD" ? rebuildShared : instant;
}

/** DISCARD and IMPORT take no ALGORITHM, keep everybody out, and leave another table behind: as bad as a copy. */
export function tablespace({ changes }: ClauseOf<"tablespace">): Effect {
  return changes === "option" ? rebuild : copy;
}

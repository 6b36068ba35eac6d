import { quoteName } from "../../sql/write/quote.ts";
import { stateColumn, type UndoPlan } from "./kept.ts";

/** A statement of a migration that ran, and what can be done about it. */
export interface UndoneStatement {
  /** 1-based. */
  line: number;
  type: string;
  /** What brings its rows back; empty = nothing does. */
  plans: readonly UndoPlan[];
  rows: number;
  /** Whole sentences: what does not come back. */
  lost: readonly string[];
}

/** Settings under which every value that the tables hold goes back as it is. */
const session = [
  "SET time_zone = '+00:00';",
  "SET sql_mode = 'STRICT_ALL_TABLES,ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO';",
];

/**
 * A migration that undoes another one, the last statement first. The rows are in tables beside the ledger, of one name in
 * every environment, so that the file brings back what each of them lost.
 * @param home the database that the file runs in: names in it are written without it.
 */
export function writeUndo(path: string, home: string, statements: readonly UndoneStatement[]): string {
  const parts = [...statements].reverse().map((one) => writeStatement(one, home));
  const brings = statements.some(({ plans }) => plans.length > 0);
  const head = [
    `-- Undoes ${oneLine(path)}, as far as its rows were kept. Written by \`tollgate undo\`; read it before you merge it.`,
    ...(brings
      ? [
          "-- The rows come from tables named tollgate_undo_…, which `tollgate undo --forget` drops.",
          "-- A row that was changed, or whose key was taken, since then is left as it is.",
        ]
      : []),
  ];
  return `${[head.join("\n"), ...(brings ? [session.join("\n")] : []), ...parts].join("\n\n")}\n`;
}

function writeStatement({ line, type, plans, rows, lost }: UndoneStatement, home: string): string {
  const what = `-- Line ${line}, ${type.replaceAll("_", " ")}`;
  const marks = lost.map((one) => `-- cannot come back: ${oneLine(one)}`);
  const count = plans.length > 0 ? `: ${rows} ${rows === 1 ? "row" : "rows"}` : "";
  return [`${what}${count}`, ...marks, ...plans.map((plan) => bringBack(plan, home))].join("\n");
}

function bringBack(plan: UndoPlan, home: string): string {
  const { database, name } = plan.table;
  const own = database === home ? quoteName(name) : `${quoteName(database)}.${quoteName(name)}`;
  return plan.kind === "delete" ? insertBack(plan, own) : updateBack(plan, own);
}

function insertBack({ keptIn, key, columns }: UndoPlan, own: string): string {
  const names = columns.map(quoteName).join(", ");
  const values = columns.map((name) => `b.${quoteName(name)}`).join(", ");
  const taken = `SELECT 1 FROM ${own} AS t WHERE ${equal("t", "b", key)}`;
  return [
    `INSERT INTO ${own} (${names})`,
    `SELECT ${values}`,
    `FROM ${quoteName(keptIn)} AS b WHERE b.${stateColumn} = 'before' AND NOT EXISTS (${taken});`,
  ].join("\n");
}

function updateBack(plan: UndoPlan, own: string): string {
  const { keptIn, key, assigned, moved } = plan;
  const kept = (alias: string, state: string) =>
    `JOIN ${quoteName(keptIn)} AS ${alias} ON ${alias}.${stateColumn} = '${state}' AND ${equal(alias, "t", key)}`;
  const sets = [
    ...assigned.map((name) => `t.${quoteName(name)} = b.${quoteName(name)}`),
    // What the server wrote by itself goes back where nothing has written it since.
    ...moved.map((name) => {
      const [is, after, before] = ["t", "a", "b"].map((one) => `${one}.${quoteName(name)}`);
      return `t.${quoteName(name)} = IF(${is} <=> ${after}, ${before}, ${is})`;
    }),
  ];
  return [
    `UPDATE ${own} AS t`,
    kept("b", "before"),
    kept("a", "after"),
    `SET ${sets.join(", ")}`,
    `WHERE ${assigned.map((name) => same("t", "a", name)).join(" AND ")};`,
  ].join("\n");
}

const name = "`(?:[^`]|``)+`";
const written = new RegExp(
  [
    `^UPDATE (?:${name}\\.)?${name} AS t`,
    "JOIN `(tollgate_undo_[0-9a-f]{16}_\\d+)` AS b ON b\\.tollgate_state = 'before' AND .+",
    "JOIN `\\1` AS a ON a\\.tollgate_state = 'after' AND .+",
    `SET (?:(?:, )?t\\.(${name}) = (?:b\\.\\2|IF\\(t\\.\\2 <=> a\\.\\2, b\\.\\2, t\\.\\2\\)))+`,
    "WHERE CAST\\(t\\..+$",
  ].join("\\n"),
  "mu",
);

/** An UPDATE as `writeUndo` writes it: the rows that it changes stand in its own kept rows, as they are now. */
export function isWrittenUndo(text: string): boolean {
  return written.test(text);
}

interface ChangedRows {
  /** Of statements after it in the file: what they touched is theirs to compare, and goes back first. */
  later: readonly UndoPlan[];
  limit: number;
}

/** Keys of rows that the undo leaves as they are, since they are not as the statement left them; each value as text. */
export function selectChanged(
  { database }: { database: string },
  plan: UndoPlan,
  { later, limit }: ChangedRows,
): string {
  const { kind, table, keptIn, key, assigned } = plan;
  const at = (name: string, place = database) => `${quoteName(place)}.${quoteName(name)}`;
  const select = `SELECT ${key.map((name) => `b.${quoteName(name)}`).join(", ")} FROM ${at(keptIn)} AS b`;
  const theirs = later
    .filter((one) => one.table.name === table.name && one.table.database === table.database)
    .map((one) => ` AND NOT EXISTS (SELECT 1 FROM ${at(one.keptIn)} AS l WHERE ${equal("l", "b", key)})`);
  const before = `b.${stateColumn} = 'before'${theirs.join("")}`;
  const own = at(table.name, table.database);
  if (kind === "delete")
    return `${select} JOIN ${own} AS t ON ${equal("t", "b", key)} WHERE ${before} LIMIT ${limit}`;
  const after = `JOIN ${at(keptIn)} AS a ON a.${stateColumn} = 'after' AND ${equal("a", "b", key)}`;
  const differs = assigned.map((name) => same("t", "a", name)).join(" AND ");
  return `${select} ${after} LEFT JOIN ${own} AS t ON ${equal("t", "b", key)} WHERE ${before} AND (t.${quoteName(key[0] ?? "")} IS NULL OR NOT (${differs})) LIMIT ${limit}`;
}

function equal(one: string, other: string, key: readonly string[]): string {
  return key.map((name) => `${one}.${quoteName(name)} = ${other}.${quoteName(name)}`).join(" AND ");
}

/** Byte by byte: a collation may take two texts for one. */
function same(one: string, other: string, name: string): string {
  return `CAST(${one}.${quoteName(name)} AS BINARY) <=> CAST(${other}.${quoteName(name)} AS BINARY)`;
}

/** In a comment that ends with its line. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ");
}

import type { Connection, RowDataPacket } from "mysql2/promise";
import type { Engine } from "../../../src/core/sql/engine.ts";
import type { Alteration } from "../generate/alteration.ts";

/** What a statement costs: what the server was seen to do, or what we say it does. */
export interface Answer {
  algorithm: string | undefined;
  lock: string | undefined;
  rebuilds: boolean | undefined;
}

/** From the mildest on; the first that the server takes is what it can do. */
const attempts = [
  { algorithm: "INSTANT", lock: "NONE", modifiers: "ALGORITHM=INSTANT" },
  { algorithm: "INPLACE", lock: "NONE", modifiers: "ALGORITHM=INPLACE, LOCK=NONE" },
  { algorithm: "INPLACE", lock: "SHARED", modifiers: "ALGORITHM=INPLACE, LOCK=SHARED" },
  { algorithm: "COPY", lock: "NONE", modifiers: "ALGORITHM=COPY, LOCK=NONE" },
  { algorithm: "COPY", lock: "SHARED", modifiers: "ALGORITHM=COPY, LOCK=SHARED" },
] as const;

/** ER_ALTER_OPERATION_NOT_SUPPORTED and ER_ALTER_OPERATION_NOT_SUPPORTED_REASON: another algorithm or lock may do. */
const notThisWay = new Set([1845, 1846]);

/** Runs the statement the mildest way that the server takes; undefined = it takes it in none. */
export async function askServer(
  connection: Connection,
  alteration: Alteration,
  engine: Engine,
): Promise<Answer | undefined> {
  const before = await tableIds(connection, engine);
  for (const { algorithm, lock, modifiers } of attempts) {
    try {
      await connection.query(`ALTER TABLE t ${modifiers}${alteration.separator}${alteration.clauses}`);
    } catch (error) {
      if (notThisWay.has(Number(Object(error).errno))) continue;
      return undefined;
    }
    const rebuilt = isRebuilt(before, await tableIds(connection, engine), alteration.clauses);
    // MariaDB takes INSTANT for some operations and copies the table all the same.
    if (algorithm === "INSTANT" && rebuilt) return { algorithm: "COPY", lock: "SHARED", rebuilds: true };
    return { algorithm, lock, rebuilds: algorithm === "COPY" || rebuilt };
  }
  return undefined;
}

type TableIds = ReadonlyMap<string, number>;

/** InnoDB gives a table that it writes anew another id; of a partitioned table each partition is one. */
async function tableIds(connection: Connection, { flavour }: Engine): Promise<TableIds> {
  const list = flavour === "mysql" ? "INNODB_TABLES" : "INNODB_SYS_TABLES";
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT LOWER(NAME) AS name, TABLE_ID AS id FROM information_schema.${list}
     WHERE NAME = CONCAT(DATABASE(), '/t') OR LOWER(NAME) LIKE CONCAT(DATABASE(), '/t#p#%')`,
  );
  return new Map(rows.map(({ name, id }) => [name, id]));
}

/** Partitions that only come or only go, or are emptied, are no rows written anew; a table that went is another engine's. */
function isRebuilt(before: TableIds, after: TableIds, clauses: string): boolean {
  if (clauses.startsWith("TRUNCATE PARTITION")) return false;
  const gone = [...before.keys()].filter((name) => !after.has(name));
  const come = [...after.keys()].filter((name) => !before.has(name));
  const others = [...before].some(([name, id]) => after.has(name) && after.get(name) !== id);
  return others || (gone.length > 0 && (come.length > 0 || after.size === 0));
}

const order = {
  algorithm: ["INSTANT", "INPLACE", "COPY"],
  lock: ["NONE", "SHARED", "EXCLUSIVE"],
  rebuilds: [false, true],
} as const;

/** What the prediction takes for milder than the server does. What it cannot tell counts as the worst. */
export function milder(predicted: Answer, seen: Answer): (keyof Answer)[] {
  return (["algorithm", "lock", "rebuilds"] as const).filter((what) => {
    const ranks: readonly unknown[] = order[what];
    return predicted[what] !== undefined && ranks.indexOf(predicted[what]) < ranks.indexOf(seen[what]);
  });
}

import type { Marked, Marks } from "./history.ts";

interface Batched {
  table: string;
  /** `UPDATE MARK t SET …`, or `DELETE MARK FROM t`, up to its WHERE. */
  sql: string;
  where: string;
  /** Of all rows of the table, in order; the statement changes some in each batch. */
  ids: readonly number[];
  size: number;
}

/** A statement in batches: the log has each of them by the place where it ends, and none of them twice. */
export function inBatches(marks: Marks, kind: string, { table, sql, where, ids, size }: Batched): Marked {
  const ends = ids.filter((_, i) => (i + 1) % size === 0 || i === ids.length - 1);
  const whole = marks.rows(kind, `${sql} WHERE ${where}`);
  const mark = /\/\*.*?\*\//.exec(whole.sql)?.[0] ?? "";
  const own = sql.replace("MARK", mark);
  const effects = ends.map((end, i) => ({
    trace: new RegExp(`^rows: .*${mark.replace(/[*/]/g, "\\$&")}.*\`id\` <= ${end}$`, "s"),
    byHand: `${own} WHERE (${where}) AND ${i === 0 ? "" : `\`${table}\`.\`id\` > ${ends[i - 1]} AND `}\`${table}\`.\`id\` <= ${end}`,
  }));
  return { ...whole, sql: `-- tollgate:batch ${size}\n${whole.sql}`, effects };
}

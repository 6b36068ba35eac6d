import type { Connection } from "mysql2/promise";
import type { Row, Server } from "../outside/server.ts";
import type { BinaryLog } from "./binary-log.ts";
import type { Marked, MarkedFile } from "./history.ts";

/** What took effect, by the server's own log, and the person who answers from it. */
export interface Truth {
  /** How often each effect of a statement is in the log, as of the last look. */
  counts(statement: Marked): number[];
  /** Reads what the log has by now; each of the next does so first. */
  look(): Promise<void>;
  /** Statements that the ledger calls done and the log does not have. */
  believedWrongly(): Promise<string[]>;
  /** Of the statements first … last of a file, counted from 1. */
  ofUnit(file: string, first: number, last: number): Promise<"all" | "none" | "part">;
  /** Does by hand, in one session, what of a file's statements up to this one is not in the log. */
  completeByHand(file: string, last: number): Promise<void>;
  /** The last statement of the unit that the ledger has open. */
  endOfUnit(file: string, first: number): Promise<number>;
}

interface Place {
  server: Server;
  database: string;
  files: readonly MarkedFile[];
  log: BinaryLog;
  /** Events before this one belong to earlier lives of the database. */
  since: number;
}

export function truthOf({ server, database, files, log, since }: Place): Truth {
  const own: string[] = [];
  let read = since;
  const look = async () => {
    const events = await log.read();
    own.push(...events.slice(read).filter((event) => event.includes(database)));
    read = events.length;
  };
  const counts: Truth["counts"] = ({ effects }) =>
    effects.map(({ trace }) => own.filter((event) => trace.test(event)).length);
  const statementsOf = (path: string) => files.find((file) => file.path === path)?.statements ?? [];
  const ledger = () => server.query("SELECT * FROM tollgate_ledger ORDER BY id", database).catch(() => []);
  return {
    counts,
    look,
    async believedWrongly() {
      const wrong: string[] = [];
      const done = doneIn(await ledger());
      await look();
      for (const { path, number } of done) {
        const statement = statementsOf(path)[number - 1];
        if (statement?.times === 1 && counts(statement).includes(0))
          wrong.push(`${path} ${number}: ${statement.sql}`);
      }
      return wrong;
    },
    async ofUnit(path, first, last) {
      await look();
      const unit = statementsOf(path).slice(first - 1, last);
      const all = unit.filter(({ times }) => times === 1).flatMap(counts);
      if (all.every((n) => n === 0)) return "none";
      return all.every((n) => n > 0) ? "all" : "part";
    },
    async completeByHand(path, last) {
      await look();
      const session = await server.connect(database);
      for (const statement of statementsOf(path).slice(0, last))
        await doMissing(session, statement, counts(statement));
      await session.query("COMMIT; UNLOCK TABLES");
      session.destroy();
    },
    async endOfUnit(path, first) {
      const rows = (await ledger()).filter((row) => row.path === path && row.through !== undefined);
      const open = rows.findLast((row) => Number(row.statement) === first && row.event !== "run");
      return Math.max(first, Number(open?.through ?? first));
    },
  };
}

/** What leaves no trace is session state, which may be made again; some of it needs what is gone by now. */
async function doMissing(
  session: Connection,
  { sql, effects, times }: Marked,
  found: readonly number[],
): Promise<void> {
  if (effects.length === 0) return void (await session.query(sql).catch(() => {}));
  if (times === 0) return;
  for (const [i, { byHand }] of effects.entries()) if (found[i] === 0) await session.query(byHand);
}

/** Of either form of the ledger; statements are counted from 1 here, and from 0 in its first form. */
function doneIn(rows: readonly Row[]): { path: string; number: number }[] {
  return rows.flatMap((row) => {
    const path = String(row.path);
    if (row.status === "done") return [{ path, number: Number(row.statement) + 1 }];
    if (row.event !== "done" || Number(row.statement) === 0) return [];
    const first = Number(row.statement);
    const last = Math.max(first, Number(row.through ?? first));
    return Array.from({ length: last - first + 1 }, (_, i) => ({ path, number: first + i }));
  });
}

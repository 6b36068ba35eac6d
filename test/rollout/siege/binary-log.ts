import type { RowDataPacket } from "mysql2/promise";
import type { Server } from "../outside/server.ts";

/** What the server itself wrote down, in order, since the log was opened here. */
export interface BinaryLog {
  /** `text: …` of each statement that is logged as text, `rows: …` of each that changed rows. */
  read(): Promise<readonly string[]>;
}

const kinds: Record<string, string> = { Query: "text", Rows_query: "rows", Annotate_rows: "rows" };

/** Follows the log from where it stands now; several readers may wait for the same read. */
export async function openBinaryLog(server: Server): Promise<BinaryLog> {
  const events: string[] = [];
  let [file, position] = await whereIsIt(server);
  let turn: Promise<unknown> = Promise.resolve();

  async function readOn(): Promise<void> {
    for (const name of await filesFrom(server, file)) {
      if (name !== file) [file, position] = [name, 4];
      const [rows] = await server.root.query<RowDataPacket[]>(
        `SHOW BINLOG EVENTS IN '${file}' FROM ${position}`,
      );
      for (const { Event_type, Info, End_log_pos } of rows) {
        const kind = kinds[Event_type];
        if (kind && !/tollgate_ledger/.test(Info)) events.push(`${kind}: ${Info}`);
        position = Math.max(position, Number(End_log_pos));
      }
    }
  }

  return {
    async read() {
      // While an event is written, its reader may be told that the log ends within it; a killed server comes back.
      const read = turn.then(() => withRetries(readOn));
      turn = read.catch(() => {});
      await read;
      return events;
    },
  };
}

async function withRetries(act: () => Promise<void>, tries = 300): Promise<void> {
  await act().catch(async (error) => {
    if (tries === 0) throw error;
    await new Promise((resolve) => setTimeout(resolve, 50));
    await withRetries(act, tries - 1);
  });
}

async function whereIsIt(server: Server): Promise<[file: string, position: number]> {
  const command = server.flavour === "mysql" ? "SHOW BINARY LOG STATUS" : "SHOW MASTER STATUS";
  const [rows] = await server.root.query<RowDataPacket[]>(command);
  return [String(rows[0]?.File), Number(rows[0]?.Position)];
}

/** A server that was killed goes on in a new file. */
async function filesFrom(server: Server, first: string): Promise<string[]> {
  const [rows] = await server.root.query<RowDataPacket[]>("SHOW BINARY LOGS");
  return rows.map(({ Log_name }) => String(Log_name)).filter((name) => name >= first);
}

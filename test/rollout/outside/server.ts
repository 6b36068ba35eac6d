import { readFileSync } from "node:fs";
import { type Connection, createConnection, type RowDataPacket } from "mysql2/promise";
import { startFlavour } from "../../../sandbox/mysql/start-flavour.ts";
import type { Flavour } from "../../../sandbox/mysql/way.ts";

export type Row = Record<string, unknown>;

/** A private server, seen as root sees it, past the tool. */
export interface Server {
  flavour: Flavour;
  port: number;
  /** `mysql://root@127.0.0.1:PORT` */
  url: string;
  root: Connection;
  /** Many statements at once; the rows of the last one. */
  query(sql: string, database?: string): Promise<Row[]>;
  /** A session of its own, of any account. */
  connect(database?: string, user?: string): Promise<Connection>;
  /** kill -9; it is back when this is done. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export const flavours = ["mysql", "mariadb"] as const satisfies readonly Flavour[];

/**
 * The binary log is on and has each statement's text, also where it keeps rows. Nothing waits for a disk, but a commit
 * leaves the process, so that only the machine's own end could undo it.
 */
const options: Record<Flavour, readonly string[]> = {
  mysql: ["--log-bin=binlog", "--server-id=1", "--sync-binlog=0", "--binlog-rows-query-log-events=ON"],
  mariadb: ["--log-bin=binlog", "--server-id=1", "--binlog-format=ROW", "--binlog-annotate-row-events=ON"],
};

export async function startServer(flavour: Flavour, more: readonly string[] = []): Promise<Server> {
  const started = await startFlavour(flavour, {
    options: [
      ...options[flavour],
      "--innodb-flush-log-at-trx-commit=2",
      "--log-bin-trust-function-creators=ON",
      ...more,
    ],
    log: () => {},
  });
  const { url } = started;
  const port = Number(new URL(url).port);
  let back: Promise<unknown> = Promise.resolve();
  const dial = (database?: string, user = "root") =>
    createConnection({
      host: "127.0.0.1",
      port,
      user,
      multipleStatements: true,
      ...(database !== undefined && { database }),
    });
  const connect: Server["connect"] = (...args) => back.then(() => dial(...args));
  const server: Server = {
    flavour,
    port,
    url,
    root: await connect(),
    connect,
    async query(sql, database) {
      const connection = await connect(database);
      try {
        const [rows] = await connection.query<RowDataPacket[]>(sql);
        const last = Array.isArray(rows) && Array.isArray(rows.at(-1)) ? rows.at(-1) : rows;
        return Array.isArray(last) ? last.map((row) => ({ ...row })) : [];
      } finally {
        connection.destroy();
      }
    },
    async kill() {
      const [file] = await server.query("SELECT @@pid_file AS name");
      server.root.on("error", () => {});
      server.root.destroy();
      process.kill(Number(readFileSync(String(file?.name), "utf8")), "SIGKILL");
      const found = again(() => dial());
      back = found;
      server.root = await found;
    },
    async stop() {
      server.root.destroy();
      await started.stop();
    },
  };
  return server;
}

/** Until the server is back. */
async function again<Result>(act: () => Promise<Result>, tries = 300): Promise<Result> {
  await new Promise((resolve) => setTimeout(resolve, 100));
  return act().catch((error) => {
    if (tries === 0) throw error;
    return again(act, tries - 1);
  });
}

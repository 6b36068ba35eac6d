import { performance } from "node:perf_hooks";
import type { Connection, ResultSetHeader } from "mysql2/promise";
import type { ServerAnswer } from "../operations/ports/target-session.ts";
import { StatementError } from "../operations/rollout/statement-error.ts";
import { serverNumber } from "./has-number.ts";

/** https://dev.mysql.com/doc/dev/mysql-server/latest/mysql__com_8h.html */
const statusFlags = { inTransaction: 1, autocommit: 2 };

/** What the driver's callback interface gives, which its types of promises leave out. */
interface CoreConnection {
  /** How the driver writes text: it follows the session's character_set_client. */
  config: { charsetNumber: number };
  query(options: object, done: (error: Error | null, result: unknown) => void): object;
}

interface Packet {
  isEOF(): boolean;
  eofStatusFlags(): number;
}

interface RowReader {
  row(packet: Packet, connection: object): unknown;
}

/** The status after the last row of an answer, which the driver reads and drops; by the driver's connection. */
const statusBehindRows = new WeakMap<object, number>();
const wrapped = new WeakSet<object>();

/** utf8mb4_general_ci */
const asUtf8 = 45;

/** One COM_QUERY: the file's own bytes, whatever the server is told to take them for. Throws StatementError; anything else that it throws is no answer of the server's. */
export async function sendStatement(connection: Connection, sql: string): Promise<ServerAnswer> {
  const core = (connection as unknown as { connection: CoreConnection }).connection;
  const started = performance.now();
  const elapsed = () => Math.round((performance.now() - started) * 10) / 10;
  statusBehindRows.delete(core);
  core.config.charsetNumber = asUtf8;
  const result = await new Promise<unknown>((resolve, reject) => {
    const command = core.query({ sql, rowsAsArray: true }, (error, answer) =>
      error ? reject(error) : resolve(answer),
    );
    keepStatus(Object.getPrototypeOf(command));
  }).catch((cause: unknown) => {
    throw asStatementError(cause, elapsed());
  });
  const header = lastHeader(result);
  const status = header?.serverStatus ?? statusBehindRows.get(core);
  const flags = status === undefined ? await askFlags(connection) : readFlags(status);
  return {
    ms: elapsed(),
    rows: header?.affectedRows ?? 0,
    warnings: header?.warningStatus ?? 0,
    ...flags,
  };
}

/** DO 0 is answered with the flags; it resets ROW_COUNT(), which nobody reads after an error. */
export async function askFlags(
  connection: Connection,
): Promise<Pick<ServerAnswer, "autocommit" | "inTransaction">> {
  const [result] = await connection.query("DO 0");
  return readFlags(lastHeader(result)?.serverStatus ?? 0);
}

function readFlags(status: number) {
  return {
    inTransaction: (status & statusFlags.inTransaction) !== 0,
    autocommit: (status & statusFlags.autocommit) !== 0,
  };
}

/** The final EOF packet of rows carries the flags as the OK packet of others does. */
function keepStatus(prototype: RowReader): void {
  if (wrapped.has(prototype)) return;
  wrapped.add(prototype);
  const { row } = prototype;
  prototype.row = function keepStatusOf(packet, connection) {
    if (packet.isEOF()) statusBehindRows.set(connection, packet.eofStatusFlags());
    return row.call(this, packet, connection);
  };
}

/** A procedure answers with result sets and a header at the end; a SELECT with rows alone. */
function lastHeader(result: unknown): ResultSetHeader | undefined {
  const last = Array.isArray(result) ? result.at(-1) : result;
  return typeof last === "object" && last !== null && "serverStatus" in last
    ? (last as ResultSetHeader)
    : undefined;
}

export function asStatementError(cause: unknown, ms: number): unknown {
  const number = serverNumber(cause);
  const said = cause instanceof Error ? cause.message : String(cause);
  return number === undefined
    ? cause
    : new StatementError(number, `${said} (error ${number})`, ms, { cause });
}

import type { Connection, RowDataPacket } from "mysql2/promise";
import type { Target } from "../core/policy/policy.ts";
import type { ReplicaReading } from "../core/rollout/replica-lag.ts";
import { UserError } from "../operations/user-error.ts";
import { answerIn } from "./answer-in.ts";
import { dial } from "./connect.ts";
import { hasNumber, serverNumber, syntaxError } from "./has-number.ts";
import { readLastId, readMoment } from "./ledger-table.ts";
import { serverOptions } from "./server-options.ts";
import type { Variables } from "./variables.ts";

/** A replica that says nothing in that time is read as one that cannot be reached. */
const replicaMs = 5_000;

interface Watching {
  /** The primary's session. */
  ledger: Connection;
  target: Target;
  variables: Variables;
}

export interface ReplicaWatch {
  read(byLedger: boolean): Promise<ReplicaReading[]>;
  close(): void;
}

interface Replica {
  name: string;
  dial(): Promise<Connection>;
}

/** Asks the replicas over connections of their own, which stay until `close`. */
export function watchReplicas({ ledger, target, variables }: Watching): ReplicaWatch {
  /** Those that the server named before: one that went away since is still a replica. */
  const known = new Map<string, Replica>();
  const open = new Map<string, Connection>();
  const drop = (name: string) => {
    open.get(name)?.destroy();
    open.delete(name);
  };
  /** Of the primary: its errors are not those of a replica. */
  const lacksFor = async (last: number | undefined) => {
    const at = last === undefined ? undefined : await readMoment(ledger, target.database, last + 1);
    return at === undefined ? undefined : Math.max(0, (Date.now() - Date.parse(at)) / 1_000);
  };
  const readOne = async (replica: Replica, byLedger: boolean): Promise<Read> => {
    const { name } = replica;
    try {
      const connection = open.get(name) ?? (await replica.dial());
      open.set(name, connection);
      const state = await replicaAnswer(readStatus(connection));
      const last = byLedger ? await replicaAnswer(readLastId(connection, target.database)) : undefined;
      return { name, ...state, last };
    } catch (error) {
      drop(name);
      return { name, behind: undefined, last: undefined, ...whyUnread(error) };
    }
  };
  return {
    async read(byLedger) {
      const listed = target.replicas
        ? namedReplicas(target, target.replicas, variables)
        : await listReplicas({ ledger, target, variables });
      if ("why" in listed) return [{ ...unread("of the server"), why: listed.why, lasting: true }];
      for (const one of listed.replicas) known.set(one.name, one);
      const read = await Promise.all([...known.values()].map((one) => readOne(one, byLedger)));
      const readings: ReplicaReading[] = [...listed.unreachable];
      for (const { last, ...one } of read) readings.push({ ...one, lacks: await lacksFor(last) });
      return readings;
    },
    close() {
      for (const name of [...open.keys()]) drop(name);
    },
  };
}

/** `last`: the newest row of the ledger that it has. */
type Read = Omit<ReplicaReading, "lacks"> & { last: number | undefined };

type Listed = { replicas: Replica[]; unreachable: ReplicaReading[] } | { why: string };

const unread = (name: string): ReplicaReading => ({ name, behind: undefined, lacks: undefined });

function namedReplicas(target: Target, names: readonly string[], variables: Variables): Listed {
  const replicas = names.map((connection) => ({
    name: connection,
    dial: async () => dialReplica(target, await serverOptions({ ...target, connection }, variables)),
  }));
  return { replicas, unreachable: [] };
}

/** MySQL since 8.0.22, and MariaDB with MySQL before. */
const lists = ["SHOW REPLICAS", "SHOW SLAVE HOSTS"];

async function listReplicas({ ledger, target, variables }: Watching): Promise<Listed> {
  for (const question of lists) {
    try {
      const [rows] = await ledger.query<RowDataPacket[]>(question);
      return fromList(rows, { ledger, target, variables });
    } catch (error) {
      const number = serverNumber(error);
      if (number === undefined) throw error;
      if (number !== syntaxError)
        return {
          why: `are not shown to this account (${(error as Error).message}): name them in \`replicas\` of the instance`,
        };
    }
  }
  return { why: "are not known: this server lists none. Name them in `replicas` of the instance" };
}

function fromList(rows: readonly RowDataPacket[], { target, variables }: Watching): Listed {
  const replicas: Replica[] = [];
  const unreachable: ReplicaReading[] = [];
  for (const row of rows) {
    const [host, port] = [String(row.Host ?? ""), Number(row.Port)];
    const name = `${host}:${port}`;
    if (host === "") {
      const why = "reports no host (report_host): name it in `replicas` of the instance";
      unreachable.push({ ...unread(`with server_id ${row.Server_Id ?? row.Server_id}`), why, lasting: true });
      continue;
    }
    const dialOne = async () => {
      const { socketPath: _, ...options } = await serverOptions(target, variables);
      return dialReplica(target, { ...options, host, port });
    };
    replicas.push({ name, dial: dialOne });
  }
  return { replicas, unreachable };
}

async function dialReplica(target: Target, options: Parameters<typeof dial>[1]): Promise<Connection> {
  const connection = await dial(target, { ...options, connectTimeout: replicaMs });
  connection.on("error", () => undefined);
  return connection;
}

const replicaAnswer = <Result>(answer: Promise<Result>) => answerIn(replicaMs, answer);

/** MariaDB for all its channels; MySQL since 8.0.22; before. */
const questions = ["SHOW ALL REPLICAS STATUS", "SHOW REPLICA STATUS", "SHOW SLAVE STATUS"];

/** Of several channels the one that is furthest behind. */
async function readStatus(connection: Connection): Promise<Pick<ReplicaReading, "behind" | "why">> {
  for (const question of questions) {
    const rows = await statusRows(connection, question);
    if (rows === undefined || rows.length === 0) continue;
    const stopped = rows.find((row) => secondsIn(row) === undefined);
    if (stopped) return { behind: undefined, why: whyStopped(stopped) };
    return { behind: Math.max(...rows.map((row) => secondsIn(row) ?? 0)) };
  }
  return { behind: undefined, why: "replicates from no server" };
}

function secondsIn(row: RowDataPacket): number | undefined {
  const seconds: unknown = row.Seconds_Behind_Source ?? row.Seconds_Behind_Master;
  return seconds === null || seconds === undefined ? undefined : Number(seconds);
}

function whyStopped(row: RowDataPacket): string {
  const said = String(row.Last_SQL_Error || row.Last_IO_Error || "");
  return `applies nothing (its replication is stopped${said === "" ? "" : `: ${said}`})`;
}

async function statusRows(connection: Connection, question: string): Promise<RowDataPacket[] | undefined> {
  try {
    const [rows] = await connection.query<RowDataPacket[]>(question);
    return rows;
  } catch (error) {
    if (hasNumber(error, syntaxError)) return undefined;
    throw error;
  }
}

/** A server that says no says it again. */
function whyUnread(error: unknown): { why: string; lasting?: true } {
  const cause = error instanceof UserError && error.cause !== undefined ? error.cause : error;
  const said = error instanceof Error ? error.message : String(error);
  const why = `cannot be asked how far it is behind (${said})`;
  const asked =
    serverNumber(cause) !== undefined || (error instanceof UserError && error.code !== "connection-refused");
  return asked ? { why, lasting: true } : { why };
}

import type { Target } from "../core/policy/policy.ts";
import type { SchemaSnapshot } from "../core/rollout/drift/schema-snapshot.ts";
import type { EvidenceObject, EvidenceReading } from "../core/rollout/evidence.ts";
import { evidenceKey } from "../core/rollout/evidence.ts";
import type { LedgerRow } from "../core/rollout/ledger/row.ts";
import type { ReplicaReading } from "../core/rollout/replica-lag.ts";
import type { Targets } from "../operations/ports/database.ts";
import type { ServerAnswer, TargetSession } from "../operations/ports/target-session.ts";
import type { TargetState } from "../operations/ports/target-state.ts";
import { StatementError } from "../operations/rollout/statement-error.ts";
import { UserError } from "../operations/user-error.ts";

/** A database in memory: it keeps what it was sent, and a schema that is the text of its definitions. */
interface MemoryDatabase {
  exists: boolean;
  ledger: LedgerRow[];
  /** undefined = there is none yet. */
  ledgerVersion: number | undefined;
  histories: string[];
  /** Every statement of a migration that took effect, in order. */
  ran: string[];
  schema: Map<string, string>;
  /** Throws what the server would say to a statement. */
  refuse(sql: string): void;
  /** What its replicas say, each time that they are asked. */
  replicas(): ReplicaReading[];
}

export interface MemoryTargets {
  /** By instance; every instance of the test has one database. */
  databases: Map<string, MemoryDatabase>;
  /** `look` and `open` with the instance, in order. */
  log: string[];
  targets: Targets;
}

export function memoryTargets(...instances: string[]): MemoryTargets {
  const databases = new Map(instances.map((instance) => [instance, memoryDatabase()]));
  const log: string[] = [];
  const find = ({ instance, connection }: Target) => {
    const database = databases.get(instance);
    if (database) return database;
    throw new UserError("connection-missing", `The connection ${connection} is not set here.`, "Set it.");
  };
  const targets: Targets = {
    async look(target) {
      log.push(`look ${target.instance}`);
      return stateOf(find(target));
    },
    async open(target) {
      log.push(`open ${target.instance}`);
      return sessionOf(find(target));
    },
  };
  return { databases, log, targets };
}

const server = { id: "memory", host: "here", port: 1, version: "9.7.4", started: "2026-01-01T00:00:00.000Z" };

function memoryDatabase(): MemoryDatabase {
  return {
    ...{ exists: true, ledger: [], ledgerVersion: undefined, histories: [], ran: [], schema: new Map() },
    refuse: () => undefined,
    replicas: () => [],
  };
}

function stateOf({ exists, ledger, ledgerVersion, histories, ran }: MemoryDatabase): TargetState {
  return {
    server,
    exists,
    isEmpty: ran.length === 0,
    rows: structuredClone(ledger),
    ledgerVersion,
    histories: [...histories],
  };
}

/** What is open and not committed yet. */
interface Transaction {
  rows: LedgerRow[];
  ran: string[];
}

function snapshotOf({ schema }: MemoryDatabase): SchemaSnapshot {
  return {
    objects: Object.fromEntries([...schema].map(([name, sql]) => [name, { "": { sql } }])),
    unseen: [],
  };
}

const ends = /^\s*(commit|rollback)\s*$/i;
const opens = /^\s*(begin|start\s+transaction)\s*$/i;
const defines = /^\s*(create|alter|drop|rename|truncate)\b/i;

function readEvidence({ ran, exists }: MemoryDatabase, objects: readonly EvidenceObject[]): EvidenceReading {
  const text = JSON.stringify(ran);
  const there = objects.filter(({ kind }) => kind !== "database" || exists);
  return {
    now: "2026-01-01 00:00:00",
    objects: Object.fromEntries(there.map((one) => [evidenceKey(one), { text }])),
  };
}

const plainTable = { engine: "InnoDB", triggers: [], showsTriggers: true, expressions: [] };

const tellsNothing: Pick<
  TargetSession,
  "rehearse" | "hold" | "describe" | "read" | "beginKeeping" | "noteKept" | "readInside"
> = {
  rehearse: async () => ({ can: true }),
  hold: async () => false,
  describe: async () => undefined,
  read: async () => [],
  beginKeeping: async () => undefined,
  noteKept: async () => undefined,
  readInside: async () => [],
};

function sessionOf(database: MemoryDatabase): TargetSession {
  let open: Transaction | undefined;
  const append = async (rows: readonly LedgerRow[]) => {
    if (rows[0]?.id !== database.ledger.length + 1)
      throw new UserError("ledger-taken", "Somebody else wrote to the ledger.", "Start again.");
    database.ledgerVersion ??= 2;
    database.ledger.push(...structuredClone(rows));
  };
  const commit = () => {
    database.ledger.push(...(open?.rows ?? []));
    database.ran.push(...(open?.ran ?? []));
    open = undefined;
  };
  const answer = (): ServerAnswer => ({
    ...{ ms: 1, rows: 1, warnings: 0, autocommit: true, inTransaction: open !== undefined },
  });
  return {
    ...{ server, connection: 1, settings: {}, overruled: [] },
    state: async () => stateOf(database),
    prepareLedger: async () => undefined,
    append,
    chainOf: async (id) => database.ledger.find((row) => row.id === id)?.chain,
    evidence: async ({ objects }) => readEvidence(database, objects),
    storage: async (tables) => tables.map((table) => ({ ...table, ...plainTable })),
    replicas: async () => database.replicas(),
    ...tellsNothing,
    routines: async (names) => names.map((name) => ({ ...name, body: undefined })),
    schema: async () => new Map(database.schema),
    snapshot: async () => snapshotOf(database),
    async send(sql) {
      if (opens.test(sql)) open = { rows: [], ran: [] };
      else if (/^\s*commit/i.test(sql)) commit();
      else if (ends.test(sql)) open = undefined;
      else run(sql);
      return answer();
    },
    token: async (rows) => {
      if (!open) throw new StatementError(1, "A token stands in no transaction.");
      open.rows.push(...structuredClone(rows));
    },
    flags: async () => ({ autocommit: true, inTransaction: open !== undefined }),
    changedRows: async () => open?.ran.length ?? 0,
    warnings: async () => [],
    reset: async () => {
      open = undefined;
    },
    close: async () => undefined,
  };

  function run(sql: string): void {
    database.refuse(sql);
    if (defines.test(sql)) {
      if (open) commit();
      database.schema.set(`STATEMENT ${database.schema.size}`, sql);
      database.exists ||= /^create database/i.test(sql);
    }
    (open ?? database).ran.push(sql);
  }
}

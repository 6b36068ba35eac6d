import { createHash } from "node:crypto";
import type { Target } from "../core/policy/policy.ts";
import type { LedgerRow } from "../core/rollout/rollout.ts";
import type { Executed, TargetSession, TargetState, Targets } from "../operations/ports/database.ts";
import { UserError } from "../operations/user-error.ts";

/** A database in memory: it keeps what it was sent, and a schema that is the text of its definitions. */
interface MemoryDatabase {
  exists: boolean;
  ledger: LedgerRow[];
  /** Every statement that ran, in order. */
  ran: string[];
  schema: Map<string, string>;
  /** Throws what the server would say to a statement. */
  refuse(sql: string): void;
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

function memoryDatabase(): MemoryDatabase {
  return { exists: true, ledger: [], ran: [], schema: new Map(), refuse: () => undefined };
}

function stateOf({ exists, ledger }: MemoryDatabase): TargetState {
  return { serverVersion: "9.7.4", exists, ledger: structuredClone(ledger) };
}

function sessionOf(database: MemoryDatabase): TargetSession {
  const record = (row: LedgerRow) => {
    const at = database.ledger.findIndex((one) => isSame(one, row));
    if (at < 0) database.ledger.push(row);
    else database.ledger[at] = row;
  };
  return {
    state: async () => stateOf(database),
    record: async (rows) => rows.forEach(record),
    reset: async () => undefined,
    async execute(sql, outcome) {
      database.refuse(sql);
      database.ran.push(sql);
      if (/^(create|alter|drop)/i.test(sql)) database.schema.set(`STATEMENT ${database.schema.size}`, sql);
      database.exists ||= /^create database/i.test(sql);
      const done: Executed = { durationMs: 1, affectedRows: 1, warnings: 0, inTransaction: false };
      if (outcome) record(outcome(done));
      return done;
    },
    probe: async () => ({
      everything: createHash("sha256").update(JSON.stringify(database.ran)).digest("hex"),
    }),
    schema: async () => new Map(database.schema),
    close: async () => undefined,
  };
}

function isSame(a: LedgerRow, b: LedgerRow): boolean {
  return a.project === b.project && a.path === b.path && a.sha256 === b.sha256 && a.statement === b.statement;
}

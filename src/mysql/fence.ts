import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Connection, RowDataPacket } from "mysql2/promise";
import type { Target } from "../core/policy/policy.ts";
import type { RunDetail } from "../core/rollout/ledger/row.ts";
import { UserError } from "../operations/user-error.ts";

/** Seconds that a rollout waits for another one of the same target. */
const patience = 45;

/** A run that is alive asks over its ledger's session every 10 s: one that has not for so many seconds is dead, or cut off. */
const deadAfter = 25;

interface Fence {
  target: Target;
  ledger: Connection;
  worker: Connection;
  /** The last run, if it was on this very server since it was started. */
  lastRun(): Promise<Pick<RunDetail, "connection"> | undefined>;
  cancel: AbortSignal;
  say(line: string): void;
}

/**
 * GitHub's concurrency groups serialise runs of one workflow; only the server can keep out a second workflow, a shell
 * and the statement of a killed run that the server is still busy with. A user-level lock ends with its session, and not
 * before what that was doing is rolled back, which the process list does not show. Two sessions have two locks: a
 * statement could release its own session's (RELEASE_ALL_LOCKS), not the other's.
 */
export async function passFence(fence: Fence): Promise<void> {
  const { target, ledger, worker, cancel } = fence;
  for (let waited = 0; !(await takeLock(ledger, target, "ledger")); waited += 5) {
    goOn(cancel);
    const holder = await holderOf(ledger, target, "ledger");
    await endDead(ledger, holder);
    if (waited + 5 >= patience) throw locked(target, holder);
  }
  for (let waited = 0; !(await takeLock(worker, target, "statements")); waited += 5) {
    goOn(cancel);
    const holder = await holderOf(ledger, target, "statements");
    const found = await awaitOld(fence, holder);
    if (!found && waited + 5 >= patience) throw locked(target, holder);
  }
  const last = await fence.lastRun();
  for (let seen = last !== undefined; seen && last; ) {
    goOn(cancel);
    seen = await awaitOld(fence, last.connection);
    if (seen) await pause(1_000);
  }
}

/** After COM_RESET_CONNECTION, which gives the session's locks up. */
export function takeStatementLock(worker: Connection, target: Target): Promise<boolean> {
  return takeLock(worker, target, "statements");
}

/** The network to it fell silent, so that nobody has told the server that it is gone. */
async function endDead(ledger: Connection, id: number | undefined): Promise<void> {
  if (id === undefined) return;
  const [rows] = await ledger.query<RowDataPacket[]>(
    `SELECT COMMAND AS command, TIME AS seconds FROM information_schema.PROCESSLIST WHERE ID = ${id}`,
  );
  const [found] = rows;
  if (found?.command === "Sleep" && Number(found.seconds) >= deadAfter)
    await ledger.query(`KILL ${id}`).catch(() => undefined);
}

/** A session of an earlier run: asleep, it is ended; busy, it is waited for, whatever it takes. false = it is not there. */
async function awaitOld({ ledger, worker, say }: Fence, id: number | undefined): Promise<boolean> {
  if (id === undefined || id === worker.threadId || id === ledger.threadId) return false;
  const [rows] = await ledger.query<RowDataPacket[]>(
    `SELECT COMMAND AS command, TIME AS seconds, STATE AS state, LEFT(INFO, 80) AS text FROM information_schema.PROCESSLIST WHERE ID = ${id}`,
  );
  const [old] = rows;
  if (!old) return false;
  if (old.command === "Sleep") {
    await ledger.query(`KILL ${id}`).catch(() => undefined);
    return true;
  }
  const text = String(old.text ?? "").replace(/\s+/g, " ");
  say(
    `Waiting for connection ${id} of an earlier run: ${old.state || old.command}, ${old.seconds} s, ${text}`,
  );
  return true;
}

async function takeLock(connection: Connection, { database }: Target, part: "ledger" | "statements") {
  const [rows] = await connection.query<RowDataPacket[]>("SELECT GET_LOCK(?, 5) AS held", [
    lockName(database, part),
  ]);
  return Number(rows[0]?.held) === 1;
}

async function holderOf(connection: Connection, { database }: Target, part: "ledger" | "statements") {
  const [rows] = await connection.query<RowDataPacket[]>("SELECT IS_USED_LOCK(?) AS holder", [
    lockName(database, part),
  ]);
  const holder = rows[0]?.holder;
  return holder === null || holder === undefined ? undefined : Number(holder);
}

function locked({ database, instance }: Target, holder: number | undefined): UserError {
  return new UserError(
    "target-locked",
    `Another rollout works on ${database} @ ${instance} (connection ${holder}).`,
    "Wait until it has ended and start again.",
  );
}

function goOn(cancel: AbortSignal): void {
  if (cancel.aborted)
    throw new UserError("cancelled", "The rollout was cancelled while it waited.", "Start it again.");
}

/** Names hold at most 64 characters: https://dev.mysql.com/doc/refman/8.4/en/locking-functions.html */
function lockName(database: string, part: string): string {
  const name = `tollgate.${part}.${database}`;
  return name.length <= 64 ? name : `tollgate.${part}.${createHash("sha1").update(database).digest("hex")}`;
}

import type { KeptNote } from "../../core/rollout/undo/kept.ts";
import {
  countLeft,
  type KeepingSession,
  keepAfter,
  keepBefore,
  measureKept,
} from "../../core/rollout/undo/write-keep.ts";
import type { ServerAnswer } from "../ports/target-session.ts";
import type { Kept, KeptRowsPlan } from "./plan-keeping.ts";
import type { Running } from "./running.ts";
import { StatementError } from "./statement-error.ts";

interface Around {
  /** From 0. */
  index: number;
  kept: Kept | undefined;
  /** Id of the ledger's row in this transaction. */
  token: number;
  /** Of a batch: its own condition. */
  bounds?: string;
}

/** The statement's answer, and what is known of its rows; `refused`: why the transaction may not be committed. */
type Ran = RanStatement | { refused: string };

export interface RanStatement {
  answer: ServerAnswer;
  /** undefined = nobody asked for its rows. */
  note: KeptNote | undefined;
}

/**
 * Runs a statement in an open transaction, with its rows copied before it, and those of an UPDATE after it, too: all of it
 * is there once the transaction commits, or nothing. Throws StatementError where the server undid more than the copy.
 */
export async function keepAround(
  running: Running,
  { index, kept, token, bounds }: Around,
  act: () => Promise<ServerAnswer>,
): Promise<Ran> {
  if (!kept) return { answer: await act(), note: undefined };
  const required = running.rowRules.undo?.required === true;
  const copied = "why" in kept ? kept : await copyBefore(running, kept, bounds);
  if ("why" in copied && required) return { refused: copied.why };
  const answer = await act();
  if (!answer.inTransaction) return { answer, note: undefined };
  const why =
    "why" in copied || "why" in kept
      ? whyOf(copied)
      : await whyNotWhole(running, kept, { answer, copied, wholly: bounds === undefined });
  if (why !== undefined && required) return { refused: why };
  const note = {
    rows: why === undefined && "rows" in copied ? copied.rows : 0,
    ...(why !== undefined && { why }),
  };
  await running.session.noteKept({
    ...{ token, statement: index + 1, path: running.migration.path, rows: note.rows, why },
    plan: "plan" in kept && !("why" in copied) ? kept.plan : undefined,
  });
  return { answer, note };
}

function whyOf(copied: Copied | { why: string }): string | undefined {
  return "why" in copied ? copied.why : undefined;
}

interface Copied {
  rows: number;
  session: KeepingSession;
}

/** What the server answers where it gave up more than the statement, or somebody told it to: not for the copy to judge. */
const passed = new Set([1020, 1205, 1213, 1317, 1927, 1969, 3024]);

async function copyBefore(
  running: Running,
  { touched, plan, zoned }: KeptRowsPlan,
  bounds = touched.bounds,
): Promise<Copied | { why: string }> {
  const { session } = running;
  const [sqlMode = "", zone = ""] = await session.readInside(
    "SELECT @@SESSION.sql_mode, @@SESSION.time_zone LIMIT 1",
  );
  if (zoned && !/^[+-]\d\d:\d\d$/.test(zone ?? ""))
    return { why: `Its session's time_zone is ${zone}, in which a TIMESTAMP may mean two moments.` };
  const how = { mariadb: /mariadb/i.test(session.server.version), sqlMode: sqlMode ?? "" };
  await session.send(`SAVEPOINT ${savepoint}`);
  try {
    const { rows } = await session.send(keepBefore(running.target, plan, { ...touched, bounds }, how));
    const why = await whyTooMuch(running, plan);
    if (why === undefined) {
      await session.send(`RELEASE SAVEPOINT ${savepoint}`);
      return { rows, session: how };
    }
    await takeBack(session);
    return { why };
  } catch (error) {
    if (!(error instanceof StatementError) || passed.has(error.number)) throw error;
    await takeBack(session);
    return { why: `They could not be copied: ${error.message}.` };
  }
}

const savepoint = "tollgate_undo";

async function takeBack(session: Running["session"]): Promise<void> {
  await session.send(`ROLLBACK TO SAVEPOINT ${savepoint}`);
  await session.send(`RELEASE SAVEPOINT ${savepoint}`);
}

async function whyTooMuch(
  { session, target, rowRules: { undo } }: Running,
  plan: KeptRowsPlan["plan"],
): Promise<string | undefined> {
  if (!undo) return "The policy keeps nothing.";
  const [rows = "0", bytes = "0"] = await session.readInside(measureKept(target, plan));
  if (Number(rows) > undo.maxRows)
    return `It touches ${rows} rows, and the policy keeps at most ${undo.maxRows} (undo.max_rows).`;
  if (Number(bytes) > undo.maxBytes)
    return `Its rows have ${bytes} bytes, and the policy keeps at most ${undo.maxBytes} (undo.max_bytes).`;
  return undefined;
}

interface After {
  answer: ServerAnswer;
  copied: Copied;
  /** All rows of the statement at once, not those of a batch. */
  wholly: boolean;
}

/** What was kept is what was touched: no row more and none less. */
async function whyNotWhole(running: Running, kept: KeptRowsPlan, after: After): Promise<string | undefined> {
  try {
    return await compare(running, kept, after);
  } catch (error) {
    if (!(error instanceof StatementError) || passed.has(error.number)) throw error;
    return `They could not be compared with what it left: ${error.message}.`;
  }
}

async function compare(
  running: Running,
  { plan }: KeptRowsPlan,
  { answer, copied, wholly }: After,
): Promise<string | undefined> {
  const { session } = running;
  if (answer.rows !== copied.rows)
    return `It touched ${answer.rows} rows, and ${copied.rows} were found before it.`;
  if (plan.kind === "delete") {
    if (!wholly) return undefined;
    const [left = "0"] = await session.readInside(countLeft(running.target, plan));
    return left === "0" ? undefined : `${left} of the rows that were found before it are still there.`;
  }
  const after = await session.send(keepAfter(running.target, plan, copied.session));
  return after.rows === copied.rows
    ? undefined
    : `It left ${after.rows} of ${copied.rows} rows under their keys.`;
}

import type { Target } from "../core/policy/policy.ts";
import { unseenParts } from "../core/rollout/drift/unseen.ts";
import type { LedgerRow, RowOf, RunDetail } from "../core/rollout/ledger/row.ts";
import type { OpenOptions } from "../operations/ports/database.ts";
import type { TargetSession } from "../operations/ports/target-session.ts";
import type { TargetState } from "../operations/ports/target-state.ts";
import { answerIn, silenceMs } from "./answer-in.ts";
import { asTaken } from "./as-taken.ts";
import { attend } from "./attend.ts";
import { connectPinned } from "./connect.ts";
import { describeTable } from "./describe-table.ts";
import { passFence } from "./fence.ts";
import { moveFirstLedger } from "./first-ledger.ts";
import { readFreshStatistics } from "./fresh-statistics.ts";
import { appendRows, readChain, readLedgerVersion } from "./ledger-table.ts";
import { type Pair, pairOf } from "./pair.ts";
import type { PinnedServer } from "./pins.ts";
import { readAccount } from "./read-access.ts";
import { readEvidence } from "./read-evidence.ts";
import { type ReplicaWatch, watchReplicas } from "./read-replicas.ts";
import { readRoutines } from "./read-routines.ts";
import { readRows } from "./read-rows.ts";
import { readSchema } from "./read-schema.ts";
import { readSchemaSnapshot } from "./read-snapshot.ts";
import { readStart } from "./read-start.ts";
import { readStorage } from "./read-storage.ts";
import { choose, readTargetState } from "./read-target-state.ts";
import { rehearse } from "./rehearse.ts";
import { seeTriggers } from "./see-triggers.ts";
import { statementSession } from "./statement-session.ts";
import { tellDenials } from "./tell-denials.ts";
import { beginKeeping } from "./undo-tables.ts";
import type { Variables } from "./variables.ts";
import { watch } from "./watch.ts";

/** How long a cancelled run waits for the answer of the statement that it killed. */
const cancelMs = 10_000;

interface Opening extends OpenOptions {
  target: Target;
  variables: Variables;
}

/** Connects twice, passes the fence, and keeps watch until `close`. */
export async function openSession(opening: Opening): Promise<TargetSession> {
  const { target, variables, cancel, say } = opening;
  const { connection: ledger, server } = await connectPinned(target, variables);
  const worker = await connectPinned(target, variables).catch((error: unknown) => {
    ledger.destroy();
    throw error;
  });
  const pair = pairOf(ledger, worker.connection);
  let running: { since: number; what: string } | undefined;
  const endWatch = watch({ ...pair, running: () => running, say });
  const endCancel = onCancel(pair, cancel);
  const attention = attend({ ...opening, pair });
  const replicas = watchReplicas({ ...opening, ledger });
  const close = async () => {
    endWatch();
    endCancel();
    attention.close();
    replicas.close();
    await pair.close();
  };
  try {
    return await pair.answer(() =>
      tellDenials(target, async () => {
        const started = await readStart(ledger);
        const fenced: Fenced = { ...opening, pair, server, started, attention, replicas };
        await passFence({ ...pair, target, cancel, say, lastRun: () => lastRun(fenced) });
        const run = (now: typeof running) => {
          running = now;
        };
        await choose(worker.connection, target.database);
        return { ...asking(fenced), ...statementSession(fenced, run), close };
      }),
    );
  } catch (error) {
    await close();
    throw error;
  }
}

interface Fenced extends Opening {
  attention: ReturnType<typeof attend>;
  replicas: ReplicaWatch;
  pair: Pair;
  server: PinnedServer;
  started: string;
}

/** On `cancel` the running statement is killed; whether it took effect, its answer alone tells. */
function onCancel({ ledger, worker, lose }: Pair, cancel: AbortSignal): () => void {
  let late: NodeJS.Timeout | undefined;
  const kill = () => {
    const sql = `KILL QUERY ${worker.threadId}`;
    answerIn(cancelMs / 2, ledger.query(sql)).catch(() => undefined);
    late = setTimeout(() => lose(new Error("cancelled, and no answer came")), cancelMs);
  };
  cancel.addEventListener("abort", kill);
  return () => {
    cancel.removeEventListener("abort", kill);
    clearTimeout(late);
  };
}

/** The last run's session, unless the server was started since: its number may then be somebody else's. */
async function lastRun({ target, pair, server, started }: Fenced): Promise<RunDetail | undefined> {
  const { rows } = await readTargetState(pair.ledger, target, server);
  const last = rows.findLast((row): row is RowOf<"run"> & LedgerRow => row.event === "run")?.detail;
  if (!last || last.server.id !== server.identity.id) return undefined;
  const apart = Math.abs(Date.parse(last.server.started) - Date.parse(started));
  return apart <= 5_000 ? last : undefined;
}

type Asking =
  | "server"
  | "connection"
  | "settings"
  | "overruled"
  | "state"
  | "prepareLedger"
  | "append"
  | "chainOf"
  | "evidence"
  | "storage"
  | "rehearse"
  | "replicas"
  | "describe"
  | "read"
  | "beginKeeping"
  | "routines"
  | "schema"
  | "snapshot";

/** The session that keeps the ledger and asks. */
function asking({ target, pair, server, started, replicas }: Fenced): Pick<TargetSession, Asking> {
  const { ledger, worker } = pair;
  const { environment, instance, database } = target;
  const told = <Result>(act: () => Promise<Result>) => pair.answer(() => tellDenials(target, act));
  const sees = seeTriggers(ledger, server.mariadb);
  let freshened: Promise<void> | undefined;
  const fresh = () => (freshened ??= readFreshStatistics(ledger));
  return {
    server: { ...server.identity, started },
    connection: worker.threadId ?? 0,
    settings: server.settings,
    overruled: server.overruled,
    state: (): Promise<TargetState> => told(() => readTargetState(ledger, target, server, started)),
    prepareLedger: () =>
      told(async () => {
        const version = await readLedgerVersion(ledger, database);
        if (version === 1) await moveFirstLedger(ledger, { environment, instance, database });
      }),
    append: (rows) =>
      told(async () => {
        await answerIn(silenceMs, appendRows(ledger, database, rows)).catch(asTaken);
      }),
    chainOf: (id) => told(() => readChain(ledger, database, id)),
    evidence: (plan) => told(() => readEvidence(ledger, plan, server.mariadb)),
    storage: (tables) =>
      told(async () => readStorage(ledger, tables, { sees: await sees(tables), mariadb: server.mariadb })),
    rehearse: (rehearsal) => told(() => rehearse(ledger, rehearsal)),
    replicas: (byLedger) => told(() => replicas.read(byLedger)),
    describe: (table) =>
      told(async () => {
        await fresh();
        return describeTable(ledger, table);
      }),
    read: (sql) => pair.answer(() => readRows(ledger, sql)),
    beginKeeping: (plan) => pair.answer(() => beginKeeping(ledger, database, plan)),
    routines: (names) => told(() => readRoutines(ledger, names)),
    schema: () => told(() => readSchema(ledger, database)),
    snapshot: () =>
      told(async () =>
        readSchemaSnapshot(ledger, database, unseenParts(await readAccount(ledger), database)),
      ),
  };
}

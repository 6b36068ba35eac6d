/** A rollout that kills its own process at its nth step. Started by survives-kill.test.ts. */
import type { Targets } from "../../src/operations/ports/database.ts";
import type { TargetSession } from "../../src/operations/ports/target-session.ts";
import { rollOutTo } from "./one-target.ts";

const { URL: url = "", DATABASE: database = "", MIGRATIONS = "{}", DIE_AT = "0", DIE_AFTER_MS } = process.env;
const dieAt = Number(DIE_AT);
let step = 0;

/** After each thing that the session does, the process may end: what comes next is announced or done, and no more. */
async function mayDie<Result>(act: () => Promise<Result>): Promise<Result> {
  const result = await act();
  if (++step === dieAt) process.kill(process.pid, "SIGKILL");
  return result;
}

function mortal(session: TargetSession): TargetSession {
  return {
    ...session,
    append: (rows) => mayDie(() => session.append(rows)),
    token: (rows) => mayDie(() => session.token(rows)),
    send: (sql) => mayDie(() => session.send(sql)),
    prepareLedger: () => mayDie(() => session.prepareLedger()),
  };
}

const around = (targets: Targets): Targets => ({
  ...targets,
  open: async (target, options) => mortal(await targets.open(target, options)),
});

if (DIE_AFTER_MS !== undefined) setTimeout(() => process.kill(process.pid, "SIGKILL"), Number(DIE_AFTER_MS));
const { stop } = await rollOutTo({ url, database, migrations: JSON.parse(MIGRATIONS) }, around);
console.log(JSON.stringify({ steps: step, stop }));

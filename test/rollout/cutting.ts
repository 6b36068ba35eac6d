import type { Targets } from "../../src/operations/ports/database.ts";
import type { TargetSession } from "../../src/operations/ports/target-session.ts";
import { ConnectionLost } from "../../src/operations/rollout/connection-lost.ts";

/** Ends the connection at the nth thing that the session does, before it is sent or with its answer lost. */
export function cutting(at: number, lose: "before" | "answer") {
  let step = 0;
  const cut = async <Result>(act: () => Promise<Result>): Promise<Result> => {
    if (++step !== at) return act();
    if (lose === "answer") await act();
    throw new ConnectionLost("cut by the test");
  };
  const mortal = (session: TargetSession): TargetSession => ({
    ...session,
    append: (rows) => cut(() => session.append(rows)),
    token: (rows) => cut(() => session.token(rows)),
    send: (sql) => cut(() => session.send(sql)),
    read: (sql) => cut(() => session.read(sql)),
    describe: (table) => cut(() => session.describe(table)),
    beginKeeping: (plan) => cut(() => session.beginKeeping(plan)),
    readInside: (sql) => cut(() => session.readInside(sql)),
    noteKept: (row) => cut(() => session.noteKept(row)),
  });
  const around = (targets: Targets): Targets => ({
    ...targets,
    open: async (one, options) => mortal(await targets.open(one, options)),
  });
  return { around, steps: () => step };
}

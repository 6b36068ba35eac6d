import type { Target } from "../../core/policy/policy.ts";
import { announcedRow, decidedRow, type RunFacts } from "../../core/rollout/ledger.ts";
import type { LedgerRow, PlannedMigration } from "../../core/rollout/rollout.ts";
import type { Clock } from "../ports/clock.ts";
import type { Targets } from "../ports/database.ts";
import { fingerprint } from "./run-target.ts";

/** What a person decides past the rollout. */
export type Decision =
  /** They are there already: recorded as done without running. */
  | { kind: "baseline"; migrations: readonly PlannedMigration[] }
  /** The schema as it is now is accepted; the next drift is measured from here. */
  | { kind: "accept-schema" }
  /** Never run here. */
  | { kind: "skip"; migration: PlannedMigration }
  /** One statement that ended in doubt: it took effect, or it did not and is to run again. */
  | { kind: "settle"; migration: PlannedMigration; statement: number; ran: boolean };

export interface Decider extends RunFacts {
  reason: string;
}

/** Writes a person's decision into a target's ledger, under its lock. Gives what was written. */
export async function recordDecision(
  { targets, clock, cancel }: { targets: Pick<Targets, "open">; clock: Clock; cancel: AbortSignal },
  target: Target,
  decision: Decision,
  decider: Decider,
): Promise<LedgerRow[]> {
  const session = await targets.open(target, cancel);
  try {
    const { ledger } = await session.state();
    const at = clock.now().toISOString();
    const schema = decision.kind === "accept-schema" ? fingerprint(await session.schema()) : undefined;
    const rows = rowsFor(decision, decider, { at, ledger, schema });
    await session.record(rows);
    return rows;
  } finally {
    await session.close();
  }
}

function rowsFor(
  decision: Decision,
  decider: Decider,
  { at, ledger, schema }: { at: string; ledger: readonly LedgerRow[]; schema: string | undefined },
): LedgerRow[] {
  const whole = (migration: PlannedMigration) =>
    announcedRow(migration, -1, decider, { at, before: undefined });
  const ended = { finishedAt: at, note: decider.reason };
  switch (decision.kind) {
    case "baseline":
      return decision.migrations.map((migration) => ({ ...whole(migration), ...ended, status: "baseline" }));
    case "skip":
      return [{ ...whole(decision.migration), ...ended, status: "skipped" }];
    case "settle": {
      const { migration, statement, ran } = decision;
      const row = ledger.findLast((one) => one.path === migration.path && one.statement === statement);
      const facts = row ?? announcedRow(migration, statement, decider, { at, before: undefined });
      const note = `${ran ? "It took effect" : "It did not take effect"}, says ${decider.actor}: ${decider.reason}`;
      return [decidedRow(facts, ran ? "skipped" : "failed", at, note)];
    }
    case "accept-schema":
      // A path of its own each time: the newest row of the ledger is the one that drift is measured from.
      return [{ ...whole(schemaAt(at)), ...ended, status: "baseline", schemaSha256: schema }];
  }
}

function schemaAt(at: string): PlannedMigration {
  const sha256 = "0".repeat(64);
  return {
    project: "",
    path: `schema at ${at}`,
    version: undefined,
    repeatable: false,
    blob: "",
    sha256,
    statements: [],
  };
}

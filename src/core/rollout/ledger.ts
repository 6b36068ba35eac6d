import type { LedgerRow, PlannedMigration } from "./rollout.ts";

/** Under which word, by whom and for what a run writes. */
export interface RunFacts {
  actor: string;
  run: string;
  commit: string;
  approvals: string;
}

/** Announces a statement before it runs; -1 announces the migration as a whole. */
export function announcedRow(
  migration: PlannedMigration,
  index: number,
  { actor, run, commit, approvals }: RunFacts,
  { at, before }: { at: string; before: LedgerRow["before"] },
): LedgerRow {
  const statement = migration.statements[index];
  return {
    project: migration.project,
    path: migration.path,
    version: migration.version,
    sha256: migration.sha256,
    statement: index,
    statements: migration.statements.length,
    statementSha256: statement?.sha256 ?? migration.sha256,
    status: "running",
    startedAt: at,
    finishedAt: undefined,
    actor,
    run,
    commit,
    approvals,
    predicted: statement?.predicted,
    actual: undefined,
    durationMs: undefined,
    affectedRows: undefined,
    note: undefined,
    before,
    schemaSha256: undefined,
  };
}

export function finishedRow(
  row: LedgerRow,
  { at, durationMs, affectedRows }: { at: string; durationMs: number; affectedRows: number },
): LedgerRow {
  return { ...row, status: "done", finishedAt: at, durationMs, affectedRows };
}

/** `failed`: the server refused or undid it. `in-doubt`: the answer was lost, so nobody knows whether it ran. */
export function failedRow(
  row: LedgerRow,
  status: "failed" | "in-doubt",
  at: string,
  note: string,
): LedgerRow {
  return { ...row, status, finishedAt: at, note };
}

/** A person's or a probe's word over a row: `done`, `skipped`, or `failed`, which lets it run again. */
export function decidedRow(
  row: LedgerRow,
  status: "done" | "skipped" | "failed",
  at: string,
  note: string,
): LedgerRow {
  return { ...row, status, finishedAt: at, note };
}

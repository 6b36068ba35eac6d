import { chainOf, emptyHead, type Head, type Sha256 } from "./chain.ts";
import { type FileRecord, recordFor } from "./file-record.ts";
import { followRow } from "./follow-row.ts";
import { mergeOrigins, type Origin } from "./origin.ts";
import type { LedgerRow, LeftDetail, RowOf } from "./row.ts";

/** What a ledger says, read from its first row to its last. */
export interface Ledger {
  files: ReadonlyMap<string, FileRecord>;
  lastRun: RowOf<"run"> | undefined;
  /** Project -> where its migrations come from, as far as runs said. */
  origins: ReadonlyMap<string, Origin>;
  /** Of the newest row that has one, unless statements ran since. */
  left: LeftDetail | undefined;
  head: Head;
  /** Why it cannot be believed: the sentence says which row. */
  damage: string | undefined;
}

/** Reads the rows in their order; from the first that contradicts those before it, nothing is believed any more. */
export function foldLedger(rows: readonly LedgerRow[], sha256: Sha256): Ledger {
  const files = new Map<string, FileRecord>();
  const origins = new Map<string, Origin>();
  const ledger: Folding = {
    files,
    origins,
    lastRun: undefined,
    left: undefined,
    head: emptyHead,
    damage: undefined,
  };
  for (const row of rows) {
    const damage = brokenLink(row, ledger.head, sha256) ?? follow(row, files, ledger);
    if (damage !== undefined) return { ...ledger, damage };
    ledger.head = { id: row.id, chain: row.chain };
  }
  return ledger;
}

/** As a database has it: its first row was written with its table. */
export function ledgerIn(
  { ledgerVersion, rows }: { ledgerVersion: number | undefined; rows: readonly LedgerRow[] },
  sha256: Sha256,
): Ledger {
  const ledger = foldLedger(rows, sha256);
  return ledgerVersion === undefined || rows.length > 0 ? ledger : { ...ledger, damage: emptied };
}

const emptied =
  "It has no row any more, and its first one was written with its table: what ran would run again.";

interface Folding extends Ledger {
  origins: Map<string, Origin>;
}

function brokenLink({ chain, ...row }: LedgerRow, head: Head, sha256: Sha256): string | undefined {
  if (row.id !== head.id + 1) return `Row ${head.id + 1} is missing: row ${row.id} follows row ${head.id}.`;
  if (chain !== chainOf(head.chain, row, sha256)) return `Row ${row.id} is not as it was written.`;
  return undefined;
}

function follow(row: LedgerRow, files: Map<string, FileRecord>, ledger: Folding): string | undefined {
  if (row.event === "run") {
    followRun(row, ledger);
    return undefined;
  }
  if (row.event === "schema") {
    ledger.left = row.detail;
    return undefined;
  }
  if (row.event === "measured") return row.detail.row < row.id ? undefined : `Row ${row.id} measures none.`;
  const key = fileKey(row);
  const record = recordFor(files.get(key), row);
  const damage = followRow(record, row);
  if (damage !== undefined) return damage;
  files.set(key, record);
  if (row.event === "sent") record.sentOn = ledger.lastRun?.detail.server;
  if (row.event === "sent" || row.event === "done") ledger.left = undefined;
  return undefined;
}

function followRun(row: RowOf<"run">, ledger: Folding): void {
  ledger.lastRun = row;
  const { origin, projects = [], takesOver } = row.detail;
  if (!origin) return;
  for (const project of projects)
    ledger.origins.set(project, mergeOrigins(takesOver ? undefined : ledger.origins.get(project), origin));
}

export function fileKey({ project, path }: { project: string; path: string }): string {
  return `${project}\0${path}`;
}

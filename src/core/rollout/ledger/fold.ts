import { chainOf, emptyHead, type Head, type Sha256 } from "./chain.ts";
import { type FileRecord, recordFor } from "./file-record.ts";
import { followRow } from "./follow-row.ts";
import type { LedgerRow, LeftDetail, RowOf } from "./row.ts";
import { mergeSources, type Source } from "./source.ts";

/** What a ledger says, read from its first row to its last. */
export interface Ledger {
  files: ReadonlyMap<string, FileRecord>;
  lastRun: RowOf<"run"> | undefined;
  /** Project -> where its migrations come from, as far as runs said. */
  sources: ReadonlyMap<string, Source>;
  /** Of the newest row that has one, unless statements ran since. */
  left: LeftDetail | undefined;
  head: Head;
  /** Why it cannot be believed: the sentence says which row. */
  damage: string | undefined;
}

/** Reads the rows in their order; from the first that contradicts those before it, nothing is believed any more. */
export function foldLedger(rows: readonly LedgerRow[], sha256: Sha256): Ledger {
  const files = new Map<string, FileRecord>();
  const sources = new Map<string, Source>();
  const ledger: Folding = {
    files,
    sources,
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

interface Folding extends Ledger {
  sources: Map<string, Source>;
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
  const { source, projects = [], takesOver } = row.detail;
  if (!source) return;
  for (const project of projects)
    ledger.sources.set(project, mergeSources(takesOver ? undefined : ledger.sources.get(project), source));
}

export function fileKey({ project, path }: { project: string; path: string }): string {
  return `${project}\0${path}`;
}

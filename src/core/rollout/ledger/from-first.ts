import { chainRows, emptyHead, type Sha256 } from "./chain.ts";
import { noFile } from "./entries.ts";
import type { LedgerEntry, LedgerRow, RunDetail } from "./row.ts";

/** A row of the first ledger: one for each statement, or (-1) for a file, which was changed when the statement ended. */
export interface FirstRow {
  project: string;
  path: string;
  version: string | undefined;
  sha256: string;
  /** From 0; -1 = the migration as a whole. */
  statement: number;
  statements: number;
  statementSha256: string;
  status: "running" | "done" | "failed" | "in-doubt" | "skipped" | "baseline";
  actor: string;
  run: string;
  commit: string;
  note: string | undefined;
  schemaSha256: string | undefined;
}

/**
 * What the first ledger said, as the second says it. A file that it left unfinished is in doubt: it did not tell what a
 * transaction that was rolled back had undone.
 */
export function fromFirst(
  rows: readonly FirstRow[],
  target: RunDetail["target"],
  at: string,
  sha256: Sha256,
): LedgerRow[] {
  const schema = rows.findLast(({ schemaSha256 }) => schemaSha256 !== undefined)?.schemaSha256;
  const entries = [
    ...(rows[0] ? [runRow(rows[0], target)] : []),
    ...filesOf(rows).flatMap(ofOneFile),
    ...(schema === undefined
      ? []
      : [{ event: "schema" as const, ...noFile, detail: { schemaSha256: schema } }]),
  ];
  return chainRows(emptyHead, entries, at, sha256);
}

/** Of a file that ran with several contents each is by itself if it is repeatable; else it was mended on its way. */
function filesOf(rows: readonly FirstRow[]): FirstRow[][] {
  const files = new Map<string, FirstRow[]>();
  for (const row of rows) {
    if (row.project === "") continue;
    const key = JSON.stringify([row.project, row.path, row.version === undefined ? row.sha256 : ""]);
    files.set(key, [...(files.get(key) ?? []), row]);
  }
  return [...files.values()];
}

function runRow({ actor, run, commit }: FirstRow, target: RunDetail["target"]): LedgerEntry {
  const server = { id: "", host: "", port: 0, version: "", started: "" };
  const detail = { actor, run, commit, approvals: {}, connection: 0, server, target, settings: {} };
  return { event: "run", ...noFile, detail };
}

function ofOneFile(rows: readonly FirstRow[]): LedgerEntry[] {
  const newest = rows.at(-1);
  if (!newest) return [];
  const { version, statements: of } = newest;
  const repeatable = version === undefined ? { repeatable: true as const } : {};
  const ofFile = { of, ...repeatable, ...(version !== undefined && { version }) };
  const latest = new Map(rows.map((row) => [row.statement, row]));
  const whole = latest.get(-1);
  return whole && latest.size === 1 ? [wholeOf(whole, ofFile)] : statementsOf(latest, newest, ofFile);
}

interface OfFile {
  of: number;
  repeatable?: true;
  version?: string;
}

function wholeOf(
  { project, path, sha256, actor, run, commit, note, status }: FirstRow,
  ofFile: OfFile,
): LedgerEntry {
  const about = { project, path, sha256, statement: 0, through: 0, statementSha256: sha256 };
  const by = { actor, run, commit, reason: note ?? "" };
  return status === "skipped"
    ? { event: "decided", ...about, detail: { ...ofFile, ...by, verdict: "skipped", next: ofFile.of } }
    : { event: "baseline", ...about, detail: { ...ofFile, ...by } };
}

function statementsOf(
  latest: ReadonlyMap<number, FirstRow>,
  newest: FirstRow,
  ofFile: OfFile,
): LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  for (let index = 0; index < ofFile.of; index++) {
    const row = latest.get(index);
    const { project, path } = newest;
    const about = {
      ...{ project, path, sha256: row?.sha256 ?? newest.sha256, statement: index + 1, through: index + 1 },
      statementSha256: row?.statementSha256 ?? "",
    };
    if (latest.has(-1) || row?.status === "done" || row?.status === "skipped") {
      const found = "in the first ledger";
      entries.push({ event: "done", ...about, detail: { ...ofFile, protocol: "observed", found } });
      continue;
    }
    const why = `An earlier version of Tollgate left the file here${row?.note ? `: ${row.note}` : "."}`;
    return [...entries, { event: "in-doubt", ...about, detail: { ...ofFile, why } }];
  }
  return entries;
}

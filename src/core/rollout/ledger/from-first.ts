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
export function fromFirst(rows: readonly FirstRow[], target: RunDetail["target"], at: string, sha256: Sha256): LedgerRow[] {
  const files = new Map<string, FirstRow[]>();
  for (const row of rows) {
    if (row.project === "") continue;
    const key = `${row.project}\0${row.path}\0${row.sha256}`;
    files.set(key, [...(files.get(key) ?? []), row]);
  }
  const shas = new Map<string, Set<string>>();
  for (const { project, path, sha256: hash } of rows) {
    const key = `${project}\0${path}`;
    shas.set(key, (shas.get(key) ?? new Set()).add(hash));
  }
  const merged = new Map<string, FirstRow[]>();
  for (const [key, own] of files) {
    const [project = "", path = ""] = key.split("\0");
    const repeats = (shas.get(`${project}\0${path}`)?.size ?? 0) > 1 && own.every(({ version }) => version === undefined);
    const place = repeats ? key : `${project}\0${path}`;
    merged.set(place, [...(merged.get(place) ?? []), ...own]);
  }
  const schema = rows.findLast(({ schemaSha256 }) => schemaSha256 !== undefined)?.schemaSha256;
  const entries = [
    ...(rows[0] ? [runRow(rows[0], target)] : []),
    ...[...merged.values()].flatMap(ofOneFile),
    ...(schema === undefined ? [] : [{ event: "schema" as const, ...noFile, detail: { schemaSha256: schema } }]),
  ];
  return chainRows(emptyHead, entries, at, sha256);
}

function runRow({ actor, run, commit }: FirstRow, target: RunDetail["target"]): LedgerEntry {
  const server = { id: "", host: "", port: 0, version: "", started: "" };
  const detail = { actor, run, commit, approvals: {}, connection: 0, server, target, settings: {} };
  return { event: "run", ...noFile, detail };
}

function ofOneFile(rows: readonly FirstRow[]): LedgerEntry[] {
  const newest = rows.at(-1);
  if (!newest) return [];
  const { project, path, version, statements: of } = newest;
  const repeatable = version === undefined ? { repeatable: true as const } : {};
  const ofFile = { of, ...repeatable, ...(version !== undefined && { version }) };
  const file = { project, path, sha256: newest.sha256 };
  const whole = rows.findLast(({ statement }) => statement === -1);
  const latest = new Map(rows.map((row) => [row.statement, row]));
  if (whole && latest.size === 1) {
    const about = { ...file, statement: 0, through: 0, statementSha256: whole.sha256 };
    const by = { actor: whole.actor, run: whole.run, commit: whole.commit, reason: whole.note ?? "" };
    return whole.status === "skipped"
      ? [{ event: "decided", ...about, detail: { ...ofFile, ...by, verdict: "skipped", next: of } }]
      : [{ event: "baseline", ...about, detail: { ...ofFile, ...by } }];
  }
  const entries: LedgerEntry[] = [];
  for (let index = 0; index < of; index++) {
    const row = latest.get(index);
    const finished = whole !== undefined || row?.status === "done" || row?.status === "skipped";
    const about = {
      ...{ project, path, sha256: row?.sha256 ?? newest.sha256, statement: index + 1, through: index + 1 },
      statementSha256: row?.statementSha256 ?? "",
    };
    if (!finished) {
      const why = `An earlier version of Tollgate left the file here${row?.note ? `: ${row.note}` : "."}`;
      return [...entries, { event: "in-doubt", ...about, detail: { ...ofFile, why } }];
    }
    entries.push({ event: "done", ...about, detail: { ...ofFile, protocol: "observed", found: "in the first ledger" } });
  }
  return entries;
}

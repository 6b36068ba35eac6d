import type { LedgerEntry, LedgerRow } from "./row.ts";

/** Hashing is not for core: SHA-256 in hex. */
export type Sha256 = (text: string) => string;

export interface Head {
  id: number;
  chain: string;
}

export const emptyHead: Head = { id: 0, chain: "" };

/** Rows as they are appended after a head. */
export function chainRows(
  head: Head,
  entries: readonly LedgerEntry[],
  at: string,
  sha256: Sha256,
): LedgerRow[] {
  let last = head;
  return entries.map((entry) => {
    const numbered = { ...entry, id: last.id + 1, at };
    const row = { ...numbered, chain: chainOf(last.chain, numbered, sha256) };
    last = row;
    return row;
  });
}

/** Every field but the chain itself, in this order. */
export function chainOf(before: string, row: Omit<LedgerRow, "chain">, sha256: Sha256): string {
  const { id, at, event, project, path, statement, through, statementSha256, detail } = row;
  const fields = [id, at, event, project, path, row.sha256, statement, through, statementSha256];
  return sha256(`${before}\n${JSON.stringify(fields)}\n${JSON.stringify(detail)}`);
}

/** SHA-256 of one statement's text, or of those of all statements of a unit. */
export function hashOf(texts: readonly string[], sha256: Sha256): string {
  const [only = ""] = texts;
  return texts.length === 1 ? only : sha256(texts.join("\n"));
}

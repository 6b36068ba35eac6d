import type { LedgerRow } from "../../core/rollout/rollout.ts";
import type { TargetSession } from "../ports/database.ts";

export interface LedgerBook {
  /** Written before the statement is sent. */
  announce(row: LedgerRow): Promise<void>;
  /** Written with the next announcement, or by `flush`: a crash in between is settled by the statement's probe. */
  conclude(row: LedgerRow): void;
  flush(): Promise<void>;
}

/** Settling one statement and announcing the next are one write: each write costs the server's disk a round. */
export function ledgerBook(session: Pick<TargetSession, "record">): LedgerBook {
  let unwritten: LedgerRow[] = [];
  const write = async (...rows: LedgerRow[]) => {
    const all = [...unwritten, ...rows];
    unwritten = [];
    if (all.length > 0) await session.record(all);
  };
  return {
    announce: write,
    conclude: (row) => void unwritten.push(row),
    flush: () => write(),
  };
}

import { chainRows, type Head, type Sha256 } from "../../core/rollout/ledger/chain.ts";
import type { LedgerEntry, LedgerRow } from "../../core/rollout/ledger/row.ts";
import type { Clock } from "../ports/clock.ts";
import type { TargetSession } from "../ports/target-session.ts";

type Writer = Pick<TargetSession, "append" | "token">;

/** Numbers and chains what a run writes, and keeps what need not be written at once until the next row is. */
export interface LedgerBook {
  /** Written now, after everything that was kept. */
  write(session: Writer, ...entries: LedgerEntry[]): Promise<void>;
  /** Written with the next row, or by `flush`: what is lost with it can be found out again. */
  keep(entry: LedgerEntry): void;
  flush(session: Writer): Promise<void>;
  /** In the transaction of the statements' session; `confirm` once it has committed, else `discard`. Gives the last row. */
  token(session: Writer, entry: LedgerEntry, ...after: LedgerEntry[]): Promise<LedgerRow>;
  confirm(): void;
  discard(): void;
  /** The head of the ledger as it was read, in a new session. Gives false where rows are there that are not of this run. */
  findPlace(head: Head): boolean;
  /** The last row that is known to be written. */
  head(): Head;
  /** Nothing of what was kept is true any more: somebody else has written. */
  begin(head: Head): void;
}

export function ledgerBook({ clock, sha256 }: { clock: Clock; sha256: Sha256 }): LedgerBook {
  let head: Head = { id: 0, chain: "" };
  let kept: LedgerEntry[] = [];
  let attempt: readonly LedgerRow[] = [];

  const prepare = (entries: readonly LedgerEntry[]) => {
    attempt = chainRows(head, [...kept, ...entries], clock.now().toISOString(), sha256);
    return attempt;
  };
  const confirm = () => {
    const last = attempt.at(-1);
    if (last) head = { id: last.id, chain: last.chain };
    [kept, attempt] = [[], []];
  };
  const write = async (session: Writer, ...entries: LedgerEntry[]) => {
    if (kept.length + entries.length === 0) return;
    await session.append(prepare(entries));
    confirm();
  };
  return {
    write,
    keep: (entry) => void kept.push(entry),
    flush: (session) => write(session),
    async token(session, entry, ...after) {
      const rows = prepare([entry, ...after]);
      await session.token(rows);
      const own = rows[rows.length - 1 - after.length];
      if (!own) throw new Error("A token holds no row.");
      return own;
    },
    confirm,
    discard: () => {
      attempt = [];
    },
    findPlace(found) {
      const last = attempt.at(-1);
      if (last && last.id === found.id && last.chain === found.chain) confirm();
      attempt = [];
      return head.id === found.id && head.chain === found.chain;
    },
    head: () => head,
    begin(found) {
      head = found;
      [kept, attempt] = [[], []];
    },
  };
}

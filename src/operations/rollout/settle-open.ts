import { entriesOf } from "../../core/rollout/ledger/entries.ts";
import type { RowOf, ServerIdentity } from "../../core/rollout/ledger/row.ts";
import { inDoubt } from "../../core/rollout/questions.ts";
import type { Refusal, Task } from "../../core/rollout/rollout.ts";
import { type Fate, settle } from "../../core/rollout/settle.ts";
import type { Online } from "../ports/online.ts";
import type { TargetSession } from "../ports/target-session.ts";
import { sha256 } from "../sha256.ts";
import type { LedgerBook } from "./ledger-book.ts";
import { settleOnline } from "./online/settle-online.ts";

interface Open {
  session: TargetSession;
  book: LedgerBook;
  task: Task;
  online: Online | undefined;
  say(line: string): void;
}

/** Finds out what became of a statement that was announced and never answered, or asks. */
export async function settleOpen({ session, book, task, online, say }: Open): Promise<Refusal | undefined> {
  const open = task.record?.open;
  if (open?.event !== "sent") return undefined;
  const { target, migration } = task;
  const entries = entriesOf(migration, sha256);
  const unit = {
    first: open.statement - 1,
    last: open.through - 1,
    protocol: open.detail.protocol,
    why: undefined,
  };
  const ask = () => fateOf(session, open, task.record?.sentOn);
  const mark = open.detail.online;
  const fate = mark && online ? await settleOnline({ online, session, target, mark, ask, say }) : await ask();
  if (fate.ran === true) {
    await book.write(session, entries.done(unit, { found: "By what it changed: its answer was lost." }));
    return undefined;
  }
  if (fate.ran === false) {
    const said = "Its answer was lost, and nothing of it has taken effect.";
    await book.write(session, entries.failed(unit, { said, at: unit.first + 1, found: said }));
    return undefined;
  }
  await book.write(session, entries.inDoubt(unit, fate.why));
  return inDoubt({ target, migration, ...unit, why: fate.why });
}

async function fateOf(
  session: TargetSession,
  { detail: { plan, before, why } }: RowOf<"sent">,
  announcedOn: ServerIdentity | undefined,
): Promise<Fate> {
  if (!plan || !before) return { ran: undefined, why: `Its answer was lost. ${why ?? ""}` };
  const now = plan.objects.length === 0 ? before : await session.evidence(plan);
  const sameServer = announcedOn?.id === session.server.id;
  const restarted =
    announcedOn?.started !== undefined && isLater(session.server.started, announcedOn.started);
  return settle(plan, {
    before,
    now,
    sameServer,
    mayBeHalf: restarted && !hasAtomicDefinitions(session.server),
  });
}

function isLater(now: string, then: string): boolean {
  return Date.parse(now) - Date.parse(then) > 5_000;
}

/** From MySQL 8.0 and MariaDB 10.6 on a definition is whole or not there after a crash. */
function hasAtomicDefinitions({ version }: ServerIdentity): boolean {
  const [major = 0, minor = 0] = version.split(".").map((part) => Number.parseInt(part, 10));
  return /mariadb/i.test(version) ? major > 10 || (major === 10 && minor >= 6) : major >= 8;
}

import type { PlannedMigration, Refusal } from "../rollout.ts";
import { hashOf, type Sha256 } from "./chain.ts";
import { ofFile, wholeFile } from "./entries.ts";
import type { FileRecord } from "./file-record.ts";
import type { Decision, EntryOf, Verdict } from "./row.ts";

/** What a person says of the statement that a file stands at. */
export interface Answer {
  verdict: Exclude<Verdict, "skipped">;
  /** From 1: the first statement of what is asked about; with `ran`, the last one that took effect. */
  statement: number;
  movedTo?: string | undefined;
}

interface Question {
  migration: PlannedMigration;
  record: FileRecord | undefined;
  sha256: Sha256;
}

/** The row that answers the one question of a file, and no other. */
export function answerFile(
  { migration, record, sha256 }: Question,
  { verdict, statement, movedTo }: Answer,
  by: Decision,
): EntryOf<"decided"> | Refusal {
  const open = record?.open;
  if (!record || record.newest === 0 || record.end) return nothingOpen(migration, record);
  if (!open && record.next >= record.of) return nothingOpen(migration, record);
  const [from, through] = open ? [open.statement, open.through] : [record.next + 1, record.next + 1];
  const reaches = verdict === "ran" && open ? statement <= through : statement === from;
  if (statement < from || !reaches) return anotherStatement(migration, from);
  if (verdict === "ran" && !open)
    return refused(
      `Statement ${from} of ${migration.path} has not been sent.`,
      "Run it by hand and use --rest-ran for all of the rest, or start the rollout again.",
    );
  const last = through > from && statement === from ? through : statement;
  const next = nextAfter(verdict, { record, last, of: migration.statements.length });
  const about =
    verdict === "ran"
      ? { statement: from, through: last }
      : {
          statement: from,
          through: verdict === "none-ran" ? through : Math.max(from, migration.statements.length),
        };
  const hashes = migration.statements.slice(about.statement - 1, about.through).map((one) => one.sha256);
  return {
    event: "decided",
    ...wholeFile(migration),
    ...about,
    statementSha256: hashOf(hashes, sha256),
    detail: {
      ...ofFile(migration),
      ...by,
      ...{ verdict, answers: record.newest, next },
      ...(movedTo !== undefined && { movedTo }),
    },
  };
}

/** none-ran: of a unit in doubt nothing took effect; where nothing is in doubt, the whole file was undone by hand. */
function nextAfter(
  verdict: Answer["verdict"],
  { record, last, of }: { record: FileRecord; last: number; of: number },
): number {
  switch (verdict) {
    case "ran":
      return last;
    case "none-ran":
      return record.open?.event === "in-doubt" || record.open?.event === "sent" ? record.next : 0;
    case "rest-ran":
    case "rest-moved":
      return of;
  }
}

function nothingOpen({ path }: PlannedMigration, record: FileRecord | undefined): Refusal {
  const what =
    record && record.newest > 0
      ? `${path} is over: nothing of it waits for an answer.`
      : `${path} has not begun.`;
  return refused(
    what,
    "`tollgate status` says what waits. A migration that is never to run here: `tollgate skip`.",
  );
}

function anotherStatement({ path }: PlannedMigration, statement: number): Refusal {
  return refused(
    `${path} stands at statement ${statement}, and only that one can be answered.`,
    `Use --statement ${statement}, if that is the one.`,
  );
}

function refused(what: string, fix: string): Refusal {
  return { code: "nothing-to-settle", what, fix };
}

/** A migration that never runs here. Statements of it that ran have to be settled instead. */
export function skipFile(migration: PlannedMigration, record: FileRecord | undefined, by: Decision) {
  if (record && record.newest > 0)
    return refused(
      `${migration.path} has begun: statement ${record.next + 1} is the next one.`,
      "Use `tollgate settle` for what is left of it.",
    );
  const detail = {
    ...ofFile(migration),
    ...by,
    verdict: "skipped" as const,
    next: migration.statements.length,
  };
  return { event: "decided" as const, ...wholeFile(migration), detail };
}

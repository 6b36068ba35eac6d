import type { PlannedMigration, Refusal, Task } from "../rollout.ts";
import { hashOf, type Sha256 } from "./chain.ts";
import { aboutFile, ofFile } from "./entries.ts";
import type { FileRecord } from "./file-record.ts";
import type { DecisionFacts, EntryOf, SettleVerdict } from "./row.ts";

/** What a person says of the statement that a file stands at. */
export interface SettleAnswer {
  verdict: Exclude<SettleVerdict, "skipped">;
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
  answer: SettleAnswer,
  by: DecisionFacts,
): EntryOf<"decided"> | Refusal {
  if (!record || !isStanding(record)) return nothingOpen(migration, record);
  const refusal = wrongAnswer(migration, record, answer);
  if (refusal) return refusal;
  const { verdict, statement, movedTo } = answer;
  const { from, through } = questionOf(record);
  const of = migration.statements.length;
  const last = statement === from ? through : statement;
  const until = { ran: last, "none-ran": through, "rest-ran": of, "rest-moved": of }[verdict];
  const about = { statement: from, through: Math.max(from, until) };
  const hashes = migration.statements.slice(from - 1, about.through).map((one) => one.sha256);
  return {
    event: "decided",
    ...aboutFile(migration),
    ...about,
    statementSha256: hashOf(hashes, sha256),
    detail: {
      ...ofFile(migration),
      ...by,
      ...{ verdict, answers: record.newest, next: nextAfter(verdict, { record, last, of }) },
      ...(movedTo !== undefined && { movedTo }),
    },
  };
}

function isStanding({ newest, end, open, next, of }: FileRecord): boolean {
  return newest > 0 && !end && (open !== undefined || next < of);
}

/** The statements that are asked about, from 1. */
function questionOf({ open, next }: FileRecord): { from: number; through: number } {
  return open ? { from: open.statement, through: open.through } : { from: next + 1, through: next + 1 };
}

function wrongAnswer(migration: PlannedMigration, record: FileRecord, { verdict, statement }: SettleAnswer) {
  const { from, through } = questionOf(record);
  const isMeant = statement === from || (verdict === "ran" && statement > from && statement <= through);
  if (!isMeant) return anotherStatement(migration, from);
  if (verdict !== "ran" || record.open) return undefined;
  return refused(
    `Statement ${from} of ${migration.path} has not been sent.`,
    "Run it by hand and use --rest-ran for all of the rest, or start the rollout again.",
  );
}

/** none-ran: of a unit in doubt nothing took effect; where nothing is in doubt, the whole file was undone by hand. */
function nextAfter(
  verdict: SettleAnswer["verdict"],
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

/** Where the rest of a file is to be, it has to run from its start; undefined = it will. */
export function whyNotMovedTo(
  { path }: PlannedMigration,
  { migration: { path: to }, status }: Pick<Task, "migration" | "status">,
): Refusal | undefined {
  const fix = "Name the migration that the rest was moved to: one that has not begun.";
  if (to === path)
    return { code: "usage", what: `${path} is the file itself: its rest would never run.`, fix };
  if (status === "not-started") return undefined;
  return { code: "usage", what: `${to} is ${status}, so it will not run from its start.`, fix };
}

/** Nobody may say of a migration that it never runs while it holds the rest of another. */
export function whyNotPassed({ path }: PlannedMigration, records: Iterable<FileRecord>): Refusal | undefined {
  for (const one of records)
    if (one.end?.movedTo === path)
      return refused(
        `${path} holds the rest of ${one.path}, which would never run.`,
        "Let it run, or make it empty in a new pull request.",
      );
  return undefined;
}

/** A migration that never runs here. Statements of it that ran have to be settled instead. */
export function skipFile(migration: PlannedMigration, record: FileRecord | undefined, by: DecisionFacts) {
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
  return { event: "decided" as const, ...aboutFile(migration), detail };
}

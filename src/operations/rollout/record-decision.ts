import { limitsOf } from "../../core/policy/limits.ts";
import type { Target } from "../../core/policy/policy.ts";
import {
  answerFile,
  type SettleAnswer,
  skipFile,
  whyNotMovedTo,
  whyNotPassed,
} from "../../core/rollout/ledger/decide.ts";
import { aboutFile, noFile, ofFile } from "../../core/rollout/ledger/entries.ts";
import type { DecisionFacts, LedgerEntry, LeftDetail, RunDetail } from "../../core/rollout/ledger/row.ts";
import type { PlannedMigration, Refusal } from "../../core/rollout/rollout.ts";
import type { Clock } from "../ports/clock.ts";
import type { Targets } from "../ports/database.ts";
import type { TargetSession } from "../ports/target-session.ts";
import { sha256 } from "../sha256.ts";
import { UserError } from "../user-error.ts";
import { leftDetail } from "./drift.ts";
import { ledgerBook } from "./ledger-book.ts";
import { originOf, planTarget, type TargetPlan } from "./look-at-targets.ts";
import type { PlannedProject } from "./plan-projects.ts";

/** What a person decides past the rollout, about files by their paths. */
export type Decision =
  /** They are there already: recorded as done without running. */
  | { kind: "baseline"; paths: readonly string[] }
  /** The schema as it is now is accepted; the next drift is measured from here. */
  | { kind: "accept-schema" }
  /** This repository is the one whose migrations the ledger is about. */
  | { kind: "take-over" }
  /** Never run here. */
  | { kind: "skip"; path: string }
  /** What became of the statement that a file stands at. */
  | { kind: "settle"; path: string; answer: SettleAnswer };

interface Tools {
  targets: Pick<Targets, "open">;
  projects: readonly PlannedProject[];
  clock: Clock;
  cancel: AbortSignal;
  say(line: string): void;
}

/** Writes a person's decision into a target's ledger, under its lock. Gives what was written. */
export async function recordDecision(
  { targets, projects, clock, cancel, say }: Tools,
  target: Target,
  decision: Decision,
  by: DecisionFacts,
): Promise<LedgerEntry[]> {
  const session = await targets.open(target, { limits: limitsOf({}), cancel, say });
  try {
    const { stops, state } = planTarget(projects, target, await session.state());
    refuseFor(stops.find(({ code }) => code === "ledger-damaged"));
    if (!state.exists)
      throw new UserError(
        "database-missing",
        `There is no database ${target.database} on ${target.instance}.`,
        "Create it first.",
      );
    await session.prepareLedger();
    const now = planTarget(projects, target, await session.state());
    const schema = decision.kind === "accept-schema" ? leftDetail(await session.snapshot()) : undefined;
    const entries = entriesFor(decision, now, { by, schema });
    const takesOver = decision.kind === "take-over";
    const origin = { ...originOf(projects, target), ...(takesOver && { takesOver: true as const }) };
    const runRow = firstRun({ target, session, origin }, by);
    const book = ledgerBook({ clock, sha256 });
    book.begin(now.ledger.head);
    await book.write(session, ...(now.ledger.lastRun && !takesOver ? [] : [runRow]), ...entries);
    return takesOver ? [runRow] : entries;
  } finally {
    await session.close();
  }
}

/** Whose ledger it is stands in its first row. */
function firstRun(
  {
    target: { environment, instance, database },
    session: { connection, server, settings },
    origin,
  }: {
    target: Target;
    session: Pick<TargetSession, "connection" | "server" | "settings">;
    origin: Pick<RunDetail, "origin" | "projects" | "takesOver">;
  },
  { actor, run, commit }: DecisionFacts,
): LedgerEntry {
  const target = { environment, instance, database };
  return {
    event: "run",
    ...noFile,
    detail: { actor, run, commit, approvals: {}, connection, server, target, settings, ...origin },
  };
}

function entriesFor(
  decision: Decision,
  { tasks, target }: TargetPlan,
  { by, schema }: { by: DecisionFacts; schema: LeftDetail | undefined },
): LedgerEntry[] {
  const taskOf = (path: string) => {
    const task = tasks.find(({ migration }) => migration.path === path);
    if (task) return task;
    throw new UserError(
      "usage",
      `${path} is no migration of ${target.database} @ ${target.instance}.`,
      "Look at `tollgate status`.",
    );
  };
  const records = tasks.flatMap(({ record }) => record ?? []);
  switch (decision.kind) {
    case "baseline":
      return decision.paths.flatMap((path) => {
        const { migration, record } = taskOf(path);
        if (record && record.newest > 0) return [];
        refuseFor(whyNotPassed(migration, records));
        return [baselineOf(migration, by)];
      });
    case "skip": {
      const { migration, record } = taskOf(decision.path);
      refuseFor(whyNotPassed(migration, records));
      return [orThrow(skipFile(migration, record, by))];
    }
    case "settle": {
      const { migration, record } = taskOf(decision.path);
      const { movedTo } = decision.answer;
      if (movedTo !== undefined) refuseFor(whyNotMovedTo(migration, taskOf(movedTo)));
      return [orThrow(answerFile({ migration, record, sha256 }, decision.answer, by))];
    }
    case "take-over":
      return [];
    case "accept-schema":
      return schema ? [{ event: "schema", ...noFile, detail: { ...schema, ...by } }] : [];
  }
}

function baselineOf(migration: PlannedMigration, by: DecisionFacts): LedgerEntry {
  return { event: "baseline", ...aboutFile(migration), detail: { ...ofFile(migration), ...by } };
}

function orThrow<Entry extends LedgerEntry>(entry: Entry | Refusal): Entry {
  if ("event" in entry) return entry;
  throw asError(entry);
}

function refuseFor(refusal: Refusal | undefined): void {
  if (refusal) throw asError(refusal);
}

function asError({ code, what, fix }: Refusal): UserError {
  return new UserError(code, what, fix);
}

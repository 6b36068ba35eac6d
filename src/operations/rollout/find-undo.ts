import type { Target } from "../../core/policy/policy.ts";
import { where } from "../../core/rollout/tasks.ts";
import { keptTable, type UndoPlan } from "../../core/rollout/undo/kept.ts";
import { undoneStatements } from "../../core/rollout/undo/undone-statements.ts";
import { selectChanged, type UndoneStatement, writeUndo } from "../../core/rollout/undo/write-undo.ts";
import type { KeptRows, KeptTable } from "../ports/kept-rows.ts";
import { sha256 } from "../sha256.ts";
import { UserError } from "../user-error.ts";
import type { TargetPlan } from "./look-at-targets.ts";

/** A migration that undoes another one, and what is to be known of it that does not belong into a file. */
export interface Undo {
  sql: string;
  /** Sentences; they name rows by their keys. */
  notes: string[];
}

interface TargetUndo {
  target: Target;
  statements: UndoneStatement[];
}

/** From what each target kept; nothing is run, and nothing written. One file is for all targets or for none. */
export async function findUndo(kept: KeptRows, plans: readonly TargetPlan[], path: string): Promise<Undo> {
  const found: TargetUndo[] = [];
  for (const plan of plans) {
    const task = plan.tasks.find(({ migration }) => migration.path === path);
    if (!task) continue;
    const { rows, tables } = await kept.read(plan.target);
    const names = new Set(tables.map(({ name }) => name));
    const ran = { task, ledger: plan.state.rows, undo: rows, tables: names };
    found.push({ target: plan.target, statements: undoneStatements(ran) });
  }
  const ran = found.filter(({ statements }) => statements.length > 0);
  const [first, ...others] = ran;
  if (!first) throw nothingRan(path, found.length > 0);
  const form = formOf(path, first);
  const another = others.find((one) => formOf(path, one) !== form);
  if (another) throw differs(path, first.target, another.target);
  const notes: string[] = [];
  for (const one of ran) notes.push(...(await changedSince(kept, one)));
  return { sql: writeUndo(path, first.target.database, summed(ran, first.statements)), notes };
}

function nothingRan(path: string, isKnown: boolean): UserError {
  return new UserError(
    "usage",
    isKnown
      ? `Nothing of ${path} ran there, or nothing that stays.`
      : `${path} is no migration of these targets.`,
    "Look at `tollgate status`.",
  );
}

function differs(path: string, one: Target, other: Target): UserError {
  return new UserError(
    "undo-differs",
    `What was kept of ${path} is not the same on ${where(one)} and on ${where(other)}, so that no one file undoes both.`,
    "Name one of them with --instance and --database, and write a migration for each.",
  );
}

/** The file as it would be, but for how many rows it is about. */
function formOf(path: string, { target, statements }: TargetUndo): string {
  return writeUndo(
    path,
    target.database,
    statements.map((one) => ({ ...one, rows: 0 })),
  );
}

function summed(all: readonly TargetUndo[], statements: readonly UndoneStatement[]): UndoneStatement[] {
  return statements.map((one, i) => ({
    ...one,
    rows: all.reduce((sum, { statements: own }) => sum + (own[i]?.rows ?? 0), 0),
  }));
}

/** More are counted by nobody: who has so many looks with the same SELECT. */
const most = 20;

async function changedSince(kept: KeptRows, { target, statements }: TargetUndo): Promise<string[]> {
  const notes: string[] = [];
  for (const [i, { plans, line }] of statements.entries()) {
    const later = statements.slice(i + 1).flatMap((one) => one.plans);
    for (const plan of plans) {
      const place = `${where(target)}, line ${line}`;
      const answer = await kept.ask(target, selectChanged(target, plan, { later, limit: most + 1 }));
      if ("refused" in answer) notes.push(`${place}: the rows could not be compared: ${answer.refused}.`);
      else if (answer.rows.length > 0) notes.push(`${place}: ${sayRows(plan, answer.rows)}`);
    }
  }
  return notes;
}

function sayRows({ kind, key }: UndoPlan, rows: readonly (readonly (string | null)[])[]): string {
  const names = rows.slice(0, most).map((row) => row.map((value) => value ?? "NULL").join("/"));
  const more = rows.length > most ? " and more" : "";
  const why =
    kind === "delete"
      ? "are there already, and are not brought back"
      : "were changed or deleted since, and stay as they are";
  return `rows that ${why}: ${key.join("/")} ${names.join(", ")}${more}.`;
}

/** Drops what was kept: of one file or of all, and only what is at least so old. Gives the names. */
export async function forgetRows(
  kept: KeptRows,
  target: Target,
  { path, olderThanSeconds = 0 }: { path: string | undefined; olderThanSeconds?: number | undefined },
): Promise<string[]> {
  const { tables } = await kept.read(target);
  const prefix = path === undefined ? "" : keptTable(sha256(path), 0).replace(/0$/, "");
  const isMeant = ({ name, seconds }: KeptTable) => name.startsWith(prefix) && seconds >= olderThanSeconds;
  const names = tables.filter(isMeant).map(({ name }) => name);
  await kept.drop(target, names);
  return names;
}

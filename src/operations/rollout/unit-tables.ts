import { type EvidenceReading, evidenceKey } from "../../core/rollout/evidence.ts";
import { tablesUsed } from "../../core/rollout/facts/statement-facts.ts";
import type { ObjectName } from "../../core/rollout/object-name.ts";
import type { PlannedStatement } from "../../core/rollout/rollout.ts";
import { reachedFrom, type UnitTables, whyNotUndone } from "../../core/rollout/units/may-hold-token.ts";
import type { TableStorage } from "../../core/rollout/units/table-storage.ts";
import type { Running } from "./running.ts";

/** Triggers that write tables with triggers that write tables …: further than that nobody has followed one. */
const mostSteps = 10;

/**
 * Which objects of `ahead` are there, asked in the same question as what the unit's tables are stored in: of a definition
 * that is told by nothing but whether tables are there. Empty = it has to be read by itself.
 */
function tablesAhead({ ahead, migration }: Running, statements: readonly PlannedStatement[]): ObjectName[] {
  if (!ahead || statements.at(-1) !== migration.statements.at(-1)) return [];
  const { sign, parts, objects } = ahead.plan;
  const isAsked = sign === "existence" && parts.length === 0 && objects.every(({ kind }) => kind === "table");
  return isAsked ? [...objects] : [];
}

function seenAhead({ storage }: Running, tables: readonly ObjectName[]): EvidenceReading | undefined {
  if (tables.length === 0) return undefined;
  const there = tables.filter((table) => storage.get(storageKey(table))?.table.engine !== undefined);
  return {
    now: "",
    objects: Object.fromEntries(there.map((one) => [evidenceKey({ kind: "table", ...plain(one) }), {}])),
  };
}

const plain = ({ database, name }: ObjectName): ObjectName => ({ database, name });

/** Why what statements do to rows cannot be undone for certain; asked of the server once for each table. */
export async function whyNotRolledBack(
  running: Running,
  statements: readonly PlannedStatement[],
): Promise<string | undefined> {
  const used = statements.map(({ facts: { role } }) => tablesUsed(role));
  const [writes, reads] = [used.flatMap((one) => one.writes), used.flatMap((one) => one.reads)];
  const ahead = tablesAhead(running, statements);
  for (const table of ahead) running.storage.delete(storageKey(table));
  await storageOf(running, [...writes, ...reads, ...ahead]);
  running.seenAhead = seenAhead(running, ahead);
  const tables = await unitTables(running, { writes, reads });
  if (tables === undefined) return "Its triggers write tables with triggers, and so on without an end.";
  return whyNotUndone(tables, engineOf(running));
}

/** All tables that change or are read where rows of some change; undefined = there is no end of them. */
export async function unitTables(
  running: Pick<Running, "session" | "storage" | "clock" | "migration">,
  { writes, reads }: { writes: readonly ObjectName[]; reads: readonly ObjectName[] },
): Promise<UnitTables | undefined> {
  const ask = (tables: readonly ObjectName[]) => storageOf(running, tables);
  await ask([...writes, ...reads]);
  const written = await ask(writes);
  const seen = new Set(written.map(storageKey));
  const [reached, read] = [[] as TableStorage[], await ask(reads)];
  let step = written;
  for (let steps = 0; step.length > 0; steps++) {
    if (steps === mostSteps) return undefined;
    const next = reachedFrom(step, engineOf(running));
    read.push(...(await ask(next.reads)));
    const fresh = next.writes.filter((table) => !seen.has(storageKey(table)));
    for (const table of fresh) seen.add(storageKey(table));
    step = await ask(fresh);
    reached.push(...step);
  }
  return { written, reached, read };
}

/** How the file is read: of the target's engine. */
export function engineOf({ migration }: Pick<Running, "migration">) {
  return migration.statements[0]?.mode.engine;
}

/** So long an answer is good for: whoever else alters a table is not waited for, and not passed over for long. */
const freshMs = 1_000;

async function storageOf(
  { session, storage, clock }: Pick<Running, "session" | "storage" | "clock">,
  tables: readonly ObjectName[],
): Promise<TableStorage[]> {
  const distinct = [...new Map(tables.map((table) => [storageKey(table), table])).values()];
  const askedAt = clock.now().getTime();
  const unknown = distinct.filter((table) => {
    const known = storage.get(storageKey(table));
    return !known || Math.abs(askedAt - known.askedAt) >= freshMs;
  });
  for (const table of unknown.length > 0 ? await session.storage(unknown) : [])
    storage.set(storageKey(table), { table, askedAt });
  return distinct.flatMap((table) => storage.get(storageKey(table))?.table ?? []);
}

function storageKey({ database, name }: ObjectName): string {
  return `${database}\0${name}`;
}

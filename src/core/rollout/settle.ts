import type { Fingerprints, Probe } from "./rollout.ts";

export type Fate = { ran: true } | { ran: false } | { ran: undefined; why: string };

/** Engines that undo a statement that did not commit. */
const transactional = new Set(["innodb", "rocksdb", "tokudb", "ndbcluster", "ndb"]);

/**
 * Whether a statement that was announced and never settled ran. `before` was taken right before it, `now` is taken with
 * the target's lock held, when no session of that run is left. Any difference between the two is laid to the
 * statement: what else changes the schema past the lock would have to hit the very same objects.
 */
export function settle(probe: Probe, before: Fingerprints | undefined, now: Fingerprints): Fate {
  if (probe.kind === "again") return { ran: false };
  if (probe.kind === "none") return { ran: undefined, why: probe.why };
  if (probe.kind === "data") return settleData(probe.tables, now);
  if (!before) return { ran: undefined, why: "The ledger does not say what was there before it." };
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  const changed = names.filter((name) => before[name] !== now[name]);
  if (changed.length === 0) return { ran: false };
  const expected = probe.kind === "tables" ? probe.tables.length : 1;
  if (changed.length >= expected) return { ran: true };
  return { ran: undefined, why: `It changed ${changed.join(", ")} and not the other tables that it names.` };
}

function settleData(tables: Extract<Probe, { kind: "data" }>["tables"], engines: Fingerprints): Fate {
  const cannotUndo = tables.filter(
    ({ database, name }) => !transactional.has(engines[`${database}.${name}`]?.toLowerCase() ?? ""),
  );
  if (cannotUndo.length === 0) return { ran: false };
  const named = cannotUndo.map(({ name }) => name).join(", ");
  return { ran: undefined, why: `It writes ${named}, whose engine cannot undo half a statement.` };
}

/**
 * A line of a tool's output. progress: how far the copy is. waits: it stands still for a reason. alarm: it bends values, which
 * nothing that it is given should make it do. other: everything else; the last of these say why a call failed.
 */
export type ToolLine =
  | { kind: "progress"; percent: number; says: string }
  | { kind: "waits"; says: string }
  | { kind: "alarm"; says: string }
  | { kind: "other"; says: string };

/** ``Copying `shop`.`orders`:  45% 00:12 remain`` (pt-online-schema-change). */
const perconaCopy = /^Copying `.*`:\s+(\d+)%\s+(\S+) remain/;
/** `Copy: 45000/100000 45.0%; Applied: 3; Backlog: 0/1000; …; Lag: 0.02s, HeartbeatLag: 0.02s, State: migrating; ETA: 12s` (gh-ost). */
const ghostCopy = /^Copy: \d+\/\d+ ([\d.]+)%;/;

export function readToolLine(line: string): ToolLine {
  const says = line.trim();
  const percona = perconaCopy.exec(says);
  if (percona) return progress(Number(percona[1]), `${percona[2]} left`);
  const ghost = ghostCopy.exec(says);
  if (ghost) return ofGhost(says, Number(ghost[1]));
  if (/^Copying rows caused a MySQL error \d+/.test(says)) return { kind: "alarm", says };
  if (/^(Replica|Slave)s? .*\blag\b|^(Replica|Slave) lag is|^Pausing because|^Waiting /i.test(says))
    return { kind: "waits", says };
  return { kind: "other", says };
}

function ofGhost(says: string, percent: number): ToolLine {
  const field = (name: string) => new RegExp(`[;,] ${name}: ([^;]+)`).exec(says)?.[1]?.trim();
  const state = field("State") ?? "";
  const eta = field("ETA") ?? "";
  // Older versions say it where the others say how long it still takes.
  const throttled = [state, eta].find((text) => text.startsWith("throttled"));
  if (throttled !== undefined) return { kind: "waits", says: throttled };
  if (/postponing cut-over/.test(`${state} ${eta}`))
    return {
      kind: "waits",
      says: "all rows are copied; the tables change places when the cut-over file is deleted",
    };
  return progress(percent, eta === "" ? "" : `${eta} left`);
}

function progress(percent: number, left: string): ToolLine {
  return { kind: "progress", percent, says: `${percent} % copied${left === "" ? "" : `, ${left}`}` };
}

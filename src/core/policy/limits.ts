/** How much a rollout may ask of an environment's servers, and for how long. Times in milliseconds. */
export interface Limits {
  /** How long a statement is tried again and again where another session holds its lock; 0 = once. */
  lockWaitMs: number;
  /** Whose sessions may be ended where they hold a lock; undefined = nobody's. */
  killBlockers: BlockersToKill | undefined;
  /** The running statement is cancelled after it; undefined = never. */
  statementTimeoutMs: number | undefined;
  /** Whether an ALTER is tried on an empty twin of its table first. */
  assert: "rehearse" | "off";
  /** Between statements and batches the run waits while a replica is further behind; undefined = no replica is looked at. */
  maxLagMs: number | undefined;
  /** How long it waits for one. */
  lagWaitMs: number;
  /** What then happens. */
  onLag: "refuse" | "continue";
}

/** A transaction of one of these accounts that has been open for so long. */
export interface BlockersToKill {
  /** Names of accounts without their host; `*` and `?` as in globs. */
  users: readonly string[];
  olderThanMs: number;
}

/** Documented in the schema, beside each key. */
const defaultLimits: Limits = {
  lockWaitMs: 600_000,
  killBlockers: undefined,
  statementTimeoutMs: undefined,
  assert: "off",
  maxLagMs: undefined,
  lagWaitMs: 600_000,
  onLag: "refuse",
};

export function limitsOf({ limits }: { limits?: Partial<Limits> }): Limits {
  return { ...defaultLimits, ...limits };
}

const unitMs: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

/** `30s`, `10m`, `2h`, as the schema lets them pass. */
export function durationMs(text: string): number {
  const factor = unitMs[text.slice(-1)];
  const count = Number(text.slice(0, -1));
  if (factor === undefined || !Number.isInteger(count)) throw new Error(`"${text}" is no duration.`);
  return count * factor;
}

/** What both allow, of what either says: the shorter times, and whom both would end. */
export function stricterLimits(floor: Partial<Limits>, own: Partial<Limits>): Partial<Limits> {
  const both = { ...own, ...floor };
  for (const key of ["lockWaitMs", "statementTimeoutMs", "maxLagMs", "lagWaitMs"] as const) {
    const [least, wanted] = [floor[key], own[key]];
    if (least !== undefined && wanted !== undefined) both[key] = Math.min(least, wanted);
  }
  if (floor.killBlockers && own.killBlockers)
    both.killBlockers = bothKill(floor.killBlockers, own.killBlockers);
  else if (floor.killBlockers) both.killBlockers = undefined;
  if (own.assert === "rehearse") both.assert = "rehearse";
  if (own.onLag === "refuse") both.onLag = "refuse";
  return both;
}

function bothKill(one: BlockersToKill, other: BlockersToKill): BlockersToKill | undefined {
  const users = one.users.filter((user) => other.users.includes(user));
  const olderThanMs = Math.max(one.olderThanMs, other.olderThanMs);
  return users.length === 0 ? undefined : { users, olderThanMs };
}

/** What the clock on the wall of a time zone shows. */
export interface WallTime {
  /** Days since 1970-01-01. */
  day: number;
  /** Since midnight, as shown: a day has 23, 24 or 25 hours of them. */
  minute: number;
}

export const weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;

export const minuteMs = 60_000;
export const dayMs = 24 * 60 * minuteMs;

export type WallClock = (at: number) => WallTime;

/** The zone's clock, for instants in milliseconds since 1970; undefined = there is no such zone. */
export function wallClock(zone: string): WallClock | undefined {
  const format = formatFor(zone);
  return (
    format &&
    ((at) => {
      const shown = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
      const part = (type: Intl.DateTimeFormatPartTypes) => shown.get(type) ?? 0;
      const day = Date.UTC(part("year"), part("month") - 1, part("day")) / dayMs;
      return { day, minute: part("hour") * 60 + part("minute") };
    })
  );
}

function formatFor(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      ...({ year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" } as const),
    });
  } catch (error) {
    // What ECMA-402 throws for a zone that it does not know.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Day 0 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

/**
 * The instants, whole minutes, at which the clock shows a time: one, two where it was put back over it, and where it was
 * put forward over it the instant of that.
 */
export function instantsOf(clock: WallClock, { day, minute }: WallTime): number[] {
  const naive = day * dayMs + minute * minuteMs;
  const [before, after] = [offsetAt(clock, naive - dayMs), offsetAt(clock, naive + dayMs)];
  const exact = [...new Set([naive - before, naive - after])].filter(
    (at) => at + offsetAt(clock, at) === naive,
  );
  return exact.length > 0 ? exact.sort((a, b) => a - b) : jumpBetween(clock, naive - dayMs, naive + dayMs);
}

/** The minute from which on another offset holds; none, where both ends have the same. */
export function jumpBetween(clock: WallClock, from: number, to: number): number[] {
  const first = offsetAt(clock, from);
  if (offsetAt(clock, to) === first) return [];
  let [low, high] = [Math.floor(from / minuteMs), Math.ceil(to / minuteMs)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(clock, middle * minuteMs) === first) low = middle;
    else high = middle;
  }
  return [high * minuteMs];
}

/** What the clock shows, less what it would show in UTC. */
function offsetAt(clock: WallClock, at: number): number {
  const { day, minute } = clock(at);
  return day * dayMs + minute * minuteMs - Math.floor(at / minuteMs) * minuteMs;
}

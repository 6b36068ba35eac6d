import { instantsOf, minuteMs, type WallClock, wallClock, weekdayOf, weekdays } from "./wall-clock.ts";

/** When an environment may be rolled out to, as one file says. */
export interface Calendar {
  /** In any of them; none = at any time. */
  windows: readonly RolloutWindow[];
  /** And in none of these. */
  freezes: readonly Freeze[];
}

/** Some hours of some days of the week, by the clock of a zone. */
export interface RolloutWindow {
  /** As written. */
  text: string;
  zone: string;
  clock: WallClock;
  /** 0 = Sunday. With hours past midnight: the day on which they begin. */
  days: ReadonlySet<number>;
  /** Minutes since midnight; `until` is outside. Not after `from`: past midnight. */
  from: number;
  until: number;
}

export interface Freeze {
  /** Milliseconds since 1970; `until` is outside. */
  from: number;
  until: number;
  /** `until` as written. */
  untilText: string;
  reason: string;
}

interface Fault {
  fault: string;
}

/** `Mon-Thu 09:00-16:00 Europe/Berlin`, or what is wrong with it, as the end of a sentence. */
export function parseWindow(text: string): RolloutWindow | Fault {
  const match = text.trim().match(/^(\S+)\s+(\d\d):(\d\d)-(\d\d):(\d\d)(?:\s+(\S+))?$/);
  if (!match) return { fault: "is not of the form `Mon-Thu 09:00-16:00 Europe/Berlin`" };
  const [, dayText = "", ...rest] = match;
  const [from, until] = [timeOf(rest[0], rest[1]), timeOf(rest[2], rest[3])];
  const days = parseDays(dayText);
  if (!days) return { fault: `has days that there are not: \`${dayText}\`` };
  if (from === undefined || until === undefined || from === 24 * 60)
    return { fault: "has a time that no clock shows" };
  if (from === until) return { fault: "ends when it begins; the whole day is 00:00-24:00" };
  const zone = rest[4] ?? "UTC";
  const clock = wallClock(zone);
  if (!clock) return { fault: `names a time zone that there is not: \`${zone}\`` };
  return { text: text.trim(), zone, clock, days, from, until };
}

/** A freeze; a day without a time is meant whole, at its end too. */
export function parseFreeze(freeze: { from: string; until: string; reason: string }): Freeze | Fault {
  const [from, until] = [parseMoment(freeze.from, "first"), parseMoment(freeze.until, "last")];
  if (typeof from !== "number") return from;
  if (typeof until !== "number") return until;
  if (from >= until) return { fault: "ends before it begins" };
  return { from, until, untilText: freeze.until, reason: freeze.reason };
}

function parseMoment(text: string, side: "first" | "last"): number | Fault {
  const match = text.trim().match(/^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d))?(?:\s+(\S+))?$/);
  if (!match)
    return { fault: `has a moment that is not of the form \`2026-12-20 18:00 Europe/Berlin\`: \`${text}\`` };
  const [, year, month, date, hours, minutes, zone = "UTC"] = match;
  const day = dayOf(Number(year), Number(month), Number(date));
  const whole = hours === undefined;
  const minute = whole ? 0 : timeOf(hours, minutes);
  if (day === undefined || minute === undefined)
    return { fault: `has a moment that no calendar has: \`${text}\`` };
  const clock = wallClock(zone);
  if (!clock) return { fault: `names a time zone that there is not: \`${zone}\`` };
  const instants = instantsOf(clock, { day: whole && side === "last" ? day + 1 : day, minute });
  // Where the clock shows the time twice, a freeze is the longer one.
  return (side === "first" ? instants.at(0) : instants.at(-1)) ?? 0;
}

function dayOf(year: number, month: number, date: number): number | undefined {
  const at = new Date(Date.UTC(year, month - 1, date));
  const real = at.getUTCMonth() === month - 1 && at.getUTCDate() === date;
  return real ? at.getTime() / (24 * 60 * minuteMs) : undefined;
}

function timeOf(hours: string | undefined, minutes: string | undefined): number | undefined {
  const [hour, minute] = [Number(hours), Number(minutes)];
  const time = hour * 60 + minute;
  return minute < 60 && time <= 24 * 60 ? time : undefined;
}

/** `Mon-Thu`, `Mon,Wed`, `Sat-Mon,Thu`, `daily`. */
function parseDays(text: string): ReadonlySet<number> | undefined {
  if (text.toLowerCase() === "daily") return new Set([0, 1, 2, 3, 4, 5, 6]);
  const days = new Set<number>();
  for (const part of text.split(",")) {
    const range = part.split("-").map(weekdayNamed);
    const [first, last] = [range.at(0), range.at(-1)];
    if (first === undefined || last === undefined || range.length > 2) return undefined;
    for (let day = first; ; day = (day + 1) % 7) {
      days.add(day);
      if (day === last) break;
    }
  }
  return days;
}

function weekdayNamed(word: string): number | undefined {
  const at = weekdays.findIndex((name) => name.toLowerCase() === word.toLowerCase());
  return at < 0 ? undefined : at;
}

/** Whether the zone's clock shows a time of the window. */
export function isInWindow({ clock, days, from, until }: RolloutWindow, at: number): boolean {
  const { day, minute } = clock(at);
  const today = days.has(weekdayOf(day));
  if (from < until) return today && from <= minute && minute < until;
  return (today && from <= minute) || (days.has(weekdayOf(day - 1)) && minute < until);
}

export function isFrozen({ from, until }: Freeze, at: number): boolean {
  return from <= at && at < until;
}

import { type Calendar, isFrozen, isInWindow, type RolloutWindow } from "../policy/calendar.ts";
import type { Environment } from "../policy/policy.ts";
import {
  dayMs,
  instantsOf,
  jumpBetween,
  minuteMs,
  type WallClock,
  weekdayOf,
  weekdays,
} from "../policy/wall-clock.ts";
import type { Refusal } from "./rollout.ts";

/** How far ahead an opening is looked for, after the last freeze. */
const daysAhead = 400;

/** No zone is further than this from UTC, be it before it or after it. */
const daysApart = 2;

/** Why an environment may not be rolled out to at an instant, with the next at which it may; undefined = it may. */
export function closedAt(
  { name, calendars = [] }: Pick<Environment, "name" | "calendars">,
  at: number,
): Refusal | undefined {
  const freeze = calendars.flatMap(({ freezes }) => freezes).find((one) => isFrozen(one, at));
  const shut = calendars.find((calendar) => !isInHours(calendar, at));
  if (!freeze && !shut) return undefined;
  const clock = shut?.windows[0] ?? calendars.flatMap(({ windows }) => windows)[0];
  const opens = nextOpening(calendars, at);
  const fix =
    opens === undefined
      ? "It does not open within a year: change its windows or freezes in the policy."
      : `Start it again from ${sayMoment(opens, clock)} on.`;
  if (freeze) {
    const what = `${name} is frozen until ${freeze.untilText}: ${freeze.reason.replace(/\.$/, "")}.`;
    return { code: "frozen", what, fix };
  }
  const windows = (shut?.windows ?? []).map(({ text }) => text).join(", ");
  const what = `${name} may be rolled out to ${windows}, and it is ${sayMoment(at, clock)}.`;
  return { code: "outside-window", what, fix };
}

/** The first whole minute, not before an instant, at which every calendar is open; undefined = none for a year. */
export function nextOpening(calendars: readonly Calendar[], at: number): number | undefined {
  const ends = calendars.flatMap(({ freezes }) => freezes.map(({ until }) => wholeMinute(until)));
  const windows = calendars.flatMap((calendar) => calendar.windows);
  const first = wholeMinute(at);
  const lastDay = Math.max(first, ...ends) / dayMs + daysAhead;
  const isOpening = (edge: number) =>
    edge >= first && calendars.every((calendar) => isInHours(calendar, edge) && !isShut(calendar, edge));
  // It opens at no other instants than now, the end of a freeze, the beginning of a window, and a jump of its clock.
  const openings = (day: number) =>
    [
      ...[first, ...ends].filter((edge) => Math.floor(edge / dayMs) === day),
      ...windows.flatMap((window) => edgesOn(window, day)),
    ].filter(isOpening);
  for (let day = Math.floor(first / dayMs) - daysApart; day < lastDay; day++) {
    if (openings(day).length === 0) continue;
    // Days of other zones begin earlier than this one ends.
    return Math.min(...Array.from({ length: 2 * daysApart + 1 }, (_, i) => openings(day + i)).flat());
  }
  return undefined;
}

function edgesOn({ clock, from }: RolloutWindow, day: number): number[] {
  return [
    ...instantsOf(clock, { day, minute: from }),
    ...jumpBetween(clock, (day - 1) * dayMs, (day + 2) * dayMs),
  ];
}

function wholeMinute(at: number): number {
  return Math.ceil(at / minuteMs) * minuteMs;
}

function isInHours({ windows }: Calendar, at: number): boolean {
  return windows.length === 0 || windows.some((one) => isInWindow(one, at));
}

function isShut({ freezes }: Calendar, at: number): boolean {
  return freezes.some((one) => isFrozen(one, at));
}

/** `Mon 2026-11-30 09:00 Europe/Berlin`; in UTC where no window names a zone. */
function sayMoment(at: number, window: { zone: string; clock: WallClock } | undefined): string {
  const utc = { day: Math.floor(at / dayMs), minute: Math.floor((at % dayMs) / minuteMs) };
  const { day, minute } = window?.clock(at) ?? utc;
  const two = (number: number) => String(number).padStart(2, "0");
  const date = new Date(day * dayMs).toISOString().slice(0, 10);
  const time = `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
  return `${weekdays[weekdayOf(day)]} ${date} ${time} ${window?.zone ?? "UTC"}`;
}

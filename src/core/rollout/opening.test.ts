import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Calendar,
  type Freeze,
  isFrozen,
  isInWindow,
  parseFreeze,
  parseWindow,
  type RolloutWindow,
} from "../policy/calendar.ts";
import { closedAt, nextOpening } from "./opening.ts";

function windowOf(text: string): RolloutWindow {
  const window = parseWindow(text);
  if ("fault" in window) throw new Error(`${text} ${window.fault}`);
  return window;
}

function freezeOf(from: string, until: string, reason = "year-end"): Freeze {
  const freeze = parseFreeze({ from, until, reason });
  if ("fault" in freeze) throw new Error(freeze.fault);
  return freeze;
}

const calendar = (windows: readonly string[], freezes: readonly Freeze[] = []): Calendar => ({
  windows: windows.map(windowOf),
  freezes,
});
const at = (iso: string) => Date.parse(iso);
const opening = (iso: string, ...calendars: Calendar[]) => {
  const found = nextOpening(calendars, at(iso));
  return found === undefined ? undefined : new Date(found).toISOString().slice(0, 16);
};

describe("the next opening", () => {
  test.each([
    // 2026-11-30 is a Monday; Berlin is an hour ahead.
    ["it is open", ["Mon-Thu 09:00-16:00 Europe/Berlin"], "2026-11-30T08:00Z", "2026-11-30T08:00"],
    ["the last minute", ["Mon-Thu 09:00-16:00 Europe/Berlin"], "2026-11-30T14:59Z", "2026-11-30T14:59"],
    ["just closed", ["Mon-Thu 09:00-16:00 Europe/Berlin"], "2026-11-30T15:00Z", "2026-12-01T08:00"],
    ["over the weekend", ["Mon-Thu 09:00-16:00 Europe/Berlin"], "2026-12-03T15:00Z", "2026-12-07T08:00"],
    ["a second past the minute", ["Mon-Thu 09:00-16:00"], "2026-11-30T08:59:01Z", "2026-11-30T09:00"],
    ["past midnight", ["Mon 22:00-04:00"], "2026-12-01T03:59Z", "2026-12-01T03:59"],
    ["past midnight, over", ["Mon 22:00-04:00"], "2026-12-01T04:00Z", "2026-12-07T22:00"],
    ["past midnight, of Sunday", ["Sun 22:00-04:00"], "2026-11-30T02:00Z", "2026-11-30T02:00"],
    ["days over the end of the week", ["Sat-Mon 09:00-10:00"], "2026-11-30T10:00Z", "2026-12-05T09:00"],
    ["the earlier of two", ["Wed 09:00-10:00", "Tue 09:00-10:00"], "2026-11-30T10:00Z", "2026-12-01T09:00"],
    ["until midnight", ["Mon 20:00-24:00"], "2026-11-30T23:59Z", "2026-11-30T23:59"],
    ["far east", ["Tue 00:00-02:00 Pacific/Kiritimati"], "2026-11-30T09:00Z", "2026-11-30T10:00"],
    // Berlin: 02:00 becomes 03:00 on 2027-03-28, 03:00 becomes 02:00 on 2026-10-25.
    [
      "hours that a day leaves out",
      ["Sun 02:15-02:45 Europe/Berlin"],
      "2027-03-27T12:00Z",
      "2027-04-04T00:15",
    ],
    [
      "a beginning that is left out",
      ["Sun 02:15-04:00 Europe/Berlin"],
      "2027-03-27T12:00Z",
      "2027-03-28T01:00",
    ],
    [
      "hours that a day has twice",
      ["Sun 02:15-02:45 Europe/Berlin"],
      "2026-10-25T00:45Z",
      "2026-10-25T01:15",
    ],
  ])("%s", (_, windows, from, opens) => {
    expect(opening(from, calendar(windows))).toBe(opens);
  });

  test("a freeze is over before it opens, wherever it ends", () => {
    const freeze = freezeOf("2026-12-20 Europe/Berlin", "2027-01-03 Europe/Berlin");
    expect(opening("2026-12-21T10:00Z", calendar([], [freeze]))).toBe("2027-01-03T23:00");
    expect(opening("2026-12-21T10:00Z", calendar(["Mon 09:00-10:00 Europe/Berlin"], [freeze]))).toBe(
      "2027-01-04T08:00",
    );
    const midday = freezeOf("2026-11-30 09:30", "2026-11-30 09:45");
    expect(opening("2026-11-30T09:30Z", calendar(["Mon 09:00-10:00"], [midday]))).toBe("2026-11-30T09:45");
  });

  test("each calendar holds; where they never meet, there is none", () => {
    const floor = calendar(["Mon-Fri 09:00-17:00"]);
    expect(opening("2026-11-30T18:00Z", floor, calendar(["Mon,Wed 16:00-20:00"]))).toBe("2026-12-02T16:00");
    expect(opening("2026-11-30T18:00Z", floor, calendar(["Sat 09:00-10:00"]))).toBeUndefined();
  });
});

const zones = [
  "UTC",
  "Europe/Berlin",
  "America/St_Johns",
  "Australia/Lord_Howe",
  "Pacific/Kiritimati",
  "Pacific/Pago_Pago",
  "Africa/Casablanca",
  "Asia/Kathmandu",
];
const days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const time = fc
  .integer({ min: 0, max: 95 })
  .map(
    (quarter) =>
      `${String(Math.floor(quarter / 4)).padStart(2, "0")}:${String((quarter % 4) * 15).padStart(2, "0")}`,
  );
const anyWindow = fc
  .record({
    first: fc.constantFrom(...days),
    last: fc.constantFrom(...days),
    from: time,
    until: time,
    zone: fc.constantFrom(...zones),
  })
  .filter(({ from, until }) => from !== until)
  .map(({ first, last, from, until, zone }) => `${first}-${last} ${from}-${until} ${zone}`);
/** Instants around the changes of clocks of 2026 and 2027, and any other. */
const moment = fc
  .oneof(
    fc
      .constantFrom(
        "2026-03-29",
        "2026-10-25",
        "2026-10-04",
        "2026-04-05",
        "2026-11-01",
        "2027-03-14",
        "2026-02-15",
        "2026-03-22",
      )
      .map(at),
    fc.integer({ min: 0, max: 500 }).map((day) => at("2026-01-01") + day * 86_400_000),
  )
  .chain((day) => fc.integer({ min: -2880, max: 2880 }).map((minute) => day + minute * 60_000));

const minutesSearched = 9 * 24 * 60;

/** Minute after minute, for nine days: whatever opens in a week does so within them. */
function search(calendars: readonly Calendar[], from: number): number | undefined {
  for (let i = 0; i < minutesSearched; i++) {
    const now = from + i * 60_000;
    const open = calendars.every(
      ({ windows, freezes }) =>
        !freezes.some((one) => isFrozen(one, now)) &&
        (windows.length === 0 || windows.some((one) => isInWindow(one, now))),
    );
    if (open) return now;
  }
  return undefined;
}

test("it is what a search minute by minute finds", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(anyWindow, { maxLength: 2 }), { minLength: 1, maxLength: 2 }),
      moment,
      fc.option(fc.tuple(fc.integer({ min: -600, max: 600 }), fc.integer({ min: 1, max: 4000 })), {
        nil: undefined,
      }),
      (texts, from, frozen) => {
        const freezes = frozen
          ? [
              {
                from: from + frozen[0] * 60_000,
                until: from + (frozen[0] + frozen[1]) * 60_000,
                untilText: "",
                reason: "",
              },
            ]
          : [];
        const calendars = texts.map((windows) => calendar(windows, freezes));
        const [found, searched] = [nextOpening(calendars, from), search(calendars, from)];
        const near = found !== undefined && found < from + minutesSearched * 60_000 ? found : undefined;
        expect(near).toBe(searched);
      },
    ),
    { numRuns: 150 },
  );
});

describe("a refusal", () => {
  const prod = { name: "prod", calendars: [calendar(["Mon-Thu 09:00-16:00 Europe/Berlin"])] };

  test("says the hours, the time there, and when to come again", () => {
    expect(closedAt(prod, at("2026-11-27T16:12Z"))).toEqual({
      code: "outside-window",
      what: "prod may be rolled out to Mon-Thu 09:00-16:00 Europe/Berlin, and it is Fri 2026-11-27 17:12 Europe/Berlin.",
      fix: "Start it again from Mon 2026-11-30 09:00 Europe/Berlin on.",
    });
    expect(closedAt(prod, at("2026-11-30T12:00Z"))).toBeUndefined();
    expect(closedAt({ name: "test" }, at("2026-11-27T16:12Z"))).toBeUndefined();
  });

  test("a freeze says why", () => {
    const freezes = [freezeOf("2026-12-20 Europe/Berlin", "2027-01-02 Europe/Berlin", "The books close.")];
    const calendars = [{ windows: prod.calendars[0]?.windows ?? [], freezes }];
    expect(closedAt({ name: "prod", calendars }, at("2026-12-21T10:00Z"))).toEqual({
      code: "frozen",
      what: "prod is frozen until 2027-01-02 Europe/Berlin: The books close.",
      fix: "Start it again from Mon 2027-01-04 09:00 Europe/Berlin on.",
    });
  });
});

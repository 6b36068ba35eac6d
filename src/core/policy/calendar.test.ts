import { expect, test } from "vitest";
import { policyText } from "../../testing/a-policy.ts";
import { parseFreeze, parseWindow } from "./calendar.ts";
import { parsePolicy } from "./parse-policy.ts";

test.each([
  ["Mon-Thu 09:00-16:00 Europe/Berlin", [1, 2, 3, 4], 540, 960, "Europe/Berlin"],
  ["sat-mon,thu 22:00-04:00", [6, 0, 1, 4], 1320, 240, "UTC"],
  ["daily 00:00-24:00 Asia/Kathmandu", [0, 1, 2, 3, 4, 5, 6], 0, 1440, "Asia/Kathmandu"],
])("%s is read", (text, days, from, until, zone) => {
  expect(parseWindow(text)).toMatchObject({ text, days: new Set(days), from, until, zone });
});

test.each([
  ["09:00-16:00", "not of the form"],
  ["Mon-Thu 9-16", "not of the form"],
  ["Mon-Thu 09:00-16:00 Europe/Berlin too", "not of the form"],
  ["Mon-Thu-Fri 09:00-16:00", "days that there are not: `Mon-Thu-Fri`"],
  ["Mon- 09:00-16:00", "days that there are not"],
  ["Mo 09:00-16:00", "days that there are not"],
  ["Mon 09:60-16:00", "a time that no clock shows"],
  ["Mon 09:00-24:01", "a time that no clock shows"],
  ["Mon 24:00-02:00", "a time that no clock shows"],
  ["Mon 09:00-09:00", "ends when it begins"],
  ["Mon 09:00-16:00 Europe/Berlim", "a time zone that there is not: `Europe/Berlim`"],
])("%s is refused: %s", (text, fault) => {
  expect(parseWindow(text)).toMatchObject({ fault: expect.stringContaining(fault) });
});

const freeze = (from: string, until: string) => parseFreeze({ from, until, reason: "because" });
const iso = (from: string, until: string) => {
  const read = freeze(from, until);
  if ("fault" in read) throw new Error(read.fault);
  return [read.from, read.until].map((at) => new Date(at).toISOString().slice(0, 16));
};

test("a freeze holds whole days, or from and until a minute", () => {
  expect(iso("2026-12-20", "2026-12-20")).toEqual(["2026-12-20T00:00", "2026-12-21T00:00"]);
  expect(iso("2026-12-20 Europe/Berlin", "2027-01-02 Europe/Berlin")).toEqual([
    "2026-12-19T23:00",
    "2027-01-02T23:00",
  ]);
  expect(iso("2026-12-20T18:00 Europe/Berlin", "2026-12-21 06:30")).toEqual([
    "2026-12-20T17:00",
    "2026-12-21T06:30",
  ]);
  // 02:30 comes twice on this day: the freeze holds from the first to the second.
  expect(iso("2026-10-25 02:30 Europe/Berlin", "2026-10-25 02:30 Europe/Berlin")).toEqual([
    "2026-10-25T00:30",
    "2026-10-25T01:30",
  ]);
});

test.each([
  ["2026-12-24", "2026-12-20", "ends before it begins"],
  ["24.12.2026", "2026-12-20", "`24.12.2026`"],
  ["2026-02-30", "2026-12-20", "a moment that no calendar has"],
  ["2026-12-20 24:30", "2026-12-24", "a moment that no calendar has"],
  ["2026-12-20", "2026-12-24 Mars/Olympus", "`Mars/Olympus`"],
])("a freeze from %s until %s is refused", (from, until, fault) => {
  expect(freeze(from, until)).toMatchObject({ fault: expect.stringContaining(fault) });
});

test("a policy with faults in its times is refused, with their places", () => {
  const times =
    'window: ["Mon 09:00-10:00", "Someday"], freeze: [{ from: 2026-12-24, until: 2026-12-20, reason: x }],';
  const parsed = parsePolicy(
    policyText.replace("{ rollout: automatic", `{ ${times} rollout: automatic`),
    "p",
  );
  expect(parsed).toMatchObject({ ok: false });
  expect(parsed.ok ? [] : parsed.problems.map(({ code }) => code)).toEqual([
    "policy-bad-window",
    "policy-bad-freeze",
  ]);
  const good = parsePolicy(
    policyText.replace("{ rollout: automatic", '{ window: "Mon 09:00-10:00", rollout: automatic'),
    "p",
  );
  expect(good).toMatchObject({
    ok: true,
    value: { environments: [{ calendars: [{ windows: [{ from: 540 }] }] }, {}] },
  });
});

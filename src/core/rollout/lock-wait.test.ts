import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pauseBeforeRetry, wasUndoneAtEnd } from "./lock-wait.ts";

const first = { of: "definition", spentMs: 2_000, lockWaitMs: 600_000, random: 0 } as const;
const startWait = { number: 1205, ms: 2_035 };

describe("a definition that met another session's lock", () => {
  test("is tried again after a pause several times as long as its wait", () => {
    expect(pauseBeforeRetry(startWait, first)).toBe(16_000);
    expect(pauseBeforeRetry(startWait, { ...first, random: 1 })).toBe(24_000);
  });

  test("is not tried again where it had worked before it waited", () => {
    const atEnd = { number: 1205, ms: 3_200 };
    expect(pauseBeforeRetry(atEnd, first)).toBeUndefined();
    expect([wasUndoneAtEnd(atEnd), wasUndoneAtEnd(startWait)]).toEqual([true, false]);
  });

  test("waited at its start for as long as its session waits, whatever the file has set", () => {
    expect(pauseBeforeRetry({ number: 1205, ms: 30_020, waitMs: 30_000 }, first)).toBe(240_000);
    expect(pauseBeforeRetry({ number: 1205, ms: 2_400, waitMs: 1_000 }, first)).toBeUndefined();
  });

  test("is not tried again after another refusal", () => {
    for (const number of [1213, 1020, 1317, 1060])
      expect(pauseBeforeRetry({ number, ms: 5 }, first)).toBeUndefined();
  });

  test("is given up where the policy's lock_wait does not last for another try", () => {
    expect(pauseBeforeRetry(startWait, { ...first, lockWaitMs: 0 })).toBeUndefined();
    expect(pauseBeforeRetry(startWait, { ...first, lockWaitMs: 17_999 })).toBeUndefined();
    expect(pauseBeforeRetry(startWait, { ...first, lockWaitMs: 18_000 })).toBe(16_000);
  });

  test("lets readers stand for 15 % of any minute at most, whatever the jitter", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 8 }), (randoms) => {
        let [now, stood] = [0, 0];
        for (const random of randoms) {
          if (now >= 60_000) break;
          stood += Math.min(2_035, 60_000 - now);
          now += 2_035 + (pauseBeforeRetry(startWait, { ...first, random }) ?? 60_000);
        }
        expect(stood / 60_000).toBeLessThanOrEqual(0.15);
      }),
    );
  });
});

test("a change of rows is tried again after a lock, a deadlock and a row that had changed", () => {
  const rows = { ...first, of: "rows" } as const;
  expect(pauseBeforeRetry({ number: 1205, ms: 9_000 }, rows)).toBe(10_000);
  expect(pauseBeforeRetry({ number: 1213, ms: 4 }, rows)).toBe(1_000);
  expect(pauseBeforeRetry({ number: 1020, ms: 4 }, rows)).toBe(1_000);
  expect(pauseBeforeRetry({ number: 1062, ms: 4 }, rows)).toBeUndefined();
});

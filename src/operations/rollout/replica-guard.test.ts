import { describe, expect, test } from "vitest";
import { type Limits, limitsOf } from "../../core/policy/limits.ts";
import type { Target } from "../../core/policy/policy.ts";
import type { ReplicaReading } from "../../core/rollout/replica-lag.ts";
import { replicaGuard } from "./replica-guard.ts";

const target: Target = {
  ...{
    environment: "prod",
    instance: "eu",
    database: "shop",
    engine: "mysql-8.4",
    connection: "URL",
    labels: {},
  },
};

/** Answers of one replica, the last of them for ever; the pauses cost no time. */
function guardOf(answers: readonly Partial<ReplicaReading>[], limits: Partial<Limits>) {
  const said: string[] = [];
  const asked: boolean[] = [];
  const cancel = new AbortController();
  let [pauses, flushed] = [0, 0];
  const guard = replicaGuard({
    session: {
      flags: async () => ({ autocommit: true, inTransaction: false }),
      async replicas(byLedger) {
        const answer = answers[Math.min(asked.length, answers.length - 1)];
        asked.push(byLedger);
        return [{ name: "r:3306", behind: 0, lacks: undefined, ...answer }];
      },
    },
    target,
    limits: limitsOf({ limits }),
    cancel: cancel.signal,
    pause: async () => void pauses++,
    say: (line) => void said.push(line),
    flush: async () => void flushed++,
  });
  return { guard, said, asked, cancel, counts: () => ({ pauses, flushed }) };
}

const late = { behind: 14 };

describe("while a replica is further behind than max_lag", () => {
  test("the run waits, says so, and goes on once it is back", async () => {
    const { guard, said, counts } = guardOf([late, late, { behind: 3 }], { maxLagMs: 5_000 });
    expect(await guard.beforeUnit()).toBeUndefined();
    expect(said).toEqual([
      "waits: replica r:3306 is 14 s behind, limit 5 s",
      "goes on: it waited 0 s for replicas.",
    ]);
    expect(counts().pauses).toBe(2);
  });

  test("it refuses after lag_wait, or goes on where the policy says so, and does not wait for that one again", async () => {
    const refusing = guardOf([late], { maxLagMs: 5_000, lagWaitMs: 0 });
    expect(await refusing.guard.beforeUnit()).toMatchObject({
      code: "replica-behind",
      what: expect.stringContaining("replica r:3306 is 14 s behind, limit 5 s"),
    });
    const going = guardOf([late], { maxLagMs: 5_000, lagWaitMs: 0, onLag: "continue" });
    expect(await going.guard.beforeUnit()).toBeUndefined();
    expect(going.said).toEqual([expect.stringContaining("goes on after 0 s, as the policy's on_lag says")]);
    going.guard.ran(6_000);
    expect(await going.guard.beforeUnit()).toBeUndefined();
    expect(going.said).toHaveLength(1);
  });

  test("what waiting does not help is refused at once", async () => {
    const { guard, counts } = guardOf([{ why: "reports no host", lasting: true }], { maxLagMs: 5_000 });
    expect(await guard.beforeUnit()).toMatchObject({ code: "replica-behind" });
    expect(counts().pauses).toBe(0);
  });

  test("a cancel ends the pause", async () => {
    const { guard, cancel } = guardOf([late], { maxLagMs: 5_000 });
    cancel.abort();
    expect(await guard.beforeUnit()).toBeUndefined();
  });
});

test("after a long statement its row is written, and every replica has to have it", async () => {
  const { guard, said, asked, counts } = guardOf([{ behind: 0 }, { lacks: 1 }, {}], { maxLagMs: 5_000 });
  expect(await guard.beforeUnit()).toBeUndefined();
  guard.ran(5_001);
  guard.ran(1);
  expect(await guard.beforeUnit()).toBeUndefined();
  expect(asked).toEqual([false, true, true]);
  expect(counts().flushed).toBe(1);
  expect(said[0]).toContain("has not run what came before yet");
});

test("in batches whose clock stands still, the ledger tells", async () => {
  const { guard, said } = guardOf([{ behind: 3_600, lacks: undefined }], { maxLagMs: 5_000 });
  expect(await guard.beforeBatch(true)).toBeUndefined();
  expect(said).toEqual([]);
});

test("without max_lag nothing is asked, and with it at most once a second", async () => {
  const without = guardOf([late], {});
  await without.guard.beforeUnit();
  expect(without.asked).toEqual([]);
  const { guard, asked } = guardOf([{ behind: 0 }], { maxLagMs: 5_000 });
  await guard.beforeUnit();
  await guard.beforeBatch(false);
  expect(asked).toEqual([false]);
});

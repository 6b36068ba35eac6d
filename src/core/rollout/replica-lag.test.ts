import { describe, expect, test } from "vitest";
import { lateReplicas, type ReplicaReading } from "./replica-lag.ts";

const replica = (one: Partial<ReplicaReading>): ReplicaReading => ({
  name: "r:3306",
  behind: 0,
  lacks: undefined,
  ...one,
});
const said = (one: Partial<ReplicaReading>, measure: Parameters<typeof lateReplicas>[1]) =>
  lateReplicas([replica(one)], measure, 5_000).map((late) => late.said)[0];

describe("a replica is late", () => {
  test("by its own word where it is further behind than the limit, or applies nothing", () => {
    expect(said({ behind: 5 }, "status")).toBeUndefined();
    expect(said({ behind: 14 }, "status")).toBe("replica r:3306 is 14 s behind, limit 5 s");
    expect(said({ behind: undefined }, "status")).toBe("replica r:3306 applies nothing");
  });

  test("by the ledger's rows where the ages of events lie, whatever it says itself", () => {
    expect(said({ behind: 3_600, lacks: 4.5 }, "ledger")).toBeUndefined();
    expect(said({ behind: 3_600, lacks: undefined }, "ledger")).toBeUndefined();
    expect(said({ behind: 0, lacks: 14.4 }, "ledger")).toBe("replica r:3306 is 14 s behind, limit 5 s");
  });

  test("after a long statement for as long as it lacks the row that was written after it", () => {
    expect(said({ behind: 0, lacks: 0.2 }, "all")).toContain("has not run what came before yet");
    expect(said({ behind: 9, lacks: undefined }, "all")).toBeUndefined();
  });

  test.each(["status", "ledger", "all"] as const)("where it cannot be read, by %s", (measure) => {
    const [late] = lateReplicas([replica({ why: "cannot be asked", lasting: true })], measure, 5_000);
    expect(late).toEqual({ name: "r:3306", said: "replica r:3306 cannot be asked", lasting: true });
  });
});

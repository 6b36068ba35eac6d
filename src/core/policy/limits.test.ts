import { describe, expect, test } from "vitest";
import { policyText } from "../../testing/a-policy.ts";
import { limitsOf, stricterLimits } from "./limits.ts";
import { parsePolicy } from "./parse-policy.ts";

const withProd = (more: string) =>
  parsePolicy(policyText.replace("[owner, dba] }", `[owner, dba], ${more} }`), "tollgate.yml");

describe("limits of an environment", () => {
  test("are those that the policy writes, and the defaults", () => {
    const parsed = withProd(
      "lock_wait: 90s, kill_blockers: { users: [report_*], older_than: 10m }, statement_timeout: 2h, assert: rehearse, max_lag: 5s, lag_wait: 1m, on_lag: continue",
    );
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const [testing, prod] = parsed.value.environments;
    expect(testing && limitsOf(testing)).toEqual({
      lockWaitMs: 600_000,
      killBlockers: undefined,
      statementTimeoutMs: undefined,
      assert: "off",
      maxLagMs: undefined,
      lagWaitMs: 600_000,
      onLag: "refuse",
    });
    expect(prod && limitsOf(prod)).toEqual({
      lockWaitMs: 90_000,
      killBlockers: { users: ["report_*"], olderThanMs: 600_000 },
      statementTimeoutMs: 7_200_000,
      assert: "rehearse",
      maxLagMs: 5_000,
      lagWaitMs: 60_000,
      onLag: "continue",
    });
  });

  test("that cannot be read are refused together, each with what to write", () => {
    const parsed = withProd(
      "lock_wait: soon, kill_blockers: { users: [] }, statement_timeout: 0s, assert: yes",
    );
    const problems = parsed.ok ? [] : parsed.problems;
    expect(problems.map(({ what }) => what)).toEqual([
      expect.stringContaining("lock_wait"),
      expect.stringContaining("older_than"),
      expect.stringContaining("users"),
      expect.stringContaining("statement_timeout"),
      expect.stringContaining("assert"),
    ]);
    expect(problems[0]?.fix).toContain("`30s`, `10m` or `2h`");
  });
});

describe("an organisation's limits", () => {
  test("hold where a repository's are looser, and the repository's where they are stricter", () => {
    expect(
      stricterLimits({ lockWaitMs: 5, statementTimeoutMs: 9 }, { lockWaitMs: 7, statementTimeoutMs: 3 }),
    ).toEqual({
      lockWaitMs: 5,
      statementTimeoutMs: 3,
    });
    expect(stricterLimits({ assert: "off" }, { assert: "rehearse" })).toEqual({ assert: "rehearse" });
    expect(stricterLimits({ assert: "rehearse" }, { assert: "off" })).toEqual({ assert: "rehearse" });
    expect(stricterLimits({ maxLagMs: 5, onLag: "continue" }, { maxLagMs: 9, onLag: "refuse" })).toEqual({
      maxLagMs: 5,
      onLag: "refuse",
    });
    expect(stricterLimits({ statementTimeoutMs: 5 }, {})).toEqual({ statementTimeoutMs: 5 });
  });

  test("name whose sessions may be ended at most", () => {
    const floor = { killBlockers: { users: ["report", "etl"], olderThanMs: 60 } };
    expect(stricterLimits(floor, { killBlockers: { users: ["etl", "app"], olderThanMs: 5 } })).toEqual({
      killBlockers: { users: ["etl"], olderThanMs: 60 },
    });
    expect(stricterLimits(floor, {}).killBlockers).toBeUndefined();
    const own = { killBlockers: { users: ["app"], olderThanMs: 5 } };
    expect(stricterLimits(floor, own).killBlockers).toBeUndefined();
    expect(stricterLimits({ lockWaitMs: 5 }, own)).toEqual({ lockWaitMs: 5, ...own });
  });
});

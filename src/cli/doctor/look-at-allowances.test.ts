import { expect, test } from "vitest";
import type { AllowanceRule } from "../../core/policy/allowance-rule.ts";
import { defaultPolicy } from "../default-policy.ts";
import { lookAtAllowances } from "./look-at-allowances.ts";

const rule: AllowanceRule = {
  finding: "drop-table",
  paths: undefined,
  tables: ["scratch_*"],
  reason: "made to be thrown away",
  until: "2026-12-01",
};

test.each([
  [{}, "2026-12-01T23:59:59Z", undefined],
  [{}, "2026-12-02T00:00:00Z", "drop-table: The policy allowed it until 2026-12-01. It counts again."],
  [{ finding: "drop-tabel" }, "2026-12-01T00:00:00Z", "There is no finding drop-tabel. Did you mean"],
  [{ finding: "statement-refused" }, "2026-12-01T00:00:00Z", "No policy allows it"],
])("an allowance %j of the policy, on %s: %s", (change, now, said) => {
  const risk = { ...defaultPolicy.risk, allow: [{ ...rule, ...change }] };
  const [diagnosis] = lookAtAllowances({ risk }, new Date(now));
  expect(diagnosis?.what).toEqual(said === undefined ? undefined : expect.stringContaining(said));
});

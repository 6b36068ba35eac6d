import { isCalendarDay } from "./allowance-rule.ts";
import type { PolicyCheck } from "./policy-check.ts";
import { defaultThresholds } from "./resolve-policy.ts";

/** An allowance for everything would be another policy. */
export function checkAllowances({ policy, report }: PolicyCheck): void {
  policy.risk?.allow?.forEach((rule, i) => {
    const path = ["risk", "allow", i];
    if (rule?.path === undefined && rule?.table === undefined)
      report(
        "policy-allows-everywhere",
        path,
        "This allows a finding everywhere.",
        "Add `path:` or `table:`.",
      );
    if (rule?.until === undefined || isCalendarDay(rule.until)) return;
    const what = `\`until: ${rule.until}\` is no day.`;
    report("policy-bad-until", [...path, "until"], what, "Write the last day as `2027-03-31`.");
  });
}

export function checkThresholds({ policy, report }: PolicyCheck): void {
  const written = policy.risk?.thresholds;
  const low = written?.low ?? defaultThresholds.low;
  const moderate = written?.moderate ?? defaultThresholds.moderate;
  const high = written?.high ?? defaultThresholds.high;
  if (low <= moderate && moderate <= high) return;
  report(
    "policy-thresholds",
    ["risk", "thresholds"],
    `The thresholds do not rise: low ${low}, moderate ${moderate}, high ${high}.`,
    "Set them so that low <= moderate <= high.",
    "key",
  );
}

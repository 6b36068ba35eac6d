import type { Assessment } from "../assessment.ts";

export function renderTerminal(assessment: Assessment, _options: { colour: boolean }): string {
  return assessment.reason;
}

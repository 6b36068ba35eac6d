import type { Assessment } from "../assessment.ts";

/** The one JSON form: keys in order, two spaces, a final line feed, the same bytes from every entry point. */
export function renderJson(assessment: Assessment): string {
  return `${JSON.stringify(assessment, inOrder, 2)}\n`;
}

function inOrder(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

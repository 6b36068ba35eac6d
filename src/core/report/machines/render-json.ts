import type { Assessment } from "../../assessment.ts";

/** The one JSON form: keys in order, two spaces, a final line feed, the same bytes from every entry point. */
export function renderJson(assessment: Assessment): string {
  return `${JSON.stringify(inOrder(assessment), undefined, 2)}\n`;
}

function inOrder(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(inOrder);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, inOrder(inner)]));
}

/** `2026-11-22 10:02 UTC`, of an ISO 8601 time in UTC; another text stays as it is. */
export function sayTime(iso: string): string {
  return iso.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*$/s, "$1 $2 UTC");
}

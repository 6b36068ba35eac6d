/** Greedy matching with one wildcard for any run of items: on a mismatch only the last wildcard takes one item more. */
export function matchesInOrder(
  pattern: readonly string[],
  items: readonly string[],
  wildcard: string,
  matches: (mark: string, item: string) => boolean,
): boolean {
  let p = 0;
  let i = 0;
  let retry: { p: number; i: number } | undefined;
  while (i < items.length) {
    const mark = pattern[p];
    if (mark === wildcard) {
      retry = { p: ++p, i };
    } else if (mark !== undefined && matches(mark, items[i] ?? "")) {
      p++;
      i++;
    } else if (retry) {
      p = retry.p;
      i = ++retry.i;
    } else {
      return false;
    }
  }
  return pattern.slice(p).every((mark) => mark === wildcard);
}

/**
 * Whether a path matches a glob: `*` and `?` inside a name, `**` over any number of folders, `{a,b}` for either.
 * Linear in the path for a given glob, whatever the glob.
 */
export function matchesGlob(glob: string, path: string): boolean {
  const names = path.split("/");
  return expandBraces(glob).some((pattern) => matchesInOrder(pattern.split("/"), names, "**", matchesName));
}

function matchesName(pattern: string, name: string): boolean {
  return matchesInOrder([...pattern], [...name], "*", (mark, char) => mark === "?" || mark === char);
}

/** Greedy matching with one wildcard for any run of items: on a mismatch only the last wildcard takes one item more. */
function matchesInOrder(
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

/** The plain patterns that a glob with braces stands for; braces without a comma or a partner are characters. */
function expandBraces(glob: string): string[] {
  let patterns = [glob];
  for (let round = 0; round < 4; round++) {
    patterns = patterns.flatMap((pattern) => {
      const [whole, inside = ""] = /\{([^{}]*,[^{}]*)\}/.exec(pattern) ?? [];
      return whole === undefined
        ? [pattern]
        : inside.split(",").map((choice) => pattern.replace(whole, () => choice));
    });
  }
  return patterns;
}

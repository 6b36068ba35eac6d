import { matchesInOrder } from "./matches-in-order.ts";

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

/** Braces that stand for more patterns than that are characters. */
const most = 1000;

/** The plain patterns that a glob with braces stands for; braces without a comma or a partner are characters. */
function expandBraces(glob: string): string[] {
  let patterns = [glob];
  for (let round = 0; round < 4; round++) {
    const expanded = patterns.flatMap((pattern) => {
      const [whole, inside = ""] = /\{([^{},]*,[^{}]*)\}/.exec(pattern) ?? [];
      return whole === undefined
        ? [pattern]
        : inside.split(",").map((choice) => pattern.replace(whole, () => choice));
    });
    if (expanded.length > most) return patterns;
    patterns = expanded;
  }
  return patterns;
}

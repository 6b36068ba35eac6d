const around = 3;

/**
 * Before against after as unified diff lines (`@@ object @@`, ` same`, `-before`, `+after`), objects in order of kind
 * and name; "" = no difference. Unchanged objects are left out, unchanged stretches of a changed one are cut.
 */
export function schemaDiff(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names
    .filter((name) => before.get(name) !== after.get(name))
    .map((name) => [`@@ ${name} @@`, ...diffLines(linesOf(before.get(name)), linesOf(after.get(name)))])
    .map((lines) => lines.join("\n"))
    .join("\n");
}

function linesOf(text: string | undefined): string[] {
  return text === undefined ? [] : text.split("\n");
}

function diffLines(before: readonly string[], after: readonly string[]): string[] {
  const lines = compare(before, after);
  const near = lines.map((_, i) => lines.slice(Math.max(0, i - around), i + around + 1).some(isChange));
  return lines.flatMap((line, i) => {
    if (near[i]) return line;
    return near[i - 1] ? " …" : [];
  });
}

function isChange(line: string): boolean {
  return !line.startsWith(" ");
}

/** By the longest common subsequence: definitions have at most some hundred lines. */
function compare(before: readonly string[], after: readonly string[]): string[] {
  const common = commonLengths(before, after);
  const lines: string[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const same = i < before.length && before[i] === after[j];
    const removed = j >= after.length || (i < before.length && common(i + 1, j) >= common(i, j + 1));
    if (same) {
      lines.push(` ${before[i++]}`);
      j++;
    } else lines.push(removed ? `-${before[i++]}` : `+${after[j++]}`);
  }
  return lines;
}

/** How many lines the rests from i and from j have in common, in order. */
function commonLengths(before: readonly string[], after: readonly string[]) {
  const width = after.length + 1;
  const lengths = new Uint32Array((before.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const same = before[i] === after[j];
      lengths[i * width + j] = same ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  return at;
}

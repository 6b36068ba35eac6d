/** The known name that was probably meant, for "did you mean"; undefined where none is near. */
export function closestName(written: string, known: Iterable<string>): string | undefined {
  let best: { name: string; distance: number } | undefined;
  for (const name of known) {
    const distance = editDistance(written.toLowerCase(), name.toLowerCase());
    if (best === undefined || distance < best.distance) best = { name, distance };
  }
  return best !== undefined && best.distance <= Math.max(1, Math.floor(written.length / 3))
    ? best.name
    : undefined;
}

/** "Did you mean X?", or what is known. `under` is where a name could be added. */
export function suggestName(written: string, known: readonly string[], under?: string): string {
  const closest = closestName(written, known);
  if (closest !== undefined) return `Did you mean \`${closest}\`?`;
  const add = under === undefined ? "" : `add it under \`${under}\``;
  if (known.length === 0) return `${add === "" ? "There is none" : `A${add.slice(1)}`}.`;
  return `Use one of ${known.map((name) => `\`${name}\``).join(", ")}${add === "" ? "" : `, or ${add}`}.`;
}

/** Optimal string alignment: insertions, deletions, replacements and swaps of neighbours. */
function editDistance(a: string, b: string): number {
  let [older, old] = [[] as number[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      const candidates = [at(old, j) + 1, at(row, j - 1) + 1, at(old, j - 1) + cost];
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        candidates.push(at(older, j - 2) + 1);
      row.push(Math.min(...candidates));
    }
    [older, old] = [old, row];
  }
  return at(old, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}

import { matchesInOrder } from "./matches-in-order.ts";

interface Named {
  name: string;
  labels: Readonly<Record<string, string | undefined>>;
}

/** Databases that a selector names: a name, a glob over names (`*`, `?`), or labels (`tier=core,region=eu`: all of them). */
export function selectDatabases<T extends Named>(selector: string, databases: readonly T[]): T[] {
  const exact = databases.filter((database) => database.name === selector);
  if (exact.length > 0) return exact;
  if (selector.includes("=")) {
    const wanted = selector.split(",").map((pair) => pair.split("=").map((word) => word.trim()));
    return databases.filter(({ labels }) =>
      wanted.every(
        ([key = "", value = "", ...more]) =>
          more.length === 0 && Object.hasOwn(labels, key) && labels[key] === value,
      ),
    );
  }
  return databases.filter(({ name }) => matchesName(selector, name));
}

/** A glob over names: `*` is any text, `?` any character. */
export function matchesName(glob: string, name: string): boolean {
  return matchesInOrder([...glob], [...name], "*", (mark, char) => mark === "?" || mark === char);
}

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
  const glob = globPattern(selector);
  return databases.filter(({ name }) => glob.test(name));
}

function globPattern(glob: string): RegExp {
  const pattern = glob
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${pattern}$`, "su");
}

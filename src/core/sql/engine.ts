/** `version` as in version comments: 80400 for 8.4.0, 101100 for MariaDB 10.11.0. */
export interface Engine {
  flavour: "mysql" | "mariadb";
  version: number;
  /** The oldest server that the name covers, where it names no patch: what they do differently counts as the worst. */
  oldest?: number;
}

/**
 * The engine as the policy names it, `mysql-8.4` or `mariadb-10.11`, at the newest patch that the name covers, so that
 * every version comment that may run is read as code, and with the oldest beside it.
 */
export function parseEngine(name: string): Engine | undefined {
  const [first, last] = enginesOf(name);
  return first && last ? { ...last, oldest: first.version } : first;
}

/** Nobody runs what came before general availability: 5.7.9 and 8.0.11 (their release notes). */
const firstPatch: ReadonlyMap<string, number> = new Map([
  ["mysql 50700", 9],
  ["mysql 80000", 11],
]);

/** The oldest and the newest server that the name covers: one and the same where it names a patch. */
export function enginesOf(name: string): Engine[] {
  const [, flavour, major, minor, patch] = /^(mysql|mariadb)-(\d+)\.(\d+)(?:\.(\d+))?$/.exec(name) ?? [];
  if (flavour !== "mysql" && flavour !== "mariadb") return [];
  const release = Number(major) * 10_000 + Number(minor) * 100;
  const patches = patch === undefined ? [firstPatch.get(`${flavour} ${release}`) ?? 0, 99] : [Number(patch)];
  return patches.map((number) => ({ flavour, version: release + number }));
}

import type { Engine } from "./token.ts";

/**
 * The engine as the policy names it, `mysql-8.4` or `mariadb-10.11`, at the newest patch that the name covers, so that
 * every version comment that may run is read as code.
 */
export function readEngine(name: string): Engine | undefined {
  const [, flavour, major, minor, patch = "99"] =
    /^(mysql|mariadb)-(\d+)\.(\d+)(?:\.(\d+))?$/.exec(name) ?? [];
  if (flavour !== "mysql" && flavour !== "mariadb") return undefined;
  return { flavour, version: Number(major) * 10_000 + Number(minor) * 100 + Number(patch) };
}

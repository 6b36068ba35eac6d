import type { Servers } from "../../../sandbox/mysql/way.ts";
import type { Engine } from "../../../src/core/sql/engine.ts";

/** The engine as a policy would name it: `9.7.4` is 90704. */
export function engineOf({ flavour, version }: Pick<Servers, "flavour" | "version">): Engine {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map((part) => Number.parseInt(part, 10));
  return { flavour, version: major * 10_000 + minor * 100 + patch };
}

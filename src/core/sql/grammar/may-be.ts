import type { Engine } from "../engine.ts";

/** A cursor, of which only the engine counts; undefined = not known. */
interface Reader {
  readonly engine: Engine | undefined;
}

/** MySQL's own syntax is read where the engine is MySQL or not known. */
export function mayBeMysql({ engine }: Reader): boolean {
  return engine?.flavour !== "mariadb";
}

/** MariaDB's own syntax is read where the engine is MariaDB or not known. */
export function mayBeMariadb({ engine }: Reader): boolean {
  return engine?.flavour !== "mysql";
}

/** Is the engine a MySQL older than this version (or not known)? Syntax that newer servers refuse. */
export function mayBeOlderThan({ engine }: Reader, version: number): boolean {
  return engine === undefined || engine.flavour === "mariadb" || engine.version < version;
}

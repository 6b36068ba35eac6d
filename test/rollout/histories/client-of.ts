import { debianProgram } from "../../../sandbox/mysql/debian-program.ts";
import { findClient } from "../../../sandbox/mysql/find-client.ts";
import { onPath } from "../../../sandbox/mysql/on-path.ts";
import type { Flavour } from "../../../sandbox/mysql/way.ts";

/** The command of a flavour's own client: MySQL's of today does not know how to log in to MariaDB. */
export async function clientOf(flavour: Flavour): Promise<readonly string[]> {
  const log = () => {};
  if (flavour === "mysql") return (await findClient(log)).command;
  const [own] = onPath("mariadb");
  return own ? [own] : (await debianProgram("mariadb-client-core", "usr/bin/mariadb", log)).command;
}

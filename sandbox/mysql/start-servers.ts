import { fromDebian } from "./from-debian.ts";
import { fromDocker } from "./from-docker.ts";
import { fromEnvironment } from "./from-environment.ts";
import { fromOfficialDownload } from "./from-official-download.ts";
import { fromPath } from "./from-path.ts";
import { type Log, type Server, type Servers, type Way, WishNotMet } from "./way.ts";

/** In the order in which they are tried: what is here already, then what can be fetched, real MySQL before MariaDB. */
const ways: readonly Way[] = [
  fromEnvironment,
  fromPath,
  fromOfficialDownload,
  fromDocker,
  fromDebian("mysql"),
  fromDebian("mariadb"),
];

export interface StartedServers extends Servers {
  /** One sentence for each way that was tried before and why it was not used. */
  tried: readonly string[];
  /** The server of that name. */
  server(name: string): Server;
}

/** Private servers on loopback, one for each name, by the first way that works on this machine. */
export async function startServers(
  wanted: number | readonly string[],
  { log }: { log: Log },
): Promise<StartedServers> {
  const names = typeof wanted === "number" ? Array.from({ length: wanted }, (_, i) => `db${i + 1}`) : wanted;
  const tried: string[] = [];
  for (const way of ways) {
    try {
      const started = await way.start(names, log);
      log(`${started.flavour} ${started.version}: ${started.how}`);
      return { ...started, tried, server: (name) => serverNamed(started.servers, name) };
    } catch (error) {
      if (error instanceof WishNotMet) throw error;
      const reason = `${way.title}: ${error instanceof Error ? error.message : String(error)}`;
      tried.push(reason);
      log(`not used, ${reason}`);
    }
  }
  throw new Error(
    `No MySQL server could be had on this machine. Set TOLLGATE_MYSQL_URL, put mysqld on PATH, or start Docker. Tried:\n${tried.map((line) => `  ${line}`).join("\n")}`,
  );
}

/** For tests that need MySQL itself: throws with the reasons where only MariaDB could be had. */
export function needMySql(started: StartedServers): void {
  if (started.flavour === "mysql") return;
  throw new Error(
    `This test needs MySQL itself, and this machine gave MariaDB ${started.version} (${started.how}):\n${started.tried.map((line) => `  ${line}`).join("\n")}`,
  );
}

function serverNamed(servers: readonly Server[], name: string): Server {
  const found = servers.find((server) => server.name === name);
  if (!found)
    throw new Error(`No server ${name} was started, only ${servers.map((s) => s.name).join(", ")}.`);
  return found;
}

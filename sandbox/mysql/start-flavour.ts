import { fromDebian } from "./from-debian.ts";
import { fromOfficialDownload } from "./from-official-download.ts";
import { fromProgram } from "./from-path.ts";
import type { Flavour, Log, Server, Servers, Way } from "./way.ts";

/** A `mysqld` on PATH may be of either flavour, so only MariaDB's own name is looked for there. */
const ways: Record<Flavour, readonly Way[]> = {
  mysql: [fromOfficialDownload, fromDebian("mysql")],
  mariadb: [fromProgram("mariadbd"), fromDebian("mariadb")],
};

/** One private server of exactly this flavour, whatever else the machine has, with options of the caller's own. */
export async function startFlavour(
  flavour: Flavour,
  { options = [], log }: { options?: readonly string[]; log: Log },
): Promise<Server & Servers> {
  const tried: string[] = [];
  for (const way of ways[flavour]) {
    try {
      const started = await way.start([flavour], log, options);
      const [server] = started.servers;
      if (server) return { ...server, ...started };
    } catch (error) {
      tried.push(`${way.title}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new Error(`No ${flavour} could be had on this machine. Tried:\n  ${tried.join("\n  ")}`);
}

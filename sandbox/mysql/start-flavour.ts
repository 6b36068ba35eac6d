import { fromDebian } from "./from-debian.ts";
import { fromOfficialDownload } from "./from-official-download.ts";
import { fromProgram } from "./from-path.ts";
import type { Flavour, Log, Servers, Way } from "./way.ts";

/** A `mysqld` on PATH may be of either flavour, so only MariaDB's own name is looked for there. */
const ways: Record<Flavour, readonly Way[]> = {
  mysql: [fromOfficialDownload, fromDebian("mysql")],
  mariadb: [fromProgram("mariadbd"), fromDebian("mariadb")],
};

/** One private server of exactly this flavour, with options of the caller's own. */
export async function startFlavour(
  flavour: Flavour,
  { options, log }: { options: readonly string[]; log: Log },
): Promise<Servers> {
  const tried: string[] = [];
  for (const way of ways[flavour]) {
    try {
      return await way.start([flavour], log, options);
    } catch (error) {
      tried.push(`${way.title}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new Error(`No ${flavour} could be had on this machine. Tried:\n  ${tried.join("\n  ")}`);
}

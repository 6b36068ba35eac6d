import { join } from "node:path";
import { debianProgram } from "./debian-program.ts";
import { image } from "./from-docker.ts";
import { officialFolder } from "./official-folder.ts";
import { onPath } from "./on-path.ts";
import { runProgram } from "./run-program.ts";
import type { Log } from "./way.ts";

/** MySQL's own command-line client. */
export interface Client {
  command: readonly string[];
  /** As it names itself: `mysql  Ver 9.7.1 for Linux on x86_64 (…)`, and how it was had. */
  how: string;
}

interface Way {
  title: string;
  find(log: Log): Promise<readonly string[]>;
}

/** In the order in which they are tried, as with servers: wherever one of these has a server, it has a client. */
const ways: readonly Way[] = [
  ...onPath("mysql").map((program) => ({ title: program, find: async () => [program] })),
  {
    title: "official download (cdn.mysql.com)",
    find: async (log) => [join(await officialFolder(log), "bin/mysql")],
  },
  {
    title: "Debian's mysql-client-core, unpacked",
    find: async (log) => (await debianProgram("mysql-client-core", "usr/bin/mysql", log)).command,
  },
  {
    title: `Docker (${image})`,
    find: async () => ["docker", "run", "--rm", "--interactive", "--network=host", image, "mysql"],
  },
];

/** The first of MySQL's own clients that this machine gives. MariaDB's splits by rules of its own. */
export async function findClient(log: Log): Promise<Client> {
  const tried: string[] = [];
  for (const { title, find } of ways) {
    try {
      const command = await find(log);
      const version = (await runProgram([...command, "--no-defaults", "--version"])).trim();
      if (/mariadb/i.test(version)) throw new Error(`is MariaDB's (${version})`);
      return { command, how: `${version.slice(version.indexOf("Ver "))}; ${title}` };
    } catch (error) {
      tried.push(`${title}: ${error instanceof Error ? error.message : String(error)}`);
      log(`not used, ${tried.at(-1)}`);
    }
  }
  throw new Error(`No mysql client could be had on this machine. Tried:\n  ${tried.join("\n  ")}`);
}

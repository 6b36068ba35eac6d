import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Binary } from "./binary.ts";
import { cacheFolder } from "./cache.ts";
import { keepWhole } from "./keep-whole.ts";
import { runProgram } from "./run-program.ts";
import type { Flavour, Log } from "./way.ts";

/** An initialised, empty data directory for this program: made once, then copied for each server. */
export async function dataTemplate(wish: {
  binary: Binary;
  flavour: Flavour;
  printed: string;
  log: Log;
}): Promise<string> {
  const key = createHash("sha256")
    .update([...wish.binary.command, wish.printed, ...smallRedoLog(wish.flavour)].join(" "))
    .digest("hex");
  const folder = join(cacheFolder(), `data-${key.slice(0, 12)}`);
  if (existsSync(folder)) return folder;
  wish.log("initialising an empty data directory (once)");
  await keepWhole(folder, (into) =>
    wish.flavour === "mysql" ? initialise(wish.binary, into) : bootstrap(wish.binary, into),
  );
  return folder;
}

/** Root without a password, on loopback only. */
async function initialise(binary: Binary, datadir: string): Promise<void> {
  const common = ["--no-defaults", `--basedir=${binary.basedir}`, `--datadir=${datadir}`, ...binary.options];
  const own = [...smallRedoLog("mysql"), ...asCurrentUser()];
  await runProgram([...binary.command, ...common, ...own, "--initialize-insecure"]);
}

/** The log is copied with the data directory for each server, and 100 MB are its default. */
export function smallRedoLog(flavour: Flavour): string[] {
  // Before 8.0.30 there is no such option.
  return flavour === "mysql" ? ["--loose-innodb-redo-log-capacity=16M"] : ["--innodb-log-file-size=16M"];
}

/** Before MariaDB 11.0 their names begin with `mysql`. */
const systemTables = (prefix: "mariadb" | "mysql") => [
  `${prefix}_system_tables.sql`,
  `${prefix}_performance_tables.sql`,
  `${prefix}_system_tables_data.sql`,
  "maria_add_gis_sp_bootstrap.sql",
  `${prefix}_sys_schema.sql`,
];

/** What mariadb-install-db does, without the help texts; that script cannot run a program by another loader. */
async function bootstrap(binary: Binary, datadir: string): Promise<void> {
  const scripts = ["share/mariadb", "share/mysql"]
    .flatMap((folder) => (["mariadb", "mysql"] as const).map((prefix) => ({ folder, prefix })))
    .map(({ folder, prefix }) => systemTables(prefix).map((file) => join(binary.basedir, folder, file)))
    .find((files) => files.every(existsSync));
  if (!scripts) throw new Error(`${binary.basedir}/share holds no system tables of MariaDB`);
  const parts = await Promise.all(scripts.map((file) => readFile(file, "utf8")));
  const common = ["--no-defaults", `--basedir=${binary.basedir}`, `--datadir=${datadir}`, ...binary.options];
  await runProgram(
    [...binary.command, ...common, ...smallRedoLog("mariadb"), ...asCurrentUser(), "--bootstrap"],
    {
      input: `CREATE DATABASE IF NOT EXISTS mysql;\nUSE mysql;\nSET @auth_root_socket=NULL;\nSET @skip_auth_anonymous=1;\n${parts.join("\n")}`,
    },
  );
}

/** The server refuses to run as root unless it is told so by name. */
export function asCurrentUser(): string[] {
  return process.getuid?.() === 0 ? ["--user=root"] : [];
}

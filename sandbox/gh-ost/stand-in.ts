/**
 * Stands in for gh-ost, by its documentation: the flags, the file of the account, the tables beside the table, the lines that it
 * prints, the file that postpones the cut-over. It copies once and reads no binary log, so nothing may write meanwhile.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { type Connection, createConnection, type RowDataPacket } from "mysql2/promise";

/** https://github.com/github/gh-ost/blob/master/doc/command-line-flags.md and `gh-ost --help`; others end it, as Go's flags do. */
const known = new Set([
  ...["host", "port", "socket", "conf", "database", "table", "alter", "allow-on-master", "assume-rbr"],
  ...["ok-to-drop-table", "verbose", "execute", "max-lag-millis", "max-load", "critical-load"],
  ...["postpone-cut-over-flag-file", "panic-flag-file", "serve-socket-file", "replica-server-id"],
  ...["ssl", "ssl-allow-insecure", "ssl-ca", "ssl-cert", "ssl-key", "version"],
]);

const flags = new Map(
  process.argv.slice(2).map((argument) => {
    const [name = "", ...value] = argument.replace(/^--?/, "").split("=");
    return [name, value.join("=")];
  }),
);

const say = (line: string) => process.stdout.write(`${line}\n`);
const fatal = (line: string) => {
  process.stderr.write(`${new Date().toISOString()} FATAL ${line}\n`);
  process.exit(1);
};

const [database, table] = [flags.get("database") ?? "", flags.get("table") ?? ""];
const name = (suffix: string) => `\`${database}\`.\`_${table}_${suffix}\``;

function line(copied: number, of: number, state: string, eta: string): string {
  const percent = of === 0 ? 100 : (100 * copied) / of;
  return `Copy: ${copied}/${of} ${percent.toFixed(1)}%; Applied: 0; Backlog: 0/1000; Time: 1s(total), 1s(copy); streamer: binlog.000001:157; Lag: 0.01s, HeartbeatLag: 0.02s, State: ${state}; ETA: ${eta}`;
}

function connect(): Promise<Connection> {
  const text = readFileSync(flags.get("conf") ?? "", "utf8");
  const value = (key: string) => new RegExp(`^${key}="?([^"\\n]*)"?$`, "m").exec(text)?.[1] ?? "";
  const [user, password] = [value("user"), value("password")];
  return createConnection({
    host: flags.get("host") ?? "localhost",
    port: Number(flags.get("port")),
    user,
    password,
  });
}

async function rows(connection: Connection, sql: string): Promise<Record<string, unknown>[]> {
  const [found] = await connection.query<RowDataPacket[]>(sql);
  return found;
}

/** It panics where an earlier run has left something, since nobody told it to drop it. */
async function makeTables(connection: Connection): Promise<void> {
  for (const suffix of ["gho", "del"]) {
    const found = await rows(connection, `SHOW TABLES FROM \`${database}\` LIKE '\\_${table}\\_${suffix}'`);
    if (found.length > 0) fatal(`Table ${name(suffix)} already exists. Panicking.`);
  }
  await connection.query(
    `CREATE TABLE ${name("ghc")} (id BIGINT AUTO_INCREMENT PRIMARY KEY, hint VARCHAR(64), value VARCHAR(4096))`,
  );
  await connection.query(`CREATE TABLE ${name("gho")} LIKE \`${database}\`.\`${table}\``);
  await connection.query(`ALTER TABLE ${name("gho")} ${flags.get("alter")}`);
}

async function copy(connection: Connection): Promise<number> {
  const shared = await rows(
    connection,
    `SELECT GROUP_CONCAT(CONCAT('\`', a.COLUMN_NAME, '\`')) AS list FROM information_schema.COLUMNS a JOIN information_schema.COLUMNS b USING (TABLE_SCHEMA, COLUMN_NAME)
      WHERE a.TABLE_SCHEMA = '${database}' AND a.TABLE_NAME = '${table}' AND b.TABLE_NAME = '_${table}_gho'`,
  );
  const [count] = await rows(connection, `SELECT COUNT(*) AS n FROM \`${database}\`.\`${table}\``);
  const all = Number(count?.n);
  say(line(0, all, "migrating", "N/A"));
  const list = shared[0]?.list;
  await connection.query(
    `INSERT IGNORE INTO ${name("gho")} (${list}) SELECT ${list} FROM \`${database}\`.\`${table}\``,
  );
  return all;
}

async function waitForCutOver(all: number): Promise<void> {
  const [file, panic] = [flags.get("postpone-cut-over-flag-file"), flags.get("panic-flag-file")];
  if (file === undefined) return;
  while (existsSync(file)) {
    if (panic !== undefined && existsSync(panic)) fatal("Found panic-file. Aborting without cleanup");
    say(line(all, all, "postponing cut-over", "due"));
    await pause(100);
  }
}

async function migrate(): Promise<void> {
  const connection = await connect();
  const file = flags.get("postpone-cut-over-flag-file");
  if (file !== undefined && !existsSync(file)) writeFileSync(file, "");
  await makeTables(connection);
  const all = await copy(connection);
  await waitForCutOver(all);
  await connection.query(
    `RENAME TABLE \`${database}\`.\`${table}\` TO ${name("del")}, ${name("gho")} TO \`${database}\`.\`${table}\``,
  );
  await connection.query(`DROP TABLE ${name("ghc")}, ${name("del")}`);
  say("Done migrating");
  await connection.end();
}

const unknown = [...flags.keys()].find((flag) => !known.has(flag));
if (flags.has("version")) say("1.1.7");
else if (unknown !== undefined) {
  process.stderr.write(`flag provided but not defined: -${unknown}\n`);
  process.exit(2);
} else await migrate();

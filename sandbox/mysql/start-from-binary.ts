import { spawn } from "node:child_process";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Binary } from "./binary.ts";
import { asCurrentUser, dataTemplate, smallRedoLog } from "./data-template.ts";
import { readVersion } from "./greeting.ts";
import { runProgram } from "./run-program.ts";
import { waitForGreeting } from "./wait-for-greeting.ts";
import type { Flavour, Log, Server, Servers } from "./way.ts";

/** Private servers from a program on this machine: own data, own port, nothing shared, nothing kept. */
export async function startFromBinary(wish: {
  binary: Binary;
  how: string;
  names: readonly string[];
  log: Log;
  /** Options of the server beside its own; of two that contradict each other the last one counts. */
  options?: readonly string[];
}): Promise<Servers> {
  const { binary, how, names, log, options = [] } = wish;
  const printed = (await runProgram([...binary.command, "--no-defaults", "--version"])).trim();
  const version = readVersion(printed.replace(/^.*?\bVer /, ""));
  const template = await dataTemplate({ binary, flavour: version.flavour, printed, log });
  const running: RunningServer[] = [];
  const stop = async () => {
    await Promise.all(running.map((one) => one.stop()));
  };
  log(`starting ${names.length} server(s): ${names.join(", ")}`);
  try {
    await Promise.all(
      names.map(async (name) =>
        running.push(await startOne({ binary, options, ...version, name, template })),
      ),
    );
  } catch (error) {
    await stop();
    throw error;
  }
  const servers = names.flatMap((name) =>
    running.filter((one) => one.server.name === name).map((one) => one.server),
  );
  return { how, ...version, servers, stop };
}

/**
 * The server lives as long as the pipe to its keeper's standard input: when this process ends, however it ends, the
 * keeper kills the server and deletes its data. A server that somebody else killed starts again on its data, as a
 * service would. `detached` keeps Ctrl-C from reaching the keeper first.
 */
const keeper = `
folder=$1; shift
exec 3<&0
{ cat <&3 >/dev/null; : >"$folder/stop"; kill -9 $(cat "$folder/server"); } 2>/dev/null &
while :; do
  "$@" </dev/null 3<&- &
  server=$!
  echo $server >"$folder/server"
  [ -e "$folder/stop" ] && kill -9 $server
  wait $server
  [ $? -eq 137 ] && [ ! -e "$folder/stop" ] || break
done
rm -rf "$folder"
`;

interface NewServer {
  binary: Binary;
  options: readonly string[];
  flavour: Flavour;
  name: string;
  template: string;
}

interface RunningServer {
  server: Server;
  stop(): Promise<void>;
}

/** Between the choice of a free port and its use, any program of this machine may take it, if only to call somebody. */
class PortTaken extends Error {}

async function startOne(wish: NewServer, attempts = 3): Promise<RunningServer> {
  try {
    return await startOn(await freePort(), wish);
  } catch (error) {
    if (!(error instanceof PortTaken) || attempts === 1) throw error;
    return startOne(wish, attempts - 1);
  }
}

async function startOn(port: number, wish: NewServer): Promise<RunningServer> {
  const folder = await mkdtemp(join(tmpdir(), "tollgate-mysql-"));
  await cp(wish.template, join(folder, "data"), { recursive: true });
  // The copy must not share the template's server UUID.
  await rm(join(folder, "data/auto.cnf"), { force: true });
  const socket = join(folder, "socket");
  const command = [...wish.binary.command, ...serverOptions({ ...wish, folder, socket, port })];
  const child = spawn("sh", ["-c", keeper, "tollgate-mysql", folder, ...command], {
    detached: true,
    stdio: ["pipe", "ignore", "pipe"],
  });
  let ended = false;
  const end = new Promise<void>((resolve) => {
    child.once("exit", () => {
      ended = true;
      resolve();
    });
  });
  let log = "";
  child.stderr.on("data", (text) => {
    log = (log + text).slice(-20_000);
  });
  const stop = async () => {
    child.stdin.end();
    await end;
  };
  try {
    // By its own socket, which it opens after the port: on the port another server might greet.
    await waitForGreeting({ path: socket }, () => {
      if (ended) throw new Error("the server ended at once");
    });
  } catch (cause) {
    await stop();
    const why = `${wish.name} did not start: ${lastErrors(log) || String(cause)}`;
    throw /address already in use/i.test(log) ? new PortTaken(why, { cause }) : new Error(why, { cause });
  }
  return { server: { name: wish.name, url: `mysql://root@127.0.0.1:${port}` }, stop };
}

/** Nothing here has to survive the end of the server or of the machine: no file waits until it is on the disk. */
function serverOptions(wish: NewServer & { folder: string; socket: string; port: number }): string[] {
  const { binary, flavour, folder, socket, port } = wish;
  return [
    "--no-defaults",
    `--basedir=${binary.basedir}`,
    `--datadir=${join(folder, "data")}`,
    ...binary.options,
    ...asCurrentUser(),
    "--bind-address=127.0.0.1",
    `--port=${port}`,
    `--socket=${socket}`,
    `--pid-file=${join(folder, "pid")}`,
    // MariaDB deletes what it takes for leftovers of its own there when it starts.
    `--tmpdir=${folder}`,
    "--skip-log-bin",
    "--innodb-flush-log-at-trx-commit=0",
    "--innodb-flush-method=nosync",
    "--innodb-doublewrite=OFF",
    ...smallRedoLog(flavour),
    ...(flavour === "mysql" ? ["--mysqlx=OFF", "--secure-file-priv=NULL"] : []),
    ...wish.options,
  ];
}

function lastErrors(log: string): string {
  const lines = log.trim().split("\n");
  const errors = lines.filter((line) => /error/i.test(line));
  return (errors.length > 0 ? errors : lines).slice(-3).join(" / ");
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no free port")),
      );
    });
  });
}

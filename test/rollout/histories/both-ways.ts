import { spawnSync } from "node:child_process";
import { openProject } from "../outside/project.ts";
import type { Server } from "../outside/server.ts";
import { dumpOf } from "../siege/dump.ts";

interface BothWays {
  /** Files that ran, and what was said where it stopped before the end. */
  client: { files: number; stopped: string | undefined };
  tollgate: { stopped: string | undefined };
  /** The databases afterwards; moments of the run are `NOW`. */
  dumps: { client: string; tollgate: string };
}

/** As a rollout pins its session. */
const pins =
  "SET SESSION time_zone = '+00:00', sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION', explicit_defaults_for_timestamp = 1";

/** One history into two databases: each file by the client in a session of its own, and all of them by `apply`. */
export async function bothWays(
  { server, client }: { server: Server; client: readonly string[] },
  name: string,
  files: readonly (readonly [path: string, text: string])[],
): Promise<BothWays> {
  const [plain, own] = [`${name}_client`, `${name}_apply`];
  for (const database of [plain, own])
    await server.query(
      `DROP DATABASE IF EXISTS ${database}; CREATE DATABASE ${database} CHARACTER SET utf8mb4`,
    );
  const [program = "mysql", ...args] = client;
  const ran: BothWays["client"] = { files: 0, stopped: undefined };
  for (const [, text] of files) {
    const connect = [
      "--no-defaults",
      "-h127.0.0.1",
      `-P${server.port}`,
      "-uroot",
      "--binary-mode",
      `--init-command=${pins}`,
    ];
    const charset = "--default-character-set=utf8mb4";
    const { status, stderr } = spawnSync(program, [...args, ...connect, charset, plain], {
      input: text,
      encoding: "utf8",
    });
    if (status !== 0) {
      ran.stopped = stderr.trim();
      break;
    }
    ran.files++;
  }
  const project = openProject({ database: own, flavour: server.flavour, port: server.port });
  project.commit(Object.fromEntries(files.map(([path, text]) => [`migrations/${path}`, text])));
  const { code, said } = await project.apply();
  project.remove();
  const dump = async (database: string) => (await dumpOf(server, database)).replace(moments(), "NOW");
  const dumps = { client: await dump(plain), tollgate: await dump(own) };
  return { client: ran, tollgate: { stopped: code === 0 ? undefined : said }, dumps };
}

/** As the driver writes what CURRENT_TIMESTAMP was today. */
function moments(): RegExp {
  const today = new Date().toISOString().slice(0, 10);
  return new RegExp(`${today}[T ]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z?`, "g");
}

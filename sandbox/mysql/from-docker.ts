import { readGreeting, readVersion } from "./greeting.ts";
import { runProgram } from "./run-program.ts";
import { waitForGreeting } from "./wait-for-greeting.ts";
import type { Server, Way } from "./way.ts";

/** Holds the client too. */
export const image = "mysql:8.4";
const pullWithinMs = 120_000;

/** Throw-away containers of the official image; `--rm` deletes their data with them. */
export const fromDocker: Way = {
  title: `Docker (${image})`,
  async start(names, log) {
    await run(["info", "--format", "{{.ServerVersion}}"], 5_000).catch((cause) => {
      throw new Error(`no engine answers (${cause.message})`, { cause });
    });
    log(`docker pull ${image}`);
    await run(["pull", "--quiet", image], pullWithinMs);
    const containers: string[] = [];
    const stop = async () => {
      process.off("SIGINT", stop);
      if (containers.length > 0) await run(["kill", ...containers], 20_000);
    };
    process.once("SIGINT", stop);
    try {
      const servers = await Promise.all(names.map((name) => startContainer(name, containers)));
      const port = Number(new URL(String(servers[0]?.url)).port);
      return {
        how: `Docker (${image})`,
        ...readVersion(await readGreeting({ host: "127.0.0.1", port })),
        servers,
        stop,
      };
    } catch (error) {
      await stop();
      throw error;
    }
  },
};

async function startContainer(name: string, containers: string[]): Promise<Server> {
  const options = [
    "--rm",
    "--detach",
    "--env",
    "MYSQL_ALLOW_EMPTY_PASSWORD=yes",
    "--publish",
    "127.0.0.1::3306",
  ];
  const id = (await run(["run", ...options, image], 30_000)).trim();
  containers.push(id);
  const address = (await run(["port", id, "3306/tcp"], 5_000)).trim().split("\n")[0] ?? "";
  const port = Number(address.split(":").at(-1));
  await waitForGreeting({ host: "127.0.0.1", port });
  return { name, url: `mysql://root@127.0.0.1:${port}` };
}

function run(args: readonly string[], withinMs: number): Promise<string> {
  return runProgram(["docker", ...args], { signal: AbortSignal.timeout(withinMs) });
}

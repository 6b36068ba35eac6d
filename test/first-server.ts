import { findClient } from "../sandbox/mysql/find-client.ts";
import { startServers } from "../sandbox/mysql/start-servers.ts";

/** Before the scenes: what this machine lacks is fetched once, here, and not by every worker at the same time. */
export default async function fetchWhatIsMissing(): Promise<void> {
  const log = (line: string) => process.stdout.write(`${line}\n`);
  const servers = await startServers(["first"], { log });
  await servers.stop();
  // Only one scene needs the client, and says so itself where there is none.
  await findClient(() => {}).catch(() => {});
}

/**
 * `npm run histories -- FOLDER …`: the `.sql` files of each folder, in the order of the numbers in their names, through
 * `apply` and through the `mysql` client: the schema and all rows are compared on both engines.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { flavours, startServer } from "../outside/server.ts";
import { bothWays } from "./both-ways.ts";
import { clientOf } from "./client-of.ts";

for (const flavour of flavours) {
  const server = await startServer(flavour);
  const client = await clientOf(flavour);
  for (const [i, folder] of process.argv.slice(2).entries()) {
    const names = readdirSync(folder).filter((name) => name.endsWith(".sql"));
    names.sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
    const files = names.map((name, n): [string, string] => [
      `${String(n + 1).padStart(4, "0")}.sql`,
      readFileSync(join(folder, name), "utf8"),
    ]);
    const ran = await bothWays({ server, client }, `history_${i}`, files);
    const equal = ran.dumps.client === ran.dumps.tollgate;
    console.log(
      JSON.stringify({
        ...{ flavour, folder, files: files.length, byClient: ran.client.files, equal },
        ...{ lines: ran.dumps.client.split("\n").length },
        ...(ran.client.stopped && { client: ran.client.stopped.slice(-200) }),
        ...(ran.tollgate.stopped && { tollgate: ran.tollgate.stopped.replace(/\s+/g, " ").slice(0, 300) }),
      }),
    );
    if (!equal) process.exitCode = 1;
  }
  await server.stop();
}

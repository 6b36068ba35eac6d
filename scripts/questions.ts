/** `npm run questions`: how many questions a rollout of 200 files of CREATE, ALTER and INSERT asks of a server. */

import { openProject } from "../test/rollout/outside/project.ts";
import { flavours, startServer } from "../test/rollout/outside/server.ts";

const files = Object.fromEntries(
  Array.from({ length: 200 }, (_, i) => [
    `migrations/${String(i + 1).padStart(3, "0")}.sql`,
    `CREATE TABLE t${i} (id INT PRIMARY KEY, note VARCHAR(20));\nALTER TABLE t${i} ADD COLUMN paid INT;\nINSERT INTO t${i} VALUES (1, 'a', 2);\n`,
  ]),
);
for (const flavour of flavours) {
  const server = await startServer(flavour);
  await server.query("CREATE DATABASE shop");
  const project = openProject({ database: "shop", flavour, port: server.port });
  project.commit(files);
  const asked = async () => Number((await server.query("SHOW GLOBAL STATUS LIKE 'Questions'"))[0]?.Value);
  const before = await asked();
  const since = Date.now();
  const { code, said } = await project.apply();
  const ms = Date.now() - since;
  // The two readings themselves: connecting asks nothing, each SHOW is one.
  process.stdout.write(`${JSON.stringify({ flavour, questions: (await asked()) - before - 1, ms, code })}\n`);
  if (code !== 0) process.stdout.write(said.slice(-2000));
  project.remove();
  await server.stop();
}

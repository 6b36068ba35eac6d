import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { person } from "../../../sandbox/demo/person.ts";
import { startGitHub } from "../../../sandbox/github/server.ts";
import { type FinishedRun, startRunner } from "../../../sandbox/runner/start-runner.ts";
import type { Server } from "../outside/server.ts";

const root = join(import.meta.dirname, "../../..");
const repository = "acme/fleet";

/** Many databases on two servers, a GitHub with a merged migration for all of them, and the shipped workflows. */
export interface Fleet {
  databases: readonly string[];
  serverOf(database: string): Server;
  /** `tollgate-many.yml`, started by somebody who may. */
  rollOut(): Promise<FleetRun>;
  /** How many requests the API has answered so far. */
  requests(): number;
  close(): Promise<void>;
}

interface FleetRun {
  run: FinishedRun;
  /** Outputs of the last job, and its report. */
  outputs: Record<string, string>;
  report: { targets: { database: string; state: string; reason?: string; why?: string }[] };
}

interface Wanted {
  servers: readonly [Server, Server];
  count: number;
  /** YAML in the environment. */
  order: string;
  /** File name and text. */
  migrations: Record<string, string>;
}

export async function openFleet({ servers, count, order, migrations }: Wanted): Promise<Fleet> {
  const digits = String(count).length;
  const databases = Array.from({ length: count }, (_, i) => `t${String(i + 1).padStart(digits, "0")}`);
  const index = new Map(databases.map((name, i) => [name, i % 2]));
  const serverOf = (name: string) => (index.get(name) === 0 ? servers[0] : servers[1]);
  for (const name of databases) await serverOf(name).query(`CREATE DATABASE ${name}`);
  const github = await startGitHub();
  for (const login of ["root", "alice", "dan"]) github.createUser(login);
  github.createOrganisation("acme", { owners: ["root"], members: ["alice", "dan"] });
  await github.createRepository({
    owner: "acme",
    name: "fleet",
    files: {
      ".github/tollgate.yml": policyOf(databases, {
        servers,
        order,
        isFirst: (name) => index.get(name) === 0,
      }),
      ...(await workflows()),
    },
  });
  const secrets = { EU_DATABASE_URL: servers[0].url, US_DATABASE_URL: servers[1].url };
  github.createEnvironment(repository, "prod", { branches: ["main"], secrets });
  for (const login of ["alice", "dan"]) github.grant(repository, login, "write");
  const runner = await startRunner(github, { actionFolder: root, machine: { TOLLGATE_WRITE_PAUSES: "off" } });
  const alice = person(github, "alice", repository);
  await alice.push({ branch: "change", files: migrations, message: "A change for all" });
  const number = await alice.openPull({ branch: "change", title: "A change for all" });
  await github.settled();
  await alice.merge(number);
  await github.settled();
  return {
    databases,
    serverOf,
    requests: () => github.requests.length,
    async rollOut() {
      await dispatch(github.url, github.tokenOf("dan"));
      await github.settled();
      const run = runner.runs.at(-1);
      if (!run?.path.endsWith("tollgate-many.yml")) throw new Error("The workflow has not run.");
      const outputs = run.jobs.find(({ id }) => id === "report")?.steps.at(-1)?.outputs ?? {};
      const report = outputs.report ? JSON.parse(await readFile(outputs.report, "utf8")) : { targets: [] };
      return { run, outputs, report };
    },
    async close() {
      await runner.stop();
      await github.stop();
      for (const name of databases) await serverOf(name).query(`DROP DATABASE IF EXISTS ${name}`);
    },
  };
}

function policyOf(
  databases: readonly string[],
  { servers, order, isFirst }: Pick<Wanted, "servers" | "order"> & { isFirst(name: string): boolean },
): string {
  const engine = servers[0].flavour === "mysql" ? "mysql-8.4" : "mariadb-10.11";
  return `version: 1
environments:
  prod: { rollout: manual, dispatch: [dba], ${order} }
instances:
  eu: { environment: prod, engine: ${engine}, connection: EU_DATABASE_URL }
  us: { environment: prod, engine: ${engine}, connection: US_DATABASE_URL }
databases:
${databases.map((name) => `  ${name}: { instances: [${isFirst(name) ? "eu" : "us"}] }`).join("\n")}
projects:
  fleet: { migrations: "migrations/*.sql", databases: ["t*"] }
roles:
  dba: { title: DBA, users: [dan] }
`;
}

/** As they are shipped; only the names of the secrets are this policy's, and a job is one target. */
async function workflows(): Promise<Record<string, string>> {
  const read = async (file: string) => {
    const text = await readFile(join(root, "examples/workflows", file), "utf8");
    const own = text.replaceAll("TEST_DATABASE_URL", "EU_DATABASE_URL").replace("jobs: 25", "jobs: 256");
    return [`.github/workflows/${file}`, own.replaceAll("PROD_DATABASE_URL", "US_DATABASE_URL")] as const;
  };
  return Object.fromEntries(await Promise.all(["tollgate-many.yml", "tollgate-review.yml"].map(read)));
}

async function dispatch(url: string, token: string): Promise<void> {
  const path = `${url}/repos/${repository}/actions/workflows/tollgate-many.yml/dispatches`;
  const response = await fetch(path, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, accept: "application/vnd.github+json" },
    body: JSON.stringify({ ref: "main", inputs: { environment: "prod" } }),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
}
